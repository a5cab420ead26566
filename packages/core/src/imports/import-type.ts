import type { Ctx } from '../context/ctx.js';
import type { RunSql } from '../context/run-sql.js';

/** One column of an import: its header, what it holds, and how its text is read. */
export interface ImportColumn {
  /** Canonical header in the file: `employee_number`. */
  name: string;
  /** What people call it; a header may say this instead of the name. */
  label?: string;
  description: string;
  required?: boolean;
  kind: 'text' | 'date' | 'decimal' | 'integer' | 'boolean' | 'currency' | 'enum' | 'instant';
  values?: readonly string[];
  maxLength?: number;
}

/** Values of one row by column name; empty cells are absent. Read by the column's kind. */
export type ImportRow = Readonly<Record<string, string | number | boolean | undefined>>;

/** One fault of one row; `line` counts from 1 with the header as line 1. */
export interface RowFault {
  line: number;
  column: string | undefined;
  code: string;
  message: string;
}

/** Where the values of an import's columns are read, for exports that can be imported again. */
export interface ImportExport {
  /** Root field that lists the records: `employees`. */
  list: string;
  /** Only records that can be imported again, as a filter of the list. */
  where?: object;
  /**
   * Column -> path of its value within a record: `{ unit_code: 'job.unit.code' }`. Of an instant,
   * `{ day: 'custody.startsAt' }` is the day in the time zone of the organization.
   */
  paths: Readonly<Record<string, string | { day: string }>>;
}

/**
 * A record that a row names by its key, with what the plugin needs to change it. The row counts as
 * an update when it changes the record, or another one that stands here under a name of its own.
 */
export interface KnownRecord {
  record: { id: string };
}

/** How rows change records that are there already (mode UPSERT). */
export interface ImportUpsert<P = unknown, K extends KnownRecord = KnownRecord> {
  /** Needed beside the permission of the type, with its conditions on rows. */
  permission: string;
  /**
   * The records of a batch by key: the text of the key's column, of several their JSON array, with
   * null for an empty one.
   */
  find(ctx: Ctx, rows: readonly ImportRow[], prepared: P): Promise<ReadonlyMap<string, K>>;
  /**
   * Puts the values of a row on its record; empty cells leave what is there, and equal values
   * change nothing. @throws DomainError for what only a mutation of its own may change
   */
  change(ctx: Ctx, known: K, at: { row: ImportRow; prepared: P }): Promise<void> | void;
}

/** The record into which the rows of a file go, and what happens to the rows that are in it. */
export interface ImportInto {
  /** Uuid. */
  id: string;
  /** The rows of this file take the place of all others; else they are added to them. */
  replaces: boolean;
}

/** What is another for each record that rows go into. */
export type ImportForm = Pick<ImportType, 'columns' | 'key' | 'prepare' | 'apply' | 'write'>;

/**
 * A record type that can be loaded from CSV. `apply` calls the same domain function as the
 * mutation, inside a transaction of the core; a DomainError is a fault of that row.
 */
export interface ImportType<P = unknown> {
  /** `employee`: the file's kind; the mutation is `<kind>Import`. */
  kind: string;
  plugin: string;
  description: string;
  permission: string;
  columns: readonly ImportColumn[];
  /**
   * Business key column(s): a second row with the same key in one file is a fault. Of several
   * columns one that is not required may be empty: then that is what the key says.
   */
  key: readonly string[];
  /** Orders rows that depend on each other (a manager before the reports); optional. */
  after?: { column: string; of: string };
  /**
   * The record type that a row makes. Then files may have a column for each of its custom fields
   * (`attributes.costCenter`, or the label) and for ids in other systems (`externalRef.sap`), and
   * `apply` returns the record that it made.
   */
  makes?: string;
  /** Looks up once, for a whole batch, what its rows name (units, sites, models). */
  prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<P>;
  apply(ctx: Ctx, row: ImportRow, prepared: P): Promise<object | void> | object | void;
  /** Writes what `apply` gathered in `prepared`, once for a batch of which no row was refused. */
  write?(ctx: Ctx, prepared: P): Promise<void>;
  /**
   * Of rows that go into a record which says what their columns are: the form of such rows, as the
   * run of a job begins; `run` reads as the platform, so `prepare` asks for the rights of the
   * caller. Such a type has no mutation of its own: one of the plugin calls `importInto`.
   */
  into?(run: RunSql, into: ImportInto & { jobId: string }): Promise<ImportForm>;
  /** Without it only queries can be exported. */
  export?: ImportExport;
  /** Without it rows only make records; needs `makes`. */
  upsert?: ImportUpsert<P>;
}

/** Declares an import; list it in the plugin's `imports`. */
export function defineImport<P, K extends KnownRecord = KnownRecord>(
  type: Omit<ImportType<P>, 'upsert'> & { upsert?: ImportUpsert<P, K> },
): ImportType {
  return type as unknown as ImportType;
}
