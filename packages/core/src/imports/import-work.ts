import type { BlobContent } from '../files/blobs.js';
import type { JobRun } from '../jobs/job-run.js';
import type { Applying } from './apply-rows.js';
import type { FaultList } from './fault-list.js';
import type { FileIndex } from './file-index.js';
import type { ImportRequest } from './import-request.js';
import type { ImportType } from './import-type.js';

/** What one run of an import works with. */
export interface ImportWork {
  run: JobRun;
  type: ImportType;
  request: ImportRequest;
  source: BlobContent;
  index: FileIndex;
  /** Has the faults of header, cells and keys, unless they are stored already. */
  faults: FaultList;
}

/** How its rows are applied. */
export function applyingOf({ type, request }: ImportWork): Applying {
  return { type, isUpsert: request.mode === 'UPSERT' };
}

/** The mutation of an import type, which is the kind of its jobs too. */
export function importField({ kind }: Pick<ImportType, 'kind'>): string {
  return `${kind}Import`;
}

/** Seconds since work on the job began, breaks included. */
export function secondsOf({ run }: ImportWork): number {
  return Math.round((Date.now() - run.job.startedAt.valueOf()) / 10) / 100;
}
