import {
  cellsOf,
  csvRecords,
  delimiterOf,
  MAX_RECORD_BYTES,
  RecordTooLong,
} from './csv-records.js';
import type { CsvRecord } from './csv-records.js';
import { importErrors } from './errors.js';
import { readRow } from './import-cells.js';
import { type ColumnMapping, faultAt, type HeaderPlan, planHeader } from './import-header.js';
import type { ImportRow, ImportType, RowFault } from './import-type.js';
import { MAX_CHAIN, orderRows } from './row-order.js';
import { rowKey } from './upsert-rows.js';

/** Rows of one file. */
export const MAX_ROWS = 100_000;

/** Faults of one row that are kept; the others are found when these are mended. */
const MAX_FAULTS = 20;

/**
 * What is known of a file after it was read once: where its rows are, which are wrong by
 * themselves, and in which order they go. Numbers per row, no values: the rows are read again,
 * batch by batch, so that memory does not grow with them.
 */
export interface FileIndex {
  delimiter: string;
  plan: HeaderPlan;
  /** Where the header line is; `undefined`: there is none. */
  header: RowPlace | undefined;
  rows: readonly RowPlace[];
  /** By row: the row that it depends on, -1 for none. */
  parents: readonly number[];
  /** Rows that are wrong by themselves. */
  faulty: ReadonlySet<number>;
  batches: readonly (readonly number[])[];
  /** False when no row can be used. */
  isSound: boolean;
  /** True when the file is at fault, not only some of its rows. */
  isFileFaulty: boolean;
}

export interface RowPlace {
  start: number;
  end: number;
  line: number;
}

export interface IndexOptions {
  mapping: readonly ColumnMapping[];
  delimiter?: string | undefined;
  /** Gets everything that is wrong by itself: header, cells, keys. */
  found(faults: readonly RowFault[]): void;
}

/** Reads a file once, from its first byte to its last. */
export async function indexFile(
  type: ImportType,
  source: AsyncIterable<Uint8Array>,
  options: IndexOptions,
): Promise<FileIndex> {
  const indexer = new Indexer(type, options);
  try {
    for await (const record of csvRecords(source)) {
      if (!indexer.take(record)) break;
    }
  } catch (error) {
    if (!(error instanceof RecordTooLong)) throw error;
    const fault = importErrors.IMPORT_ROW_TOO_LONG({ max: MAX_RECORD_BYTES });
    indexer.refuse(faultAt(error.line, undefined, fault));
  }
  return indexer.finish();
}

class Indexer {
  private delimiter = ',';
  private plan: HeaderPlan | undefined;
  private header: RowPlace | undefined;
  private isFileFaulty = false;
  private isSound = true;
  private readonly rows: RowPlace[] = [];
  private readonly faulty = new Set<number>();
  /** Row by key, for duplicates, and by the value that other rows may depend on. */
  private readonly keys = new Map<string, number>();
  private readonly named = new Map<string, number>();
  private readonly wanted: (string | undefined)[] = [];

  constructor(
    private readonly type: ImportType,
    private readonly options: IndexOptions,
  ) {}

  /** False: nothing more is wanted. */
  take(record: CsvRecord): boolean {
    if (!this.plan) return this.takeHeader(record);
    const row = this.rows.length;
    if (row === MAX_ROWS) {
      const fault = importErrors.IMPORT_TOO_MANY_ROWS({ max: MAX_ROWS });
      this.refuse(faultAt(record.line, undefined, fault));
      return false;
    }
    const { start, end, line } = record;
    this.rows.push({ start, end, line });
    const cells = cellsOf(record.bytes, this.delimiter);
    const read = cells
      ? readRow(this.plan, cells, line)
      : { values: {}, faults: [faultAt(line, undefined, importErrors.IMPORT_NOT_CSV())] };
    this.remember(row, read.values);
    const faults = [...read.faults, ...this.duplicates(row, read.values)];
    if (faults.length > 0) this.fault(row, faults);
    return true;
  }

  /** The file itself is at fault, and no row of it can be used. */
  refuse(fault: RowFault): void {
    this.isFileFaulty = true;
    this.isSound = false;
    this.options.found([fault]);
  }

  finish(): FileIndex {
    if (!this.plan) this.refuse(faultAt(1, undefined, importErrors.IMPORT_EMPTY()));
    const parents = this.wanted.map((value) =>
      value === undefined ? -1 : (this.named.get(value) ?? -1),
    );
    const { batches, rings, tooDeep } = orderRows(parents);
    const column = this.type.after?.column;
    const at = (row: number) => this.rows[row]?.line ?? 0;
    const ring = importErrors.IMPORT_RING();
    const deep = importErrors.IMPORT_TOO_DEEP({ max: MAX_CHAIN });
    for (const row of rings) this.fault(row, [faultAt(at(row), column, ring)]);
    for (const row of tooDeep) this.fault(row, [faultAt(at(row), column, deep)]);
    const { delimiter, header, rows, faulty, isSound, isFileFaulty } = this;
    const plan = this.plan ?? { columns: [], isSound: false, faults: [] };
    return { delimiter, header, plan, rows, parents, faulty, batches, isSound, isFileFaulty };
  }

  private takeHeader(record: CsvRecord): boolean {
    this.delimiter = this.options.delimiter ?? delimiterOf(record.bytes);
    const cells = cellsOf(record.bytes, this.delimiter);
    const { start, end, line } = record;
    this.header = { start, end, line };
    if (!cells) {
      this.refuse(faultAt(line, undefined, importErrors.IMPORT_NOT_CSV()));
      return false;
    }
    this.plan = planHeader(this.type, { cells, line }, this.options.mapping);
    this.options.found(this.plan.faults);
    this.isSound = this.plan.isSound;
    this.isFileFaulty = this.plan.faults.length > 0;
    return true;
  }

  private fault(row: number, faults: readonly RowFault[]): void {
    this.faulty.add(row);
    this.options.found(faults.slice(0, MAX_FAULTS));
  }

  private duplicates(row: number, values: ImportRow): RowFault[] {
    const text = rowKey(this.type, values);
    if (text === undefined) return [];
    const earlier = this.keys.get(text);
    if (earlier === undefined) {
      this.keys.set(text, row);
      return [];
    }
    const line = this.rows[earlier]?.line ?? 0;
    const here = this.rows[row]?.line ?? 0;
    return [faultAt(here, this.type.key[0], importErrors.IMPORT_DUPLICATE_KEY({ line }))];
  }

  private remember(row: number, values: ImportRow): void {
    const { after } = this.type;
    const wanted = after && values[after.column];
    this.wanted.push(wanted === undefined ? undefined : String(wanted));
    const name = after && values[after.of];
    if (name !== undefined && !this.named.has(String(name))) this.named.set(String(name), row);
  }
}
