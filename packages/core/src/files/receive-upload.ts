import type { Caller, Runtime } from '../context/runtime.js';
import { type Actor, actingPrincipal } from '../jobs/actor.js';
import { encodeId } from '../model/ids.js';
import { inTransaction } from '../write/transaction.js';
import type { FileKey, FileStore } from './file-store.js';
import { type IntakeFault, IntakeRefused, TextIntake } from './text-intake.js';
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
  /** Epoch milliseconds at which the sender stops waiting. */
  deadline: number;
}

export interface ReceivedFile {
  /** Public id of the upload. */
  id: string;
  size: number;
  sha256: string;
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

/** A row of `core.upload_claim(hash)`. */
interface ClaimRow extends Record<string, unknown> {
  organization_id: string;
  id: string;
  size: string;
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
  const { files } = runtime;
  const claim = files && TOKEN.test(file.token) ? await claimOf(runtime, file.token) : undefined;
  if (!files || !claim) throw new UploadRefused('UNKNOWN');
  const caller = await callerOf(runtime, claim, file);
  const key = { organizationId: claim.organization_id, id: claim.id };
  const size = Number(claim.size);
  try {
    if (file.length !== size) throw new IntakeRefused('SIZE');
    const intake = new TextIntake(size);
    await files.write(key, intake.pass(file.source));
    const sha256 = intake.digest();
    await change(runtime, caller, { id: claim.id, work: (upload) => upload.store(sha256) });
    return { id: encodeId(UploadType.options.prefix, claim.id), size, sha256 };
  } catch (error) {
    await forget(runtime, { files, key, caller });
    throw error instanceof IntakeRefused ? new UploadRefused(error.fault) : error;
  }
}

async function claimOf(runtime: Runtime, token: string): Promise<ClaimRow | undefined> {
  const text = `select organization_id, id, size, actor_kind, actor_id, user_id
    from core.upload_claim($1)`;
  const statement = { text, values: [hashOfToken(token)] };
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
  const { requestId, deadline } = file;
  return { principal, requestId, deadline };
}

async function change<T>(
  runtime: Runtime,
  caller: Caller,
  { id, work }: { id: string; work: (upload: Upload) => T },
): Promise<T> {
  const { value } = await inTransaction(runtime, caller, {
    operation: 'uploadStore',
    work: async (ctx) => work(await ctx.findRaw(Upload, id)),
  });
  return value;
}

interface Failed {
  files: FileStore;
  key: FileKey;
  caller: Caller;
}

/**
 * As far as it can be done now; the sweeper does the rest. A commit whose answer was lost may have
 * stored the upload: then its bytes stay.
 */
async function forget(runtime: Runtime, { files, key, caller }: Failed): Promise<void> {
  try {
    const late = { ...caller, deadline: Date.now() + 5_000 };
    const isRefused = await change(runtime, late, { id: key.id, work: (it) => it.refuse() });
    if (isRefused) await files.remove(key);
  } catch (error) {
    runtime.log.warn({ error: String(error), requestId: caller.requestId }, 'upload left over');
  }
}
