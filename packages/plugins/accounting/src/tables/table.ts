import { exact } from '@bureau/core';

/** A column of a statement. */
export interface TableColumn {
  title: string;
  /** `AMOUNT`: decimal text; `DATE`: `YYYY-MM-DD`; `COUNT`: a whole number; `TEXT`: anything. */
  type: 'TEXT' | 'AMOUNT' | 'DATE' | 'COUNT';
  /** Decimals of an `AMOUNT`: those of its currency. */
  digits?: number;
}

/** A row of a statement. */
export interface TableRow {
  kind: 'HEADING' | 'LINE' | 'TOTAL';
  /** How deep it stands, from 0. */
  level: number;
  /** One a column; `null` for an empty cell. */
  cells: readonly (string | null)[];
}

/** A statement as rows, the same for CSV, XLSX and PDF. */
export interface StatementTable {
  title: string;
  /** What it is of: `['As of', '2026-03-31']`. */
  facts: readonly (readonly [label: string, value: string])[];
  /** It is a letter: who writes to whom, one entry a line. */
  letter?: { seller: readonly string[]; buyer: readonly string[] };
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
}

/** How numbers are written for people; files for programs have a point and no groups. */
export interface NumberWords {
  decimal: '.' | ',';
  group: '.' | ',' | ' ' | "'" | '';
}

/**
 * The text of a cell: an amount with exactly the decimals of its column.
 * @throws RangeError for an amount with more of them: a statement never rounds what the books hold
 */
export function cellText(column: TableColumn, cell: string | null): string {
  if (cell === null || column.type !== 'AMOUNT') return cell ?? '';
  const [amount, digits] = [exact(cell), column.digits ?? 2];
  if (amount.decimalPlaces() > digits) {
    throw new RangeError(`${column.title}: ${cell} has more than ${digits} decimals.`);
  }
  return (amount.isZero() ? amount.abs() : amount).toFixed(digits);
}

/** The text of a cell for people: `1,234.50`. */
export function shownCell(column: TableColumn, cell: string | null, words: NumberWords): string {
  const text = cellText(column, cell);
  return column.type === 'AMOUNT' ? shownNumber(text, words) : text;
}

/** Decimal text for people: groups of three, their decimal mark, a real minus sign. */
export function shownNumber(text: string, { decimal, group }: NumberWords): string {
  const [, sign = '', whole = '', fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return text;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const end = fraction === undefined ? '' : `${decimal}${fraction}`;
  return `${sign === '-' ? '\u2212' : ''}${grouped}${end}`;
}
