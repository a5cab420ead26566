import type { Loose } from '@bureau/testing';
import { camt, type CamtLine, createBankBooks, type BankBooks } from '../../test/bank-books.js';

const IBAN = 'DE02120300000000202051';

let books: BankBooks;
let lines: Map<string, Loose>;
let invoices: Loose[];
beforeAll(async () => {
  books = await createBankBooks();
  const account = { partyId: books.customer, holder: 'Nordwind', iban: IBAN };
  await books.done('partyBankAccountCreate', account, 'partyBankAccount { id }');
  invoices = [];
  for (const unitPrice of ['100', '200', '300', '70', '30']) {
    const line = { description: 'Sensor', accountCode: '4000', unitPrice };
    invoices.push(await books.posted('invoice', { lines: [line] }));
  }
  await books.post({
    on: '2026-04-03',
    lines: [
      ['1010', '-45.10'],
      ['6130', '45.10'],
    ],
  });
  const number = (at: number) => String(invoices[at]?.number);
  const given: CamtLine[] = [
    { on: '2026-04-01', amount: '100.00', text: 'reference', reference: number(0) },
    { on: '2026-04-01', amount: '200.00', text: `number ${number(1)}` },
    { on: '2026-04-01', amount: '300.00', text: 'account', account: IBAN },
    { on: '2026-04-01', amount: '100.00', text: `several ${number(3)} and ${number(4)}` },
    { on: '2026-04-02', amount: '-45.10', text: 'book' },
    { on: '2026-04-02', amount: '-9.90', text: 'Monthly  FEE of the account', name: 'Bank' },
    { on: '2026-04-02', amount: '1.23', text: 'Interest' },
    { on: '2026-04-02', amount: '-1000.00', text: 'to the savings' },
  ];
  await books.load(camt('0', given));
  lines = new Map(
    (await books.lines()).map((line) => [String(line.text).split(' ')[0] ?? '', line]),
  );
  const rules = [
    {
      name: 'Fee',
      textContains: 'monthly fee',
      accountId: books.accounts['6250'],
      isAutomatic: true,
    },
    {
      name: 'Interest',
      textContains: 'interest',
      direction: 'RECEIVED',
      accountId: books.accounts['4800'],
    },
    { name: 'Never', textContains: 'interest', accountId: books.accounts['4500'] },
  ];
  for (const rule of rules) await books.done('bankRuleCreate', rule, 'bankRule { id }');
  const savings = { name: 'Savings', ledgerAccountCode: '1020' };
  const { bankAccount } = await books.done('bankAccountCreate', savings, 'bankAccount { id }');
  const arrived = { on: '2026-04-02', amount: '1000.00', text: 'arrived' };
  await books.load(camt('0', [arrived], { iban: 'FR1420041010050500013M02606' }), {
    bankAccountId: bankAccount.id,
  });
}, 60_000);
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

async function suggestions(word: string): Promise<Loose[]> {
  const { matchSuggestions } = await books.app.owner.data(
    `query ($id: ID!) { matchSuggestions(bankLineId: $id) { kind score
      reasons { cause points } openItem { reference } journalLine { amount }
      bankRule { name } otherLine { text } } }`,
    { id: lines.get(word)?.id },
  );
  return matchSuggestions;
}

test.each([
  ['reference', 'OPEN_ITEM', ['AMOUNT', 'REFERENCE']],
  ['number', 'OPEN_ITEM', ['AMOUNT', 'NUMBER_IN_TEXT']],
  ['account', 'OPEN_ITEM', ['AMOUNT', 'ACCOUNT']],
  ['book', 'JOURNAL_LINE', ['AMOUNT', 'DATE']],
  ['Monthly', 'RULE', ['WORDS']],
  ['Interest', 'RULE', ['WORDS']],
  ['to', 'TRANSFER', ['AMOUNT', 'DATE']],
])('a line by its %s is suggested as %s with its reasons', async (word, kind, causes) => {
  const [best] = await suggestions(word);
  expect(best.kind).toBe(kind);
  const reasons = best.reasons as { cause: string; points: number }[];
  expect(reasons.map(({ cause }) => cause)).toEqual(causes);
  expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(best.score);
  if (word === 'Interest') expect(best.bankRule).toEqual({ name: 'Interest' });
});

