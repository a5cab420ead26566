import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ByteRange, FileKey } from './file-store.js';

/** Bytes of plain text in each chunk but the last. */
export const CHUNK = 65_536;
const TAG = 16;
const SEALED_CHUNK = CHUNK + TAG;
/** `BLB1`: the version of this form, at the begin of each object. */
const HEADER = Buffer.from('BLB1', 'latin1');

/** The key of one blob, and whose it is. */
export interface BlobKey extends FileKey {
  /** 32 bytes, for this blob alone. */
  key: Buffer;
}

/** Bytes in the store are not what was written: changed, cut, moved or extended. */
export class BlobDamaged extends Error {
  constructor(readonly blob: FileKey) {
    super(`Blob ${blob.id} of organization ${blob.organizationId} is damaged.`);
    this.name = 'BlobDamaged';
  }
}

/**
 * Encrypts a stream chunk by chunk: AES-256-GCM (NIST SP 800-38D) in the STREAM construction
 * (Hoang, Reyhanitabar, Rogaway, Vizár 2015). The nonce is the chunk's index and whether it is
 * the last one, so that chunks cannot be left out, exchanged, appended or cut off; organization
 * and blob are associated data. Holds one chunk at a time.
 */
export async function* encryptBlob(
  blob: BlobKey,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield HEADER;
  let index = 0;
  let held: Buffer | undefined;
  for await (const chunk of inChunks(source)) {
    if (held) yield seal(blob, { index: index++, isLast: false, bytes: held });
    held = chunk;
  }
  yield seal(blob, { index, isLast: true, bytes: held ?? Buffer.alloc(0) });
}

/** Where the encrypted form of these plain bytes stands in the object; whole chunks. */
export function sealedRange(range: ByteRange): ByteRange {
  const first = Math.floor(range.start / CHUNK);
  const behind = Math.max(first + 1, Math.ceil(range.end / CHUNK));
  return {
    start: HEADER.length + first * SEALED_CHUNK,
    end: HEADER.length + behind * SEALED_CHUNK,
  };
}

/**
 * The plain bytes of a range, from the encrypted bytes of `sealedRange`; each chunk is proven
 * before a byte of it leaves. `size` is that of the whole blob, in plain bytes.
 * @throws BlobDamaged in the midst of the stream
 */
export async function* decryptBlob(
  blob: BlobKey,
  { size, range }: { size: number; range: ByteRange },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const last = Math.max(0, Math.ceil(size / CHUNK) - 1);
  let index = Math.floor(range.start / CHUNK);
  const end = Math.max(index, Math.ceil(range.end / CHUNK) - 1);
  for await (const sealed of inChunks(source, SEALED_CHUNK)) {
    if (index > end) throw new BlobDamaged(blob);
    const isLast = index === last;
    const expected = isLast ? size - last * CHUNK : CHUNK;
    if (sealed.length !== expected + TAG) throw new BlobDamaged(blob);
    const plain = open(blob, { index, isLast, bytes: sealed });
    const start = Math.max(0, range.start - index * CHUNK);
    yield plain.subarray(start, Math.min(plain.length, range.end - index * CHUNK));
    index += 1;
  }
  if (index <= end) throw new BlobDamaged(blob);
}

/** Length of the whole object for so many plain bytes. */
export function sealedSize(size: number): number {
  return HEADER.length + size + Math.max(1, Math.ceil(size / CHUNK)) * TAG;
}

/** Whether an object begins as this form does. */
export function isBlobHeader(bytes: Uint8Array): boolean {
  return HEADER.equals(bytes.subarray(0, HEADER.length));
}

interface Chunk {
  index: number;
  isLast: boolean;
  bytes: Buffer;
}

function seal(blob: BlobKey, { index, isLast, bytes }: Chunk): Buffer {
  const cipher = createCipheriv('aes-256-gcm', blob.key, nonce(index, isLast));
  cipher.setAAD(associated(blob));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function open(blob: BlobKey, { index, isLast, bytes }: Chunk): Buffer {
  const body = bytes.subarray(0, bytes.length - TAG);
  const options = { authTagLength: TAG };
  const decipher = createDecipheriv('aes-256-gcm', blob.key, nonce(index, isLast), options);
  decipher.setAAD(associated(blob));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  const plain = decipher.update(body);
  try {
    decipher.final();
  } catch {
    throw new BlobDamaged(blob);
  }
  return plain;
}

/** Seven zero bytes: the key is for one blob only, so index and flag make the nonce unique. */
function nonce(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 7);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

function associated({ organizationId, id }: FileKey): Buffer {
  return Buffer.from(`BLB1|${organizationId}|${id}`, 'latin1');
}

/**
 * The same bytes in pieces of one length; only the last one may be shorter. A piece is good until
 * the one after the next is asked for: two buffers take turns.
 */
async function* inChunks(
  source: AsyncIterable<Uint8Array>,
  length = CHUNK,
): AsyncGenerator<Buffer> {
  let [chunk, other] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
  let filled = 0;
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + length - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < length) continue;
      yield chunk;
      [chunk, other] = [other, chunk];
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
