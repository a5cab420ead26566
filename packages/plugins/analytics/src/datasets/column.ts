import type { DataColumnKind, DataFigure } from './data-set.types.js';

/** A column of a data set, as it is kept. */
export interface StoredColumn {
  /** Its header in files, and its name in measures and dimensions. */
  name: string;
  label: string;
  kind: DataColumnKind;
  /** Of numbers and amounts. */
  figure?: DataFigure;
  /** Of amounts. */
  currency?: string;
  /** Dimension of the model that its values are those of. */
  dimension?: string;
  /** Its day is the day of the row. */
  isTime?: boolean;
  /** Rows are told apart by it. */
  isKey?: boolean;
  isRequired?: boolean;
}

/** A data set that the caller may see, as figures need it. */
export interface KnownDataSet {
  /** Uuid. */
  id: string;
  key: string;
  title: string;
  /** How often rows were loaded. */
  loads: number;
  columns: readonly StoredColumn[];
}

/** Names that may stand in statements and files. */
export const COLUMN_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** What all names of data sets begin with; no plugin has such an id. */
export const PREFIX = 'dataSet.';

/** Columns as the driver gives them: as text, or read. */
export function columnsOf(json: unknown): readonly StoredColumn[] {
  return (typeof json === 'string' ? JSON.parse(json) : json) as readonly StoredColumn[];
}

/** Whether it is counted, not grouped by. */
export function isFigure({ kind }: Pick<StoredColumn, 'kind'>): boolean {
  return kind === 'NUMBER' || kind === 'MONEY';
}
