import { csvLine } from '@bureau/core';
import { cellText, type StatementTable } from './table.js';

/**
 * A statement as CSV (RFC 4180) for programs: a header, one line a row, amounts with a point and
 * the decimals of their column. Text that a spreadsheet would run is guarded by an apostrophe.
 * @returns one piece of text a line, ending with CRLF
 * @throws RangeError (`cellText`)
 */
export function* tableCsv({ columns, rows }: StatementTable): Generator<string> {
  yield csvLine(columns.map(({ title }) => title));
  for (const { cells } of rows) {
    yield csvLine(columns.map((column, at) => cellText(column, cells[at] ?? null)));
  }
}
