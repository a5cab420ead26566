import { type Ctx, type File, filePurpose, Files, minorUnits } from '@bureau/core';
import type { StatementTable, TableRow } from '../tables/table.js';
import { tableCsv } from '../tables/table-csv.js';
import { tablePdf } from '../tables/table-pdf.js';
import { statementOf } from '../trade/party-statement.js';
import type { PartyStatement } from '../trade/receivables.types.js';
import type { TradeSide } from '../trade/trade-kinds.js';
import { storePdf } from './document-pdf.js';
import { letterTo } from './letter.js';
import { type LetterWords, shownDay, wordsFor } from './letter-words.js';

/** Statements of account for programs. */
export const STATEMENT_CSV = filePurpose({
  id: 'accounting.statementCsv',
  description: 'A statement of account as CSV.',
  mediaTypes: ['text/csv'],
  maxSize: 20_000_000,
  isText: true,
});

/** What a statement of account is of. */
export interface StatementWish {
  /** Public id. */
  partyId: string;
  /** Uuid. */
  party: string;
  side: TradeSide;
  from: string;
  to: string;
  format: 'PDF' | 'CSV';
}

/** A statement of account as a file of the caller: all currencies, in the language of the party. */
export async function statementFile(ctx: Ctx, wish: StatementWish): Promise<File> {
  const { party, from, to, format } = wish;
  const letter = await letterTo(ctx, party);
  const words = wordsFor(letter.locale);
  const dayOf = (day: string) => (format === 'PDF' ? shownDay(day, letter.locale) : day);
  const facts: [string, string][] = [
    [words.date, dayOf(ctx.today)],
    [words.customer, letter.partyCode],
    [words.from, dayOf(from)],
    [words.to, dayOf(to)],
  ];
  const statements = await statementOf(ctx, wish);
  const { sender: seller, buyer } = letter;
  const table = { ...tableOf(statements, words, dayOf), facts, letter: { seller, buyer } };
  const name = `${letter.partyCode} ${from} ${to}`;
  if (format === 'PDF') {
    const made = { createdAt: ctx.now, words: words.numbers };
    return storePdf(ctx, await tablePdf(table, made), `${name}.pdf`);
  }
  const bytes = Buffer.from([...tableCsv(table)].join(''));
  const what = { purpose: STATEMENT_CSV.id, mediaType: 'text/csv', size: bytes.length };
  const files = ctx.service(Files);
  return files.create(ctx, await files.write(ctx, what, oneChunk(bytes)), `${name}.csv`);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function tableOf(
  statements: readonly PartyStatement[],
  words: LetterWords,
  dayOf: (day: string) => string,
): Omit<StatementTable, 'facts'> {
  const digits = Math.max(2, ...statements.map(({ currency }) => minorUnits(currency)));
  const row = (kind: TableRow['kind'], ...cells: (string | null)[]): TableRow => ({
    ...{ kind, level: 0 },
    cells,
  });
  return {
    title: words.statement,
    columns: [
      { title: words.document, type: 'TEXT' },
      { title: words.date, type: 'TEXT' },
      { title: words.amount, type: 'AMOUNT', digits },
      { title: words.balance, type: 'AMOUNT', digits },
    ],
    rows: statements.flatMap(({ currency, opening, lines, closing }) => [
      row('HEADING', `${words.opening} (${currency})`, null, null, opening),
      ...lines.map(({ reference, on, amount, balance }) =>
        row('LINE', reference, dayOf(on), amount, balance),
      ),
      row('TOTAL', `${words.closing} (${currency})`, null, null, closing),
    ]),
  };
}
