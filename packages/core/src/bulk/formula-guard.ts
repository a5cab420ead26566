/** Spreadsheets run text that begins like this. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
const NEGATIVE = /^-\d+(\.\d+)?$/;

/**
 * Text as it may stand in a spreadsheet: what would run as a formula gets an apostrophe before it.
 * So does text that looks as if it had one already, which makes it reversible. Negative numbers
 * stay numbers.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;
}

/** The text before `guardFormula`; other text stays as it is. */
export function unguardFormula(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/** One cell of CSV (RFC 4180), guarded against formulas. */
export function csvCell(text: string): string {
  const guarded = guardFormula(text);
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One line of CSV. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