const COUNTS = 'matchedCount refusedCount openCount';
const confirm = (steps?: string[]) =>
  books.done('bankSuggestionsConfirm', { bankAccountId: books.bankAccount, steps }, COUNTS);

const statuses = async () =>
  Object.fromEntries(
    (await books.lines()).map(({ text, status }) => [String(text).split(' ')[0], status]),
  );

test('S16 only what is sure, or automatic by rule, is matched without anybody', async () => {
  expect(await confirm()).toMatchObject({ matchedCount: 3, refusedCount: 0, openCount: 5 });
  expect(await statuses()).toMatchObject({
    ...{ reference: 'MATCHED', book: 'MATCHED', Monthly: 'MATCHED' },
    ...{ number: 'OPEN', account: 'OPEN', several: 'OPEN', Interest: 'OPEN', to: 'OPEN' },
  });
  const { bankMatches } = await books.app.owner.data(
    '{ bankMatches { nodes { rule score bankLines { nodes { text } } } } }',
  );
  const told = bankMatches.nodes.map(({ rule, score }: Loose) => `${rule} ${score}`);
  expect(told).toEqual(['book 85', 'reference 70', 'Fee null']);
  // Again there is nothing left to do.
  expect(await confirm()).toMatchObject({ matchedCount: 0, openCount: 5 });
});

test('S16 the other steps when somebody confirms them; items are paid then', async () => {
  const steps = ['NUMBER', 'SEVERAL', 'ACCOUNT', 'RULE'];
  expect(await confirm(steps)).toMatchObject({ matchedCount: 4, openCount: 1 });
  const rows = await books.app.sql<{ status: string }>('select status from accounting.invoice');
  expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'PAID'));
  expect((await statuses())['to']).toBe('OPEN');
});

test('what the books refuse stays open, and takes nothing with it', async () => {
  const late = { on: '2024-12-30', amount: '-5.00', text: 'old monthly fee' };
  const fine = { on: '2026-04-20', amount: '-6.00', text: 'new monthly fee' };
  await books.load(camt('0', [late, fine]));
  expect(await confirm()).toMatchObject({ matchedCount: 1, refusedCount: 1, openCount: 2 });
});

test('rules: in their order, never for everything, by those who may', async () => {
  const rule = { name: 'x', accountId: books.accounts['6250'] };
  expect(await books.refused('bankRuleCreate', rule)).toEqual(['ACCOUNTING_BANK_RULE_WIDE']);
  const amounts = { ...rule, leastAmount: '5', mostAmount: '4' };
  expect(await books.refused('bankRuleCreate', amounts)).toEqual(['ACCOUNTING_BANK_RULE_AMOUNT']);
  const { bankRules } = await books.app.owner.data(
    '{ bankRules { nodes { id name position version } } }',
  );
  expect(bankRules.nodes.map(({ position }: Loose) => position)).toEqual([1, 2, 3]);
  const [fee] = bankRules.nodes;
  const off = { id: fee.id, expectedVersion: fee.version, isActive: false };
  await books.done('bankRuleUpdate', off, 'bankRule { isActive }');
  expect(await books.refused('bankRuleUpdate', off)).toEqual(['CORE_VERSION_CONFLICT']);
  await books.done('bankRuleDelete', { id: fee.id }, 'deletedId');
  const as = books.app.as({ permissions: ['accounting.bankLine.match'] });
  await expect(books.mutate('bankRuleCreate', rule, { as })).rejects.toThrow('FORBIDDEN');
});
