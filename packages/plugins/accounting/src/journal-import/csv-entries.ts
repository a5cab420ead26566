import { pipeline, Readable } from 'node:stream';
import { exact, unguardFormula } from '@bureau/core';
import { CsvError, parse } from 'csv-parse';
import { Temporal } from 'temporal-polyfill';
import { textOfBytes } from '../bank-files/text-of-bytes.js';
import { JournalFault } from '../plain-text-journal/journal.js';
import { journalErrors } from './errors.js';
import type { EntryFault, FileEntry, FileLine } from './file-entry.js';

/** Columns of a journal as CSV; those with a star must be there. */
export const CSV_COLUMNS = {
  entry: 'Rows with the same value one after another are one entry *',
  date: 'Posting date, YYYY-MM-DD *',
  account: 'Name or code of the account *',
  debit: 'Amount of a debit',
  credit: 'Amount of a credit',
  amount: 'Instead of both: debits above zero',
  currency: 'Currency; default: that of the books',
  base_amount: 'What a foreign amount is worth in the currency of the books',
  number: 'Number of the entry, for a journal with plain numbers',
  memo: 'What the entry is about',
  line_memo: 'What the line is about',
  party: 'Code of a party',
  dimensions: 'CENTRE=NORTH;PROJECT=P1',
} as const;

type Row = Partial<Record<keyof typeof CSV_COLUMNS, string>>;

const MAX_RECORD = 65_536;
const AMOUNT = /^-?\d{1,16}(\.\d{1,8})?$/;
const NUMBER = /^\d{1,9}$/;

/**
 * The entries of a CSV file with a header, comma or semicolon between cells. Holds one entry.
 * @param base currency of rows that name none
 * @throws JournalFault for a file that is no such CSV
 */
export async function* csvEntries(
  source: AsyncIterable<Uint8Array>,
  base: string,
): AsyncGenerator<FileEntry> {
  let open: (Omit<FileEntry, 'lines'> & { key: string; lines: FileLine[] }) | undefined;
  for await (const { row, line } of rowsOf(source)) {
    const key = row.entry ?? '';
    if (open && open.key !== key) {
      yield open;
      open = undefined;
    }
    const { date: on = '', number } = row;
    open ??= {
      key,
      line,
      on,
      memo: (row.memo ?? '').slice(0, 500),
      lines: [],
      ...(number !== undefined && { number: Number(number) }),
      ...dayFault(on, line),
    };
    const read = lineOf(row, line, base);
    if ('code' in read) open.fault ??= read;
    else open.lines.push(read);
    if (number !== undefined && !(NUMBER.test(number) && Number(number) === open.number)) {
      open.fault ??= faultOf(journalErrors.JOURNAL_NUMBER({ line }), line);
    }
    if (on !== open.on)
      open.fault ??= faultOf(journalErrors.JOURNAL_DAY({ line, value: on }), line);
  }
  if (open) yield open;
}

function lineOf(row: Row, line: number, base: string): FileLine | EntryFault {
  const { account = '', debit, credit, amount: signed } = row;
  const given = [debit, credit, signed].filter((one) => one !== undefined);
  const [text = ''] = given;
  const worth = row.base_amount;
  const isWrong =
    given.length !== 1 || !AMOUNT.test(text) || (worth !== undefined && !AMOUNT.test(worth));
  if (isWrong || (signed === undefined && text.startsWith('-'))) {
    return faultOf(journalErrors.JOURNAL_AMOUNT({ line }), line);
  }
  const isCredit = credit !== undefined;
  const side = (value: string) =>
    exact(value)
      .abs()
      .times(isNegative(row) ? -1 : 1)
      .toFixed();
  return {
    ...{ line, account, commodity: row.currency ?? base },
    amount: isCredit ? exact(text).negated().toFixed() : text,
    ...(worth === undefined ? {} : { worth: side(worth) }),
    memo: row.line_memo?.slice(0, 200),
    party: row.party,
    dimensions: pairsOf(row.dimensions),
  };
}

function isNegative({ credit, amount, base_amount: worth = '' }: Row): boolean {
  if (amount === undefined) return credit !== undefined;
  // A difference of exchange has no amount, so its worth tells the side.
  return exact(amount).isZero() ? worth.startsWith('-') : amount.startsWith('-');
}

function pairsOf(text = ''): ReadonlyMap<string, string> {
  const pairs = text.split(';').map((pair) => pair.split('=').map((part) => part.trim()));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

function dayFault(on: string, line: number): { fault?: EntryFault } {
  if (isDay(on)) return {};
  return { fault: faultOf(journalErrors.JOURNAL_DAY({ line, value: on.slice(0, 40) }), line) };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

function faultOf({ code, message }: { code: string; message: string }, line: number): EntryFault {
  return { line, code, message };
}

async function* rowsOf(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ row: Row; line: number }> {
  const parser = parse({
    delimiter: [',', ';', '\t'],
    info: true,
    skip_empty_lines: true,
    relax_column_count_less: true,
    max_record_size: MAX_RECORD,
  });
  // The error of either end arrives where the records are read.
  pipeline(Readable.from(textOfBytes(source, () => undefined)), parser, () => undefined);
  let header: string[] | undefined;
  try {
    for await (const found of parser) {
      const { record, info } = found as { record: string[]; info: { lines: number } };
      const cells = record.map((cell) => unguardFormula(cell.trim()));
      if (header) yield { row: rowOf(header, cells), line: info.lines };
      else header = headerOf(cells, info.lines);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 1 } = error as CsvError & { lines?: number };
    throw new JournalFault('SYNTAX', lines, `broken CSV: ${error.code}`);
  }
}

/** @throws JournalFault `SYNTAX` for a header that lacks a column or has an unknown one */
function headerOf(cells: readonly string[], line: number): string[] {
  const header = cells.map((cell) => cell.toLowerCase());
  const missing = ['entry', 'date', 'account'].filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !Object.hasOwn(CSV_COLUMNS, name));
  if (missing.length === 0 && unknown.length === 0) return header;
  const others = unknown.join(', ').slice(0, 80);
  const detail = `the header lacks "${missing.join(', ')}" or has "${others}"`;
  throw new JournalFault('SYNTAX', line, detail);
}

function rowOf(header: readonly string[], cells: readonly string[]): Row {
  const pairs = header.map((name, at) => [name, cells[at] || undefined] as const);
  return Object.fromEntries(pairs.filter(([, cell]) => cell !== undefined)) as Row;
}
