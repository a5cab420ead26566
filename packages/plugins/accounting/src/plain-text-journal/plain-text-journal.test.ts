import { bytesOf, gather } from '../../test/bank-samples.js';
import type { JournalPart, JournalTransaction } from './journal.js';
import { monthBalances } from './month-balances.js';
import { readJournal } from './read-journal.js';

describe('reading', () => {
  const read = (text: string) => gather(readJournal(bytesOf(text, 13)));
  async function transactions(text: string): Promise<JournalTransaction[]> {
    const parts = await read(text);
    return parts.filter((part): part is JournalTransaction => part.kind === 'TRANSACTION');
  }
  async function amounts(text: string): Promise<string[]> {
    const [first] = await transactions(text);
    return first!.postings.flatMap((posting) =>
      posting.amounts.map(({ quantity, commodity }) => `${quantity} ${commodity}`.trim()),
    );
  }

  test('a transaction with all that may stand in it', async () => {
    const text = `; a comment
2026/1/31=2026-02-02 * (INV 7) Northwind | hats  ; project: blue, urgent:
    ; note: more of it
    ! assets:bank:our account    1,190.00 EUR = 1190 EUR  ; statement 7
    ; page: 3
    (budget:hats)\t-5 hats
    income:sales
`;
    const [found, ...more] = await transactions(text);
    expect(more).toEqual([]);
    const tags = (of: { tags: ReadonlyMap<string, string> }) => Object.fromEntries(of.tags);
    expect(found).toMatchObject({
      line: 2,
      on: '2026-01-31',
      secondOn: '2026-02-02',
      status: 'CLEARED',
      code: 'INV 7',
      description: 'Northwind | hats',
    });
    expect(tags(found!)).toEqual({ project: 'blue', urgent: '', note: 'more of it' });
    const [bank, budget, sales] = found!.postings;
    expect(bank).toMatchObject({
      line: 4,
      account: 'assets:bank:our account',
      kind: 'REAL',
      status: 'PENDING',
      amounts: [{ quantity: '1190.00', commodity: 'EUR' }],
      assertion: { quantity: '1190', commodity: 'EUR', isSole: false, isInclusive: false },
    });
    expect(tags(bank!)).toEqual({ page: '3' });
    expect(budget).toMatchObject({ account: 'budget:hats', kind: 'UNBALANCED' });
    expect(sales?.amounts).toEqual([{ quantity: '-1190', commodity: 'EUR' }]);
  });

  // hledger 1.25, "Amounts": signs, sides, groups, quoted names, one mark alone.
  test.each([
    ['$1,000.50', '1000.50 $'],
    ['-$3', '-3 $'],
    ['$-3', '-3 $'],
    ['- $ 3', '-3 $'],
    ['1.234.567,8 €', '1234567.8 €'],
    ['€1 000 000.00', '1000000.00 €'],
    ['3 "green apples"', '3 green apples'],
    ['1,000', '1.000'],
    ['1,000,000', '1000000'],
    ['.5 h', '0.5 h'],
    ['12. h', '12 h'],
    ['1E3 X', '1000 X'],
    ['2.5e-3 X', '0.0025 X'],
    ['-0.00 EUR', '0.00 EUR'],
  ])('the amount %s is %s', async (text, expected) => {
    expect((await amounts(`2026-01-01\n  a  ${text}\n  b\n`))[0]).toBe(expected);
  });

  test('directives say which mark is the decimal one, and what has no name', async () => {
    const entry = '2026-01-01\n  a  $1,000\n  b\n';
    expect(await amounts(`commodity $1,000.00\n${entry}`)).toEqual(['1000 $', '-1000 $']);
    expect(await amounts(`decimal-mark .\n${entry}`)).toEqual(['1000 $', '-1000 $']);
    expect(await amounts(entry)).toEqual(['1.000 $', '-1 $']);
    expect(await amounts('D €1.000,00\n2026-01-01\n  a  1.000\n  b\n')).toEqual([
      '1000 €',
      '-1000 €',
    ]);
  });

  test('costs balance: of one unit, of all; two alone are an exchange', async () => {
    expect(await amounts('2026-01-01\n  a  10 AAPL @ $5.25\n  b\n')).toEqual([
      '10 AAPL',
      '-52.5 $',
    ]);
    expect(await amounts('2026-01-01\n  a  -10 AAPL @@ $52\n  b\n')).toEqual(['-10 AAPL', '52 $']);
    expect(await amounts('2026-01-01\n  a  10 EUR\n  b  -11 USD\n')).toEqual(['10 EUR', '-11 USD']);
    // 1/3 of a share: what the decimals do not show is no rest.
    await read('2026-01-01\n  a  0.333 X @ $10.00\n  b  $-3.33\n');
  });

  test('an amount that is left out may have several commodities', async () => {
    const [found] = await transactions('2026-01-01\n  a  1 X\n  b  2 Y\n  [c]  3 X\n  [d]\n  e\n');
    expect(found?.postings[4]?.amounts).toEqual([
      { quantity: '-1', commodity: 'X' },
      { quantity: '-2', commodity: 'Y' },
    ]);
    expect(found?.postings[3]?.amounts).toEqual([{ quantity: '-3', commodity: 'X' }]);
  });

  test('assertions hold, an assigned balance is a difference, * counts what is below', async () => {
    const text = `2026-01-01
  a:b  5 X
  a:c  7 X
  o
2026-01-02
  a:b  = 6 X
  a    0 X =* 13 X
  a:c  0 X == 7 X
  o
`;
    const [, second] = await transactions(text);
    expect(second?.postings.map(({ amounts: [amount] }) => amount?.quantity)).toEqual([
      '1',
      '0',
      '0',
      '-1',
    ]);
  });

  // Found by comparing with hledger 1.25, which does the same.
  test('an assigned balance counts the lines before it in its transaction', async () => {
    const [found] = await transactions('2026-01-01\n  a:b  5 X\n  a    =* 7 X\n  a  = 3 X\n  c\n');
    const quantities = found?.postings.map(({ amounts: [amount] }) => amount?.quantity);
    expect(quantities).toEqual(['5', '2', '1', '-8']);
  });

  test('a cost keeps its sign; a format below its commodity says its mark', async () => {
    const entry = (text: string) => `2026-01-01\n  a  ${text}\n  b\n`;
    expect(await amounts(entry('5 EUR @ -2 USD'))).toEqual(['5 EUR', '10 USD']);
    expect(await amounts(entry('-5 EUR @@ -10 USD'))).toEqual(['-5 EUR', '-10 USD']);
    const commodity = 'commodity X\n  format X 1.000,00\n';
    expect(await amounts(`${commodity}${entry('X 1.000')}`)).toEqual(['1000 X', '-1000 X']);
  });

  test('declarations, prices, days of postings, years, what is left out', async () => {
    const text = `# no line of the journal
account assets:bank:our account  ; type: A
  alias of ledger
commodity USD
  format USD 1,000.00
P 2026-01-31 12:00:00 EUR $1.10
Y2026
comment
2026-01-01 this is none
  end comment, not yet
end comment
~ monthly from 2026-01
  expenses  5 X
  assets
= expenses
  (budget)  *-1
tag project
2/3 with a default year
  a  1 X  ; date:2/4
  b       ; [2026-02-05]
`;
    const parts = await read(text);
    const kinds = parts.map((part) => part.kind);
    expect(kinds).toEqual([
      'ACCOUNT',
      'COMMODITY',
      'COMMODITY',
      'PRICE',
      'WARNING',
      'WARNING',
      'TRANSACTION',
    ]);
    expect(parts[0]).toMatchObject({
      line: 2,
      name: 'assets:bank:our account',
      comment: 'type: A',
    });
    expect(parts[3]).toMatchObject({
      on: '2026-01-31',
      price: { quantity: '1.10', commodity: '$' },
    });
    expect(parts[4]).toMatchObject({ line: 12, detail: 'a periodic transaction is left out' });
    const last = parts[6] as Extract<JournalPart, { kind: 'TRANSACTION' }>;
    expect(last.on).toBe('2026-02-03');
    expect(last.postings.map(({ on }) => on)).toEqual(['2026-02-04', '2026-02-05']);
  });

  const OPEN = '2026-01-01\n  a  1 X\n  b\n';

  test.each<[string, string, string, number]>([
    ['another file', 'include secret.journal\n', 'INCLUDE', 1],
    ['another file of ledger', '!include /etc/passwd\n', 'INCLUDE', 1],
    ['an alias', 'alias a=b\n', 'UNSUPPORTED', 1],
    ['a parent for all', 'apply account x\n', 'UNSUPPORTED', 1],
    ['code of ledger', 'python\n  import os\n', 'UNSUPPORTED', 1],
    ['an unknown word', `${OPEN}\nhello\n`, 'UNSUPPORTED', 5],
    ['a lot', '2026-01-01\n  a  1 X {$2}\n  b\n', 'UNSUPPORTED', 2],
    ['30 February', '2026-02-30 x\n  a  1\n  b\n', 'DATE', 1],
    ['no year', '02-03 x\n', 'DATE', 1],
    ['no date', '2026 x\n', 'SYNTAX', 1],
    ['a posting alone', '  a  1\n', 'SYNTAX', 1],
    ['brackets that do not match', '2026-01-01\n  (a]  1\n', 'SYNTAX', 2],
    ['a virtual one without amount', '2026-01-01\n  (a)\n', 'SYNTAX', 2],
    ['no amount', '2026-01-01\n  a  $\n  b\n', 'AMOUNT', 2],
    ['groups behind the mark', 'decimal-mark .\n2026-01-01\n  a  1.623,66\n  b\n', 'AMOUNT', 3],
    ['two amounts', '2026-01-01\n  a  1 X 2 Y\n  b\n', 'AMOUNT', 2],
    ['two left out', '2026-01-01\n  a  1 X\n  b\n  c\n', 'ELIDED_TWICE', 4],
    ['not balanced', '2026-01-01\n  a  1.00 X\n  b  -1.01 X\n', 'UNBALANCED', 1],
    ['same sign', '2026-01-01\n  a  1 X\n  b  1 Y\n', 'UNBALANCED', 1],
    ['one alone', '2026-01-01\n  a  1 X\n', 'UNBALANCED', 1],
    ['a wrong balance', `${OPEN}2026-01-02\n  a  1 X = 3 X\n  b\n`, 'ASSERTION', 5],
    ['another commodity', `${OPEN}2026-01-02\n  a  1 Y == 1 Y\n  b\n`, 'ASSERTION', 5],
    ['out of order', `${OPEN}2025-01-02\n  a  1 X = 1 X\n  b\n`, 'ORDER', 4],
    ['an endless line', `; ${'x'.repeat(70_000)}`, 'TOO_LARGE', 1],
  ])('a journal that is refused: %s', async (_, text, code, line) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'JournalFault', code, line });
  });
});

describe('balances of months', () => {
  const ours = (journal: string) => monthBalances(readJournal(bytesOf(journal, 65_536)));

  test('balances of months: what did not move stays, what is 0 is left out', async () => {
    const journal = '2025-11-30\n  a  1 X\n  b\n2026-02-01\n  a  -1 X\n  b  0.5 X\n  c\n';
    const found = await ours(journal);
    expect(found.map(({ account, month, quantity }) => [account, month, quantity])).toEqual([
      ['a', '2025-11', '1'],
      ['a', '2025-12', '1'],
      ['a', '2026-01', '1'],
      ['b', '2025-11', '-1'],
      ['b', '2025-12', '-1'],
      ['b', '2026-01', '-1'],
      ['b', '2026-02', '-0.5'],
      ['c', '2026-02', '0.5'],
    ]);
  });
});
