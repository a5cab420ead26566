import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { bankAmount, bankDay, inOneLine, negated } from './amounts-and-dates.js';
import { BankFileFault, type BankFileLine, given } from './statement.js';
import { textOfBytes } from './text-of-bytes.js';

/** A column by the words of its header, or by its place from 0 in a file without a header. */
export type CsvColumn = string | number;

/** How one bank writes its CSV; kept with the bank account. */
export interface CsvDialect {
  delimiter: ',' | ';' | '\t' | '|';
  /** Such as `utf-8` or `windows-1252`; guessed where it is left out. */
  encoding?: string;
  decimal: '.' | ',';
  /** Of `yyyy`, `yy`, `MM`, `M`, `dd`, `d` and the characters between: `dd.MM.yyyy`. */
  dateFormat: string;
  /** For a file without a column of currencies. */
  currency?: string;
  columns: {
    bookedOn: CsvColumn;
    valueOn?: CsvColumn;
    /** One signed column; or two, of which one is empty; or one and a word for the direction. */
    amount?: CsvColumn;
    debit?: CsvColumn;
    credit?: CsvColumn;
    direction?: { column: CsvColumn; debitWords: readonly string[] };
    currency?: CsvColumn;
    bankId?: CsvColumn;
    reference?: CsvColumn;
    name?: CsvColumn;
    account?: CsvColumn;
    /** Joined by a space. */
    text: readonly CsvColumn[];
  };
}

/** Lines of a bank's own words that may stand before the header. */
const MAX_PREAMBLE = 50;
const MAX_RECORD = 65_536;

/**
 * Reads CSV by a mapping. The header is the first record that has all the named columns; records
 * with neither a day nor an amount (sums, closing words) are left out. Holds one record at a time.
 * @throws BankFileFault
 */
export async function* readBankCsv(
  source: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
): AsyncGenerator<BankFileLine> {
  let places = hasHeader(dialect) ? undefined : new Map<CsvColumn, number>();
  let seen = 0;
  for await (const { cells, line } of recordsOf(source, dialect)) {
    if (places) {
      const found = lineOf(cells, { dialect, places, line });
      if (found) yield found;
      continue;
    }
    places = headerOf(cells, dialect);
    seen += 1;
    if (!places && seen >= MAX_PREAMBLE) break;
  }
  if (!places) {
    const missing = namesOf(dialect).join(', ');
    throw new BankFileFault('UNKNOWN_FORMAT', seen, `no header with the columns ${missing}`);
  }
}

interface Row {
  dialect: CsvDialect;
  places: ReadonlyMap<CsvColumn, number>;
  line: number;
}

function lineOf(cells: readonly string[], row: Row): BankFileLine | undefined {
  const { columns, currency } = row.dialect;
  const cell = (column: CsvColumn | undefined) => {
    if (column === undefined) return undefined;
    const place = typeof column === 'number' ? column : row.places.get(column);
    return cells[place ?? -1]?.trim() || undefined;
  };
  const [day, amount] = [cell(columns.bookedOn), amountOf(cell, row)];
  if (day === undefined && amount === undefined) return undefined;
  if (day === undefined) throw new BankFileFault('MISSING', row.line, 'the day of a line');
  if (amount === undefined) throw new BankFileFault('MISSING', row.line, 'the amount of a line');
  const found = cell(columns.currency) ?? currency;
  if (found === undefined) throw new BankFileFault('MISSING', row.line, 'the currency of a line');
  const valueDay = cell(columns.valueOn);
  const counterparty = given({ name: cell(columns.name), account: cell(columns.account) });
  return {
    kind: 'LINE',
    line: row.line,
    bookedOn: inColumn(columns.bookedOn, () => dayOf(day, row)),
    amount,
    currency: found,
    text: inOneLine(columns.text.map(cell)),
    ...given({
      valueOn: valueDay && inColumn(columns.valueOn, () => dayOf(valueDay, row)),
      bankId: cell(columns.bankId),
      reference: cell(columns.reference),
    }),
    ...(Object.keys(counterparty).length > 0 ? { counterparty } : {}),
  };
}

function amountOf(cell: (column?: CsvColumn) => string | undefined, row: Row): string | undefined {
  const { columns, decimal } = row.dialect;
  const read = (raw: string, column: CsvColumn | undefined) =>
    inColumn(column, () => bankAmount(raw, { line: row.line, decimal }));
  const debit = cell(columns.debit);
  if (debit !== undefined) {
    // Some banks sign the column of debits, some do not.
    const amount = read(debit, columns.debit);
    return amount.startsWith('-') ? amount : negated(amount);
  }
  const credit = cell(columns.credit);
  const raw = credit ?? cell(columns.amount);
  if (raw === undefined) return undefined;
  const column = credit === undefined ? columns.amount : columns.credit;
  const { direction } = columns;
  const isDebit = direction && direction.debitWords.includes(cell(direction.column) ?? '');
  return isDebit ? negated(read(raw, column)) : read(raw, column);
}

/** A fault tells in which column it is, by the words of the header or the place from 1. */
function inColumn<T>(column: CsvColumn | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BankFileFault) || column === undefined) throw error;
    const name = typeof column === 'number' ? String(column + 1) : column;
    throw new BankFileFault(error.code, error.line, `column ${name}, ${error.detail}`);
  }
}

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
};

function dayOf(raw: string, { dialect, line }: Row): string {
  const pattern = dialect.dateFormat.replace(
    /yyyy|yy|MM|M|dd|d|[^yMd]/g,
    (token) => TOKENS[token] ?? token.replace(/[^\w\s]/, '\\$&'),
  );
  const { year, month, day } = new RegExp(`^${pattern}`).exec(raw)?.groups ?? {};
  if (year === undefined) {
    const words = `"${raw.slice(0, 40)}" is no day of the form ${dialect.dateFormat}`;
    throw new BankFileFault('BAD_DATE', line, words);
  }
  const whole = year.length === 2 ? 2000 + Number(year) : Number(year);
  return bankDay({ year: whole, month: Number(month), day: Number(day) }, line);
}

function columnsOf({ columns }: CsvDialect): CsvColumn[] {
  const { text, direction, ...others } = columns;
  const all = [...Object.values(others), ...text, direction?.column];
  return all.filter((column) => column !== undefined);
}

function namesOf(dialect: CsvDialect): string[] {
  return columnsOf(dialect).filter((column) => typeof column === 'string');
}

function hasHeader(dialect: CsvDialect): boolean {
  return namesOf(dialect).length > 0;
}

function headerOf(
  cells: readonly string[],
  dialect: CsvDialect,
): Map<CsvColumn, number> | undefined {
  const places = new Map<CsvColumn, number>(cells.map((cell, place) => [cell.trim(), place]));
  return namesOf(dialect).every((name) => places.has(name)) ? places : undefined;
}

async function* recordsOf(source: AsyncIterable<Uint8Array>, dialect: CsvDialect) {
  const parser = parse({
    delimiter: dialect.delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const text = Readable.from(textOfBytes(source, () => dialect.encoding));
  // The error of either end arrives where the records are read.
  pipeline(text, parser, () => undefined);
  try {
    for await (const found of parser) {
      const { record, info } = found as { record: string[]; info: { lines: number } };
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 1 } = error as CsvError & { lines?: number };
    throw new BankFileFault('MALFORMED', lines, `broken CSV: ${error.code}`);
  }
}
