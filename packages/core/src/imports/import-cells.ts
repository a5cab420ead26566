import { unguardFormula } from '../bulk/formula-guard.js';
import { isDay } from '../model/scalars.js';
import type { DomainError } from '../write/errors.js';
import { importErrors } from './errors.js';
import { faultAt, type HeaderPlan } from './import-header.js';
import type { ImportColumn, ImportRow, RowFault } from './import-type.js';

type Value = NonNullable<ImportRow[string]>;
type Outcome = { value: Value } | { fault: DomainError };

/** A row by column name, and everything that is wrong with its cells. */
export interface ReadRow {
  values: ImportRow;
  faults: RowFault[];
}

/**
 * Reads the cells of a row by the kinds of their columns. Cells are trimmed, empty ones are
 * absent. Cells that are left out do not matter, but their number must be right.
 */
export function readRow(plan: HeaderPlan, cells: readonly string[], line: number): ReadRow {
  const values: Record<string, Value> = {};
  const faults: RowFault[] = [];
  if (cells.length !== plan.columns.length) {
    const data = { found: cells.length, expected: plan.columns.length };
    faults.push(faultAt(line, undefined, importErrors.IMPORT_CELL_COUNT(data)));
    return { values, faults };
  }
  for (const [place, column] of plan.columns.entries()) {
    if (!column) continue;
    const text = unguardFormula((cells[place] ?? '').trim());
    if (text === '') {
      if (column.required) faults.push(faultAt(line, column.name, importErrors.IMPORT_REQUIRED()));
      continue;
    }
    const outcome = readCell(column, text);
    if ('value' in outcome) values[column.name] = outcome.value;
    else faults.push(faultAt(line, column.name, outcome.fault));
  }
  return { values, faults };
}

const DECIMAL = /^-?\d{1,24}(\.\d{1,12})?$/;
const INTEGER = /^-?\d{1,15}$/;
const CURRENCY = /^[A-Z]{3}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;
/** Control characters except tab and line breaks. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}/u;
const YES = new Set(['true', 'yes', '1']);
const NO = new Set(['false', 'no', '0']);

function readCell(column: ImportColumn, text: string): Outcome {
  const { maxLength } = column;
  // In code points, as the database counts them.
  if (maxLength !== undefined && Array.from(text).length > maxLength) {
    return { fault: importErrors.IMPORT_TOO_LONG({ max: maxLength }) };
  }
  if (UNPRINTABLE.test(text)) return { fault: importErrors.IMPORT_BAD_TEXT() };
  return READERS[column.kind](text, column);
}

type Reader = (text: string, column: ImportColumn) => Outcome;

const READERS: Readonly<Record<ImportColumn['kind'], Reader>> = {
  text: (text) => ({ value: text }),
  date: (text) => (isDay(text) ? { value: text } : { fault: importErrors.IMPORT_BAD_DATE() }),
  decimal: (text) =>
    DECIMAL.test(text) ? { value: text } : { fault: importErrors.IMPORT_BAD_DECIMAL() },
  integer: (text) =>
    INTEGER.test(text) ? { value: Number(text) } : { fault: importErrors.IMPORT_BAD_INTEGER() },
  boolean: (text) => {
    const word = text.toLowerCase();
    if (YES.has(word)) return { value: true };
    return NO.has(word) ? { value: false } : { fault: importErrors.IMPORT_BAD_BOOLEAN() };
  },
  currency: (text) => {
    const code = text.toUpperCase();
    return CURRENCY.test(code) ? { value: code } : { fault: importErrors.IMPORT_BAD_CURRENCY() };
  },
  enum: (text, { values = [] }) => {
    const word = text.toUpperCase().replace(/[\s-]+/g, '_');
    const value = values.find((one) => one === text || one.toUpperCase() === word);
    if (value !== undefined) return { value };
    return { fault: importErrors.IMPORT_BAD_VALUE({ values: values.join(', ') }) };
  },
  instant: (text) => {
    const date = new Date(text.toUpperCase().replace(' ', 'T'));
    const fits = INSTANT.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(date.valueOf());
    return fits ? { value: date.toISOString() } : { fault: importErrors.IMPORT_BAD_INSTANT() };
  },
};
