import { createHash } from 'node:crypto';
import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import { actorOf } from '../jobs/actor.js';
import { serviceToken } from '../plugin/definition.js';
import { type BlobContent, openBlob, settleBlob } from './blobs.js';
import { downloadAddress, MAX_EXPIRY } from './download-token.js';
import { fileErrors } from './errors.js';
import { File } from './file.entity.js';
import { checkedName } from './file-name.js';
import { FileType } from './file.types.js';
import { type FilePurpose, purposesOf } from './file-purpose.js';
import { isLost } from './is-lost.js';
import { markDamaged } from './mark-damaged.js';
import { type TakenBytes, takeBytes } from './take-bytes.js';

/** Bytes that a plugin made, which are stored and belong to no file yet. */
export interface FileDraft extends TakenBytes {
  purpose: string;
  size: number;
}

/** What a plugin may do with files. */
export interface FileService {
  /**
   * Stores bytes, encrypted, in bounded memory; at most as many as the purpose allows. Works in
   * and outside of a transaction, but a transaction that waits for many bytes is ended by the
   * database: write first, then open it. A draft that is not used is gone after an hour.
   * @throws IntakeRefused when the bytes do not fit the purpose
   */
  write(
    ctx: Ctx,
    what: { purpose: string; mediaType: string; size: number },
    source: AsyncIterable<Uint8Array>,
  ): Promise<FileDraft>;
  /** Makes a file of a draft, in the open transaction. @throws CORE_UPLOAD_NAME */
  create(ctx: Ctx, draft: FileDraft, name: string): Promise<File>;
  /**
   * A file for a record to point to: one that the caller may see, of this purpose and readable.
   * @throws Refusal NOT_FOUND, DomainError CORE_FILE_PURPOSE, CORE_FILE_DAMAGED
   */
  attach(ctx: Ctx, fileId: string, as: { purpose: string; path: readonly string[] }): Promise<File>;
  /** The bytes of a file (uuid) that the caller may see; `undefined` when there is none. */
  open(ctx: Ctx, fileId: string): Promise<OpenFile | undefined>;
  /**
   * Where the bytes of a file (uuid) can be had without a credential, for 1 to 3,600 seconds; the
   * caller answers for whom it is told.
   */
  address(ctx: Ctx, fileId: string, seconds: number): string;
  /**
   * Reads a file (uuid) that the caller may see from its first byte to its last: the SHA-256 of
   * what is there, hexadecimal, null when the bytes do not open or are gone. Such a file, and one
   * with another hash than it was stored under, is DAMAGED from then on. Outside of a transaction.
   * `undefined` when there is no such file.
   */
  verify(ctx: Ctx, fileId: string): Promise<{ sha256: string | null } | undefined>;
}

/** A file whose bytes can be read. */
export interface OpenFile extends BlobContent {
  name: string;
  mediaType: string;
  sha256: string;
}

/** `ctx.service(Files).attach(ctx, input.fileId, { purpose: 'assets.photo', path })`. */
export const Files = serviceToken<FileService>('core.files');

/** The one implementation. */
export function fileService(): FileService {
  return {
    write: async (ctx, { purpose, mediaType, size }, source) => {
      const runtime = runtimeOf(ctx);
      const of = knownPurpose(runtime, purpose);
      const { organizationId } = ctx;
      const taken = await takeBytes(runtime, source, {
        organizationId,
        purpose: of,
        mediaType,
        size,
      });
      return { ...taken, purpose, size };
    },
    create: async (ctx, draft, name) => {
      const { blob, sha256, mediaType, size, purpose } = draft;
      const blobId = await settleBlob(requestOf(ctx), blob.id, { sha256, size });
      const values = { name: checkedName(name, []), mediaType, size, sha256, purpose, blobId };
      return ctx.em.create(File, { ...values, ...actorOf(ctx) });
    },
    attach: async (ctx, fileId, { purpose, path }) => {
      const file = await ctx.find(File, fileId, { path });
      file.demandPurpose(purpose, path);
      return file;
    },
    open: async (ctx, fileId) => {
      const [id] = await ctx.ids(FileType, { id: { eq: fileId } }, 1);
      return id === undefined ? undefined : openFile(runtimeOf(ctx), ctx.organizationId, id);
    },
    address: (ctx, id, seconds) => {
      const expiresAt = Math.ceil(ctx.now.valueOf() / 1_000) + Math.min(seconds, MAX_EXPIRY);
      const { organizationId } = ctx;
      return downloadAddress(runtimeOf(ctx), { organizationId, id, expiresAt });
    },
    verify: async (ctx, fileId) => {
      const [id] = await ctx.ids(FileType, { id: { eq: fileId } }, 1);
      return id === undefined ? undefined : verifyFile(ctx, id);
    },
  };
}

interface FileRow {
  name: string;
  media_type: string;
  sha256: string;
  state: string;
  blob_id: string;
}

const FIND = 'select name, media_type, sha256, state, blob_id from core.file where id = $1';

/** A file of an organization, whoever asks; `undefined` when there is none that can be read. */
export async function openFile(
  runtime: Runtime,
  organizationId: string,
  id: string,
): Promise<(OpenFile & { blobId: string }) | undefined> {
  const statement = { text: FIND, values: [id] };
  const [row] = await runtime.reads.sql<FileRow>(organizationId, statement);
  if (!row || row.state === 'DAMAGED') return undefined;
  const content = await openBlob(runtime, { organizationId, id: row.blob_id });
  if (!content) return undefined;
  const { name, media_type: mediaType, sha256, blob_id: blobId } = row;
  return { ...content, name, mediaType, sha256, blobId };
}

async function verifyFile(ctx: Ctx, id: string): Promise<{ sha256: string | null }> {
  const { organizationId, requestId } = ctx;
  const runtime = runtimeOf(ctx);
  const file = await openFile(runtime, organizationId, id);
  if (!file) return { sha256: null };
  const found = await hashOf(file);
  if (found !== file.sha256) {
    await markDamaged(runtime, { organizationId, id: file.blobId }, requestId);
  }
  return { sha256: found };
}

/** SHA-256 of what is there, hexadecimal; null when it does not open or is gone. */
async function hashOf(content: BlobContent): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of content.read()) hash.update(chunk);
  } catch (error) {
    if (isLost(error)) return null;
    throw error;
  }
  return hash.digest('hex');
}

function knownPurpose({ composition }: Runtime, id: string): FilePurpose {
  const purposes = purposesOf(composition);
  const purpose = purposes.get(id);
  if (purpose) return purpose;
  throw fileErrors.UPLOAD_PURPOSE_UNKNOWN({ purposes: [...purposes.keys()].join(', ') });
}

/** The runtime behind a context; plugins do not see it. */
export function runtimeOf(ctx: Ctx): Runtime {
  return requestOf(ctx).runtime;
}

function requestOf(ctx: Ctx): RequestContext {
  if (ctx instanceof RequestContext) return ctx;
  throw new Error('The context was not made by the kernel.');
}
