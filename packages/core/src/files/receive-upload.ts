import type { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { type Actor, actingPrincipal } from '../jobs/actor.js';
import { encodeId } from '../model/ids.js';
import { inTransaction } from '../write/transaction.js';
import type { BlobKey } from './blob-cipher.js';
import { dropBlob, settleBlob } from './blobs.js';
import { type IntakeFault, IntakeRefused } from './file-intake.js';
import { purposesOf } from './file-purpose.js';
import { takeBytes } from './take-bytes.js';
import { Upload } from './upload.entity.js';
import { hashOfToken } from './upload-token.js';
import { UploadType } from './upload.types.js';

/** Bytes that somebody sends to the address of an upload. */
export interface IncomingFile {
  /** The last part of the address. */
  token: string;
  /** Number of bytes that the sender announces. */
  length: number;
  source: AsyncIterable<Uint8Array>;
  requestId: string;
  /** Milliseconds that the database may take before and behind the bytes, whatever these take. */
  waitMs: number;
}

export interface ReceivedFile {
  /** Public id of the upload. */
  id: string;
  size: number;
  sha256: string;
  /** As found in the bytes. */
  mediaType: string;
}

/** The bytes were not taken; UNKNOWN says nothing about whether the address ever was one. */
export class UploadRefused extends Error {
  constructor(readonly fault: IntakeFault | 'UNKNOWN') {
    super(`The upload was refused: ${fault}.`);
    this.name = 'UploadRefused';
  }
}

const TOKEN = /^[\w-]{43}$/;
const PERMISSION = 'core.upload.write';

/** A row of `core.upload_claim(hash, now)`. */
interface ClaimRow extends Record<string, unknown> {
  organization_id: string;
  id: string;
  size: string;
  purpose: string;
  media_type: string;
  sha256: string | null;
  actor_kind: Actor['kind'];
  actor_id: string;
  user_id: string | null;
}

/**
 * Takes the bytes of an upload. The token in the address is the only credential; whoever presents
 * it first uses it up, whatever comes of it. Nothing of an upload that fails stays.
 * @throws UploadRefused, or what the database or the store threw
 */
export async function receiveUpload(runtime: Runtime, file: IncomingFile): Promise<ReceivedFile> {
  const claim =
    runtime.files && TOKEN.test(file.token) ? await claimOf(runtime, file.token) : undefined;
  const purpose = claim && purposesOf(runtime.composition).get(claim.purpose);
  if (!claim || !purpose) throw new UploadRefused('UNKNOWN');
  const caller = await callerOf(runtime, claim, file);
  const { organization_id: organizationId, media_type: announced } = claim;
  const size = Number(claim.size);
  let blob: BlobKey | undefined;
  try {
    if (file.length !== size) throw new IntakeRefused('SIZE');
    const what = { organizationId, purpose, mediaType: announced, size, sha256: claim.sha256 };
    const taken = await takeBytes(runtime, file.source, what);
    ({ blob } = taken);
    const { sha256, mediaType } = taken;
    // Minutes may have gone by: the right that the slot is worth is asked for once more.
    const now = await callerOf(runtime, claim, file);
    const kept = await change(runtime, now, async (ctx) => {
      const upload = await ctx.findRaw(Upload, claim.id);
      const blobId = await settleBlob(ctx, taken.blob.id, { sha256, size });
      upload.store({ blobId, sha256, mediaType });
      return blobId;
    });
    if (kept !== blob.id) await dropBlob(runtime, blob);
    return { id: encodeId(UploadType.options.prefix, claim.id), size, sha256, mediaType };
  } catch (error) {
    await forget(runtime, caller, { id: claim.id, blob });
    throw error instanceof IntakeRefused ? new UploadRefused(error.fault) : error;
  }
}

async function claimOf(runtime: Runtime, token: string): Promise<ClaimRow | undefined> {
  const text = `select organization_id, id, size, purpose, media_type, sha256, actor_kind,
      actor_id, user_id
    from core.upload_claim($1, $2)`;
  const statement = { text, values: [hashOfToken(token), runtime.clock().toISOString()] };
  const [row] = await runtime.reads.sql<ClaimRow>(undefined, statement);
  return row;
}

/** The slot is worth as much as its creator's right is now. */
async function callerOf(runtime: Runtime, row: ClaimRow, file: IncomingFile): Promise<Caller> {
  const principal = await actingPrincipal(runtime, {
    kind: row.actor_kind,
    id: row.actor_id,
    organizationId: row.organization_id,
    userId: row.user_id,
  });
  if (!principal?.permissions.has(PERMISSION)) throw new UploadRefused('UNKNOWN');
  const { requestId, waitMs } = file;
  return { principal, requestId, deadline: Date.now() + waitMs };
}

async function change<T>(
  runtime: Runtime,
  caller: Caller,
  work: (ctx: RequestContext) => Promise<T>,
): Promise<T> {
  const { value } = await inTransaction(runtime, caller, { operation: 'uploadStore', work });
  return value;
}

/**
 * As far as it can be done now; the sweeper does the rest. A commit whose answer was lost may have
 * stored the upload: then its bytes stay.
 */
async function forget(
  runtime: Runtime,
  caller: Caller,
  failed: { id: string; blob: BlobKey | undefined },
): Promise<void> {
  try {
    const late = { ...caller, deadline: Date.now() + 5_000 };
    const isRefused = await change(runtime, late, async (ctx) =>
      (await ctx.findRaw(Upload, failed.id)).refuse(),
    );
    if (isRefused && failed.blob) await dropBlob(runtime, failed.blob);
  } catch (error) {
    runtime.log.warn({ error: String(error), requestId: caller.requestId }, 'upload left over');
  }
}
