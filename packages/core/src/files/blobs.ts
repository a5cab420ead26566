import { randomBytes } from 'node:crypto';
import type { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import { uuidv7 } from '../model/ids.js';
import { Refusal } from '../write/errors.js';
import { type BlobKey, decryptBlob, encryptBlob, sealedRange } from './blob-cipher.js';
import { blobCell } from './blob-cell.js';
import type { ByteRange, FileKey, FileStore } from './file-store.js';

/** Bytes that can be read piece by piece. */
export interface BlobContent {
  /** Number of plain bytes. */
  size: number;
  /** Plain bytes, each proven before it leaves. @throws BlobDamaged in the midst of the stream */
  read(range?: ByteRange): AsyncGenerator<Buffer>;
}

const BEGIN = 'insert into core.blob (id, data_key) values ($1, $2)';

/**
 * Writes encrypted bytes under a new key. Their row comes first, so that whatever a crash leaves
 * behind has one, by which it is found and removed.
 * @throws what the source, the database or the store threw; nothing of it can be read then
 */
export async function writeBlob(
  runtime: Runtime,
  organizationId: string,
  source: AsyncIterable<Uint8Array>,
): Promise<BlobKey> {
  const blob = { organizationId, id: uuidv7(), key: randomBytes(32) };
  const { vault } = runtime;
  // Another process may have replaced the key.
  await vault.readAnew(organizationId);
  const sealed = vault.sealFileKey(organizationId, blobCell(blob.id), blob.key.toString('base64'));
  await runtime.reads.sql(organizationId, { text: BEGIN, values: [blob.id, sealed] });
  try {
    await storeOf(runtime).write(blob, encryptBlob(blob, source));
  } catch (error) {
    await dropBlob(runtime, blob);
    throw error;
  }
  return blob;
}

// A row that is about to be removed is not STORED any more: then the new bytes are kept.
const SAME = `
  update core.blob set touched_at = clock_timestamp() where address = $1 and state = 'STORED'
  returning id`;
const KEEP = `
  update core.blob set state = 'STORED', address = $2, size = $3, touched_at = clock_timestamp()
  where id = $1 and state = 'WRITING' returning id`;
const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 4))';

/**
 * Makes written bytes those of their content, inside the transaction of what refers to them.
 * Returns the id to refer to: the same bytes may be there already.
 */
export async function settleBlob(
  ctx: RequestContext,
  id: string,
  content: { sha256: string; size: number },
): Promise<string> {
  const { organizationId } = ctx;
  const column = 'core.blob.sha256';
  const address = ctx.runtime.vault.blindIndex(organizationId, column, content.sha256);
  await ctx.sql(LOCK, [`${organizationId}${address}`]);
  const [same] = await ctx.sql<{ id: string }>(SAME, [address]);
  if (same) return same.id;
  const [kept] = await ctx.sql<{ id: string }>(KEEP, [id, address, content.size]);
  // The sweeper took the row: this has lasted for more than an hour.
  if (!kept) throw new Refusal('DEADLINE', 'The upload has taken too long. Send it again.');
  return kept.id;
}

const GIVE_UP = `
  update core.blob set state = 'REMOVING', touched_at = now()
  where id = $1 and state in ('WRITING', 'REMOVING') returning id`;

/** Bytes that nothing refers to: gone as far as it can be done now; the sweeper does the rest. */
export async function dropBlob(runtime: Runtime, { organizationId, id }: FileKey): Promise<void> {
  try {
    const statement = { text: GIVE_UP, values: [id] };
    const [given] = await runtime.reads.sql(organizationId, statement);
    if (given) await runtime.files?.remove({ organizationId, id });
  } catch (error) {
    runtime.log.warn({ blob: id, error: String(error) }, 'bytes left over');
  }
}

const FIND = 'select size, data_key from core.blob where id = $1';

/** The bytes of a blob of an organization; `undefined` when there is none. */
export async function openBlob(runtime: Runtime, blob: FileKey): Promise<BlobContent | undefined> {
  const { organizationId, id } = blob;
  const statement = { text: FIND, values: [id] };
  const [row] = await runtime.reads.sql<{ size: string | null; data_key: string }>(
    organizationId,
    statement,
  );
  if (!row) return undefined;
  const { vault } = runtime;
  await vault.ready(organizationId);
  if (!vault.hasFileKey(organizationId, row.data_key)) await vault.readAnew(organizationId);
  const plain = vault.openFileKey(organizationId, blobCell(id), row.data_key);
  const key = { organizationId, id, key: Buffer.from(plain, 'base64') };
  return contentOf(storeOf(runtime), key, Number(row.size ?? 0));
}

/** Bytes whose key is at hand. */
export function contentOf(files: FileStore, blob: BlobKey, size: number): BlobContent {
  return {
    size,
    read: (range = { start: 0, end: size }) =>
      decryptBlob(blob, { size, range }, files.read(blob, sealedRange(range))),
  };
}

function storeOf({ files }: Runtime): FileStore {
  if (files) return files;
  throw new Error('This process keeps no files.');
}
