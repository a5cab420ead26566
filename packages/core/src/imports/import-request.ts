import type { ColumnMapping } from './import-header.js';
import type { ImportInto } from './import-type.js';

/** What an import job was asked to do; its `input`. */
export interface ImportRequest {
  /** Uuid; or that of a file instead. */
  uploadId?: string;
  fileId?: string;
  /** Absent: CREATE. */
  mode?: 'CREATE' | 'UPSERT';
  /** Of rows that go into a record. */
  into?: ImportInto;
  mapping: ColumnMapping[];
  dryRun: boolean;
  onError: 'REJECT_ALL' | 'REJECT_FAILED';
  delimiter?: string;
}

/** What came of it; the job's `outcome`, shown as JobResult. */
export interface ImportOutcome {
  rows: number;
  /** Records made, or of a dry run: that would be made. The next two likewise. */
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  seconds: number;
  /** Uuid of the file of rejected rows, where there are any. */
  fileId?: string;
}
