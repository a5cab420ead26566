import { exact } from '@bureau/core';
import type { CellObject } from '@e965/xlsx';
import { Temporal } from 'temporal-polyfill';
import { cellText, type StatementTable, type TableColumn } from './table.js';

/** Building a sheet holds the process: more rows are for CSV. */
export const MAX_XLSX_ROWS = 20_000;
/** A number of a spreadsheet is a double: 15 digits are exact, longer ones are written as text. */
const EXACT_DIGITS = 15;
const EPOCH = Temporal.PlainDate.from('1899-12-30');

/**
 * A statement as a workbook of Excel with one sheet: title, facts, header, rows. Amounts are
 * numbers with the format of their decimals, days are days; text is never a formula.
 * @throws RangeError for more than 20,000 rows, and of `cellText`
 */
export async function tableXlsx(table: StatementTable): Promise<Uint8Array> {
  const { title, facts, columns, rows } = table;
  if (rows.length > MAX_XLSX_ROWS) {
    throw new RangeError(`A sheet takes at most ${MAX_XLSX_ROWS} rows; take CSV.`);
  }
  // A megabyte of code that most processes never need.
  const { utils, write } = await import('@e965/xlsx');
  const words = (texts: readonly string[]) =>
    texts.map((text): CellObject => ({ t: 's', v: text }));
  const sheet = utils.aoa_to_sheet([
    words([title]),
    ...facts.map((fact) => words(fact)),
    [],
    words(columns.map((column) => column.title)),
    ...rows.map(({ cells, level }) =>
      columns.map((column, at) => cellOf(column, cells[at] ?? null, at === 0 ? level : 0)),
    ),
  ]);
  sheet['!cols'] = columns.map((column) => ({ wch: column.type === 'TEXT' ? 40 : 16 }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, sheetName(title));
  return new Uint8Array(
    write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer,
  );
}

function cellOf(column: TableColumn, cell: string | null, level: number): CellObject {
  const text = cellText(column, cell);
  if (text === '') return { t: 'z' };
  if (column.type === 'DATE') {
    const days = EPOCH.until(Temporal.PlainDate.from(text)).days;
    return { t: 'n', v: days, z: 'yyyy-mm-dd' };
  }
  const isNumber = column.type !== 'TEXT' && exact(text).precision(true) <= EXACT_DIGITS;
  if (!isNumber) return { t: 's', v: `${'  '.repeat(level)}${text}` };
  const digits = column.type === 'AMOUNT' ? (column.digits ?? 2) : 0;
  return { t: 'n', v: Number(text), z: digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}` };
}

/** At most 31 characters, none of those that Excel forbids. */
function sheetName(title: string): string {
  return (
    title
      .replace(/[\\/?*[\]:]/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet'
  );
}
