import type { Runtime } from '../context/runtime.js';
import { checkGzip, checkZip } from './archive-check.js';
import type { BlobKey } from './blob-cipher.js';
import { contentOf, dropBlob, writeBlob } from './blobs.js';
import { FileIntake, IntakeRefused } from './file-intake.js';
import { type FilePurpose, takes } from './file-purpose.js';
import { isGzip, isZip, mediaTypeOf } from './media-type.js';

/** What was announced of bytes that come in. */
export interface Announced {
  organizationId: string;
  purpose: FilePurpose;
  mediaType: string;
  /** Exactly as many are taken. */
  size: number;
  /** Hexadecimal; compared when it is given. */
  sha256?: string | null;
}

/** Bytes that are stored and fit what was announced; nothing refers to them yet. */
export interface TakenBytes {
  blob: BlobKey;
  sha256: string;
  /** As found in the bytes. */
  mediaType: string;
}

/**
 * Stores a stream, encrypted, and looks at it on the way: number of bytes, hash, type, and what
 * comes out of it when it is an archive. Nothing stays of bytes that are refused.
 * @throws IntakeRefused, or what the database or the store threw
 */
export async function takeBytes(
  runtime: Runtime,
  source: AsyncIterable<Uint8Array>,
  announced: Announced,
): Promise<TakenBytes> {
  const { organizationId, purpose } = announced;
  const intake = new FileIntake(announced.size, purpose.isText === true);
  const blob = await writeBlob(runtime, organizationId, intake.pass(source));
  try {
    const sha256 = intake.digest();
    if (announced.sha256 && announced.sha256 !== sha256) throw new IntakeRefused('SHA256');
    const mediaType = await judge(runtime, { intake, blob, announced });
    return { blob, sha256, mediaType };
  } catch (error) {
    await dropBlob(runtime, blob);
    throw error;
  }
}

interface Stored {
  intake: FileIntake;
  blob: BlobKey;
  announced: Announced;
}

/** The type under which the bytes are kept. @throws IntakeRefused TYPE, ARCHIVE */
async function judge(runtime: Runtime, { intake, blob, announced }: Stored): Promise<string> {
  const { purpose, mediaType } = announced;
  if (purpose.isText) return mediaType;
  const { head, isText } = intake;
  const entries = await unpacked(runtime, { intake, blob, announced });
  const found = await mediaTypeOf({ head, isText, announced: mediaType, entries });
  const isLie = found !== mediaType && purpose.mismatch !== 'STORE';
  if (isLie || !takes(purpose, found)) throw new IntakeRefused('TYPE');
  return found;
}

async function unpacked(runtime: Runtime, stored: Stored): Promise<string[] | undefined> {
  const { intake, blob, announced } = stored;
  const { head } = intake;
  if (!runtime.files || (!isZip(head) && !isGzip(head))) return undefined;
  const content = contentOf(runtime.files, blob, announced.size);
  if (isZip(head)) return checkZip(content);
  await checkGzip(content);
  return undefined;
}
