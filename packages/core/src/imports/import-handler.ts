import type { RunSql } from '../context/run-sql.js';
import { type BlobContent, openBlob } from '../files/blobs.js';
import { fileErrors } from '../files/errors.js';
import { loadDefinitions } from '../fields/definitions.js';
import type { JobHandler, JobRun } from '../jobs/job-run.js';
import type { Composition } from '../plugin/composition.js';
import { withCustomColumns } from './custom-columns.js';
import { FaultList, forgetFaults } from './fault-list.js';
import { indexFile } from './file-index.js';
import { importInBatches } from './import-in-batches.js';
import type { ImportRequest } from './import-request.js';
import type { ImportType } from './import-type.js';
import { importWhole } from './import-whole.js';
import { importField, type ImportWork } from './import-work.js';

/** A job handler for each import type of all plugins. */
export function importHandlers(composition: Composition): JobHandler[] {
  return composition.plugins
    .flatMap(({ definition }) => definition.imports ?? [])
    .map((type) => ({ kind: importField(type), run: (run) => runImport(run, type) }));
}

/**
 * Reads the file once, then writes its rows. REJECT_ALL and dry runs are one transaction over the
 * whole file: all of it is there or nothing, also after a crash, which begins it anew.
 * REJECT_FAILED commits batch by batch, each with the place to go on from.
 */
async function runImport(run: JobRun, plain: ImportType): Promise<void> {
  const request = run.job.input as ImportRequest;
  const type = await typeOf(run, plain, request);
  const source = await contentOf(run, request);
  const faults = new FaultList();
  const isNew = run.job.cursor === undefined;
  if (isNew) await forgetFaults(run);
  run.report({ step: 'READ' });
  const index = await indexFile(type, guarded(run, source.read(), faults), {
    mapping: request.mapping,
    delimiter: request.delimiter,
    // After a break they are stored already.
    found: (found) => isNew && faults.add(found),
  });
  run.report({ total: index.rows.length });
  const work: ImportWork = { run, type, request, source, index, faults };
  if (request.dryRun || request.onError === 'REJECT_ALL') await importWhole(work);
  else await importInBatches(work);
}

const UPLOADED = "select blob_id from core.upload where id = $1 and state = 'STORED'";
const FILED = "select blob_id from core.file where id = $1 and state = 'STORED'";

/** @throws DomainError CORE_UPLOAD_NOT_STORED */
async function contentOf(
  { runtime, job }: JobRun,
  { uploadId, fileId }: ImportRequest,
): Promise<BlobContent> {
  const { organizationId } = job;
  const text = fileId === undefined ? UPLOADED : FILED;
  const statement = { text, values: [fileId ?? uploadId] };
  const [row] = await runtime.reads.sql<{ blob_id: string }>(organizationId, statement);
  const content = row && (await openBlob(runtime, { organizationId, id: row.blob_id }));
  if (!content) throw fileErrors.UPLOAD_NOT_STORED();
  return content;
}

/** With the columns of the record that rows go into, or the custom fields, as they are now. */
async function typeOf(
  { runtime, job }: JobRun,
  type: ImportType,
  { into }: ImportRequest,
): Promise<ImportType> {
  const { organizationId } = job;
  if (type.into && into) {
    const run: RunSql = (text, values) => runtime.reads.sql(organizationId, { text, values });
    return { ...type, ...(await type.into(run, { ...into, jobId: job.id })) };
  }
  if (type.makes === undefined) return type;
  const runner = runtime.reads.runner(organizationId);
  return withCustomColumns(type, await loadDefinitions(runtime, organizationId, runner));
}

/** The bytes of the file, as long as the run may go on; what was found in them is stored. */
async function* guarded(
  run: JobRun,
  source: AsyncIterable<Uint8Array>,
  faults: FaultList,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      run.checkpoint();
      await faults.spill(run);
      yield chunk;
    }
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isGone ? fileErrors.UPLOAD_NOT_STORED() : error;
  }
}
