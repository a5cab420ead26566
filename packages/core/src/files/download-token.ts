import { timingSafeEqual } from 'node:crypto';
import type { Runtime } from '../context/runtime.js';
import type { FileKey } from './file-store.js';

/** The longest life of an address for a download, in seconds. */
export const MAX_EXPIRY = 3_600;

/** What an address says: whose file, which one, and until when (epoch seconds). */
export interface Download extends FileKey {
  expiresAt: number;
}

const FACTS = 37;
const VERSION = 1;
const CELL = 'core.file.download';

/** `/files/<token>`, at FILES_URL or relative to this server. */
export function downloadAddress(runtime: Runtime, download: Download): string {
  const facts = Buffer.alloc(FACTS);
  facts[0] = VERSION;
  uuidBytes(download.organizationId).copy(facts, 1);
  uuidBytes(download.id).copy(facts, 17);
  facts.writeUInt32BE(download.expiresAt, 33);
  const token = `${facts.toString('base64url')}.${signatureOf(runtime, facts, download)}`;
  return `${runtime.filesUrl}/files/${token}`;
}

/**
 * What a token says, when it is one of ours and its time is not over; else `undefined`. The key
 * that signs is that of the organization, so that a rotation of the root key ends no address.
 */
export async function readDownload(runtime: Runtime, token: string): Promise<Download | undefined> {
  const match = /^([\w-]{50})\.([\w-]{43})$/.exec(token);
  if (!match) return undefined;
  const [, body = '', signature = ''] = match;
  const facts = Buffer.from(body, 'base64url');
  // The last sign has bits that say nothing: one address, one text.
  if (facts.toString('base64url') !== body || facts[0] !== VERSION) return undefined;
  const download = {
    organizationId: uuidText(facts.subarray(1, 17)),
    id: uuidText(facts.subarray(17, 33)),
    expiresAt: facts.readUInt32BE(33),
  };
  if (!(await runtime.vault.has(download.organizationId))) return undefined;
  const expected = signatureOf(runtime, facts, download);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return undefined;
  return download.expiresAt * 1_000 > runtime.clock().valueOf() ? download : undefined;
}

function signatureOf(runtime: Runtime, facts: Buffer, { organizationId }: FileKey): string {
  return runtime.vault.blindIndex(organizationId, CELL, facts.toString('base64url'));
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
