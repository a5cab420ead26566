import type { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import { dropBlob, openBlob, settleBlob } from '../files/blobs.js';
import type { FilePurpose } from '../files/file-purpose.js';
import { type TakenBytes, takeBytes } from '../files/take-bytes.js';
import type { ClaimedJob } from '../jobs/job-queue.js';
import { uuidv7 } from '../model/ids.js';
import { bulkErrors } from './errors.js';
import { EXPORT_PURPOSE } from './export-purpose.js';

/** Bytes of a piece that are stored and belong to no export yet. */
export interface StoredPart extends TakenBytes {
  size: number;
}

/** Stores some lines, encrypted. */
export async function storePart(
  runtime: Runtime,
  organizationId: string,
  lines: readonly string[],
): Promise<StoredPart> {
  const bytes = Buffer.from(lines.join(''));
  return storeText(runtime, organizationId, { purpose: EXPORT_PURPOSE, bytes });
}

/** Stores a text that is at hand. */
export async function storeText(
  runtime: Runtime,
  organizationId: string,
  { purpose, bytes }: { purpose: FilePurpose; bytes: Buffer },
): Promise<StoredPart> {
  const size = bytes.length;
  const source = (async function* () {
    yield bytes;
  })();
  const announced = { organizationId, purpose, mediaType: 'text/csv', size };
  return { ...(await takeBytes(runtime, source, announced)), size };
}

const KEEP = `
  insert into core.export_part (id, job_id, number, blob_id, size) values ($1, $2, $3, $4, $5)`;

/** Makes stored bytes a piece, inside the step that counts it. */
export async function keepPart(
  ctx: RequestContext,
  job: ClaimedJob,
  { part, number }: { part: StoredPart; number: number },
): Promise<void> {
  const { sha256, size, blob } = part;
  const blobId = await settleBlob(ctx, blob.id, { sha256, size });
  await ctx.sql(KEEP, [uuidv7(), job.id, number, blobId, size]);
}

/** What a step that failed has left. */
export function dropPart(runtime: Runtime, { blob }: StoredPart): Promise<void> {
  return dropBlob(runtime, blob);
}

const PARTS = 'select blob_id from core.export_part where job_id = $1 order by number';

/** All pieces one after another. @throws DomainError CORE_EXPORT_EXPIRED */
export async function* readParts(
  runtime: Runtime,
  job: ClaimedJob,
  count: number,
): AsyncGenerator<Uint8Array> {
  const { organizationId } = job;
  const statement = { text: PARTS, values: [job.id] };
  const parts = await runtime.reads.sql<{ blob_id: string }>(organizationId, statement);
  if (parts.length !== count) throw bulkErrors.EXPORT_EXPIRED();
  for (const { blob_id: id } of parts) {
    const content = await openBlob(runtime, { organizationId, id });
    if (!content) throw bulkErrors.EXPORT_EXPIRED();
    yield* content.read();
  }
}

/** The pieces of an export that has its file now. */
export async function forgetParts(ctx: RequestContext, job: ClaimedJob): Promise<void> {
  await ctx.sql('delete from core.export_part where job_id = $1', [job.id]);
}
