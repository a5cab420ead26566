import type { Readable } from 'node:stream';
import { fileErrors } from '../files/errors.js';
import type { JobHandler, JobRun } from '../jobs/job-run.js';
import type { Composition } from '../plugin/composition.js';
import { FaultList } from './fault-list.js';
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
async function runImport(run: JobRun, type: ImportType): Promise<void> {
  const request = run.job.input as ImportRequest;
  const { files } = run.runtime;
  if (!files) throw fileErrors.UPLOAD_NOT_STORED();
  const key = { organizationId: run.job.organizationId, id: request.uploadId };
  const faults = new FaultList();
  run.report({ step: 'READ' });
  const index = await indexFile(type, guarded(run, files.read(key)), {
    mapping: request.mapping,
    delimiter: request.delimiter,
    found: (found) => faults.add(found),
  });
  run.report({ total: index.rows.length });
  const work: ImportWork = { run, type, request, source: { files, key }, index, faults };
  if (request.dryRun || request.onError === 'REJECT_ALL') await importWhole(work);
  else await importInBatches(work);
}

/** The bytes of the file, as long as the run may go on. */
async function* guarded(run: JobRun, source: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) {
      run.checkpoint();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isGone ? fileErrors.UPLOAD_NOT_STORED() : error;
  }
}
