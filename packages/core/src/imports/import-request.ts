import type { ColumnMapping } from './import-header.js';

/** What an import job was asked to do; its `input`. */
export interface ImportRequest {
  /** Uuid; or that of a file instead. */
  uploadId?: string;
  fileId?: string;
  /** Absent: CREATE. */
  mode?: 'CREATE' | 'UPSERT';
  mapping: ColumnMapping[];
  dryRun: boolean;
  onError: 'REJECT_ALL' | 'REJECT_FAILED';
  delimiter?: string;
}

/** What came of it; the job's `outcome`, shown as JobResult. */
export interface ImportOutcome {
  rows: number;
  /** Written, or of a dry run: would be written. */
  created: number;
  failed: number;
  seconds: number;
}
