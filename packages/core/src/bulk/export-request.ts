/** What an export job was asked to do; its `input`. */
export interface ExportRequest {
  format: 'JSONL' | 'CSV';
  /** A query of one page (export-query.ts). */
  document: string;
  variables: Record<string, unknown>;
  /** Records of a page, as many as the cost limit allows. */
  page: number;
  /** Of CSV only. */
  columns: ExportColumn[];
  /** Paths of lists within a record, to see that they are whole. */
  lists: readonly (readonly string[])[];
  /** Begin of the file's name: `employees`. */
  name: string;
}

/** A column of CSV. */
export interface ExportColumn {
  header: string;
  /** Where its value is within a record. */
  path: readonly string[];
  /** Time zone in which an instant is written as a day. */
  zone?: string;
}

/** Where an export goes on: in the row of its job. */
export interface ExportCursor {
  /** Of the last record written; null at the start. */
  after: string | null;
  /** Pieces written. */
  parts: number;
  rows: number;
  bytes: number;
  isComplete: boolean;
  /** When its first page was read. */
  asOf: string;
}

/** What came of it; the job's `outcome`, shown as JobResult. */
export interface ExportOutcome {
  rows: number;
  seconds: number;
  asOf: string;
  /** Uuid; absent when there was nothing to write. */
  fileId?: string;
}

/** The mutation, which is the kind of its jobs too. */
export const EXPORT_KIND = 'bulkExport';
export const EXPORT_PERMISSION = 'core.export.run';
