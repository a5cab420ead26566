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
  const facts: [string, string][] = [
    [words.customer, `${letter.partyCode} ${letter.buyer[0] ?? ''}`],
    [words.from, format === 'PDF' ? shownDay(from, letter.locale) : from],
    [words.to, format === 'PDF' ? shownDay(to, letter.locale) : to],
  ];
  const table = tableOf(await statementOf(ctx, wish), words, facts);
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
  facts: readonly [string, string][],
): StatementTable {
  const digits = Math.max(2, ...statements.map(({ currency }) => minorUnits(currency)));
  const row = (kind: TableRow['kind'], ...cells: (string | null)[]): TableRow => ({
    ...{ kind, level: 0 },
    cells,
  });
  return {
    title: words.statement,
    facts,
    columns: [
      { title: words.document, type: 'TEXT' },
      { title: words.date, type: 'DATE' },
      { title: words.amount, type: 'AMOUNT', digits },
      { title: words.balance, type: 'AMOUNT', digits },
    ],
    rows: statements.flatMap(({ currency, opening, lines, closing }) => [
      row('HEADING', `${words.opening} (${currency})`, null, null, opening),
      ...lines.map(({ reference, on, amount, balance }) =>
        row('LINE', reference, on, amount, balance),
      ),
      row('TOTAL', `${words.closing} (${currency})`, null, null, closing),
    ]),
  };
}
