import { exact } from '@bureau/core';
import fc from 'fast-check';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let yearId: string;
beforeAll(async () => {
  books = await createTradeBooks();
  const data = await books.app.owner.data('{ fiscalYear(by: { name: "2026" }) { id } }');
  yearId = data.fiscalYear.id;
});
afterAll(() => books?.close());

let names = 0;

async function newBudget(accounts: object[]): Promise<string> {
  const input = { name: `Budget ${++names}`, fiscalYearId: yearId };
  const { budget } = await books.done('budgetCreate', input, 'budget { id }');
  await books.done('budgetSet', { budgetId: budget.id, accounts }, 'budget { id version }');
  return budget.id;
}

interface Row {
  code: string;
  level: number;
  budget: string;
  actual: string;
  difference: string;
  percent: number | null;
}

async function compare(budgetId: string, from?: string, to?: string): Promise<Row[]> {
  const { budgetVsActual } = await books.app.owner.data(
    `query ($id: ID!, $from: Date, $to: Date) {
      budgetVsActual(budgetId: $id, from: $from, to: $to) {
        rows { code level budget actual difference percent account { name } } } }`,
    { id: budgetId, from, to },
  );
  return budgetVsActual.rows;
}

const at = (rows: Row[], code: string) => rows.find((row) => row.code === code);
const account = (code: string) => books.accounts[code];

test('I36 a heading is the sum of the accounts below it, and a year of its periods', async () => {
  const codes = ['4000', '4010', '5000', '6100', '6110', '6500'];
  const wish = fc.array(
    fc.record({
      year: fc.integer({ min: 0, max: 10 ** 8 }).map((cents) => exact(cents).div(100).toFixed()),
      weights: fc.option(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 }),
        {
          nil: undefined,
        },
      ),
    }),
    { minLength: codes.length, maxLength: codes.length },
  );
  await fc.assert(
    fc.asyncProperty(wish, async (years) => {
      const accounts = years.map(({ year, weights }, index) => ({
        accountId: account(codes[index] ?? ''),
        year,
        ...(weights && { weights: weights.map(String) }),
      }));
      const rows = await compare(await newBudget(accounts));
      years.forEach(({ year }, index) => {
        const row = at(rows, codes[index] ?? '');
        expect(exact(row?.budget ?? '0').equals(year)).toBe(true);
      });
      rows.forEach((row, index) => {
        const below = rows.slice(index + 1);
        const end = below.findIndex(({ level }) => level <= row.level);
        const children = (end < 0 ? below : below.slice(0, end)).filter(
          ({ level }) => level === row.level + 1,
        );
        if (children.length === 0) return;
        for (const figure of ['budget', 'actual', 'difference'] as const) {
          const sum = children.reduce((all, child) => all.plus(child[figure]), exact(0));
          expect([row.code, figure, sum.toFixed(2)]).toEqual([row.code, figure, row[figure]]);
        }
      });
    }),
    { numRuns: 3 },
  );
});

test('a budget beside the books, and in the income statement when it is active', async () => {
  await books.post({
    on: '2026-02-10',
    lines: [
      ['6100', '900'],
      ['1010', '-900'],
    ],
  });
  await books.post({
    on: '2026-02-11',
    lines: [
      ['1010', '500'],
      ['4000', '-500'],
    ],
  });
  const amounts = Array.from({ length: 12 }, (_, month) => String((month + 1) * 100));
  const budgetId = await newBudget([
    { accountId: account('6100'), year: '9600.00' },
    { accountId: account('4000'), amounts },
  ]);
  const rows = await compare(budgetId, '2026-02-01', '2026-02-28');
  expect(at(rows, '6100')).toMatchObject({
    budget: '800.00',
    actual: '900.00',
    difference: '100.00',
  });
  expect(at(rows, '6100')?.percent).toBe(112.5);
  expect(at(rows, '4000')).toMatchObject({
    budget: '200.00',
    actual: '500.00',
    difference: '300.00',
  });
  const statement = `{ incomeStatement(from: "2026-01-01", to: "2026-02-28", columns: MONTH,
    compare: [BUDGET]) { columns { label } lines { key amounts } } }`;
  const before = (await books.app.owner.data(statement)).incomeStatement;
  const line = (one: typeof before, key: string) =>
    one.lines.find((each: { key: string }) => each.key === key)?.amounts.map(Number);
  expect(line(before, '6100')).toEqual([0, -900, 0]);
  await books.done('budgetActivate', { budgetId }, 'budget { status }');
  const after = (await books.app.owner.data(statement)).incomeStatement;
  expect(after.columns.at(-1).label).toBe('Budget 2026-01-01 to 2026-02-28');
  expect(line(after, '6100')).toEqual([0, -900, -1600]);
  expect(line(after, '4000')).toEqual([0, 500, 300]);
  expect(line(after, 'NET_INCOME')).toEqual([0, -400, -1300]);
  const sheet = await books.app.owner.query(
    '{ balanceSheet(asOf: "2026-02-28", compare: [BUDGET]) { lines { key } } }',
  );
  expect(sheet.errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

test('one budget of a year is active; what cannot be is refused', async () => {
  const first = await newBudget([{ accountId: account('6100'), year: '12.00' }]);
  const second = await newBudget([]);
  await books.done('budgetActivate', { budgetId: first }, 'budget { status }');
  await books.done('budgetActivate', { budgetId: second }, 'budget { status }');
  const active = await books.app.sql("select id from accounting.budget where status = 'ACTIVE'");
  expect(active).toEqual([{ id: books.app.uuid(second) }]);
  const { ledgerAccounts } = await books.app.owner.data(
    '{ ledgerAccounts(where: { code: { eq: "61" } }) { nodes { id } } }',
  );
  const refused = (one: object) => books.refused('budgetSet', { budgetId: first, accounts: [one] });
  const accountId = account('6100');
  expect(await refused({ accountId: ledgerAccounts.nodes[0].id, year: '1' })).toEqual([
    'ACCOUNTING_BUDGET_HEADING',
  ]);
  expect(await refused({ accountId })).toEqual(['ACCOUNTING_BUDGET_SPREAD']);
  expect(await refused({ accountId, amounts: ['1'] })).toEqual(['ACCOUNTING_BUDGET_SPREAD']);
  expect(await refused({ accountId, year: '1', weights: ['1'] })).toEqual([
    'ACCOUNTING_BUDGET_WEIGHTS',
  ]);
  expect(await refused({ accountId, year: '1.001' })).toEqual(['ACCOUNTING_PLAN_SCALE']);
  const twice = [
    { accountId, year: '1' },
    { accountId, year: '2' },
  ];
  expect(await books.refused('budgetSet', { budgetId: first, accounts: twice })).toEqual([
    'ACCOUNTING_BUDGET_TWICE',
  ]);
});

test('a budget is filled from the books of a year, and from another budget', async () => {
  // Rent of 900 in February and sales of 500 are in the books already.
  const year = { fromFiscalYearId: yearId, factor: '1.035' };
  const first = await newBudget([
    { accountId: account('5000'), year: '1200.00' },
    { accountId: account('6100'), year: '1.00' },
  ]);
  await books.done('budgetCopy', { budgetId: first, ...year }, '');
  const february = await compare(first, '2026-02-01', '2026-02-28');
  expect(at(february, '6100')?.budget).toBe('931.50');
  expect(at(february, '4000')?.budget).toBe('517.50');
  const whole = await compare(first);
  // Income and expenses above zero; what the books do not have stays.
  expect([at(whole, '6100')?.budget, at(whole, '5000')?.budget]).toEqual(['931.50', '1200.00']);
  const second = await newBudget([]);
  await books.done('budgetCopy', { budgetId: second, fromBudgetId: first, factor: '2' }, '');
  expect(at(await compare(second), '6100')?.budget).toBe('1863.00');
  expect(at(await compare(second), '5000')?.budget).toBe('2400.00');
  const refused = (more: object) => books.refused('budgetCopy', { budgetId: second, ...more });
  expect(await refused({})).toEqual(['ACCOUNTING_BUDGET_ORIGIN']);
  expect(await refused({ ...year, fromBudgetId: first })).toEqual(['ACCOUNTING_BUDGET_ORIGIN']);
  expect(await refused({ ...year, factor: '0' })).toEqual(['ACCOUNTING_BUDGET_FACTOR']);
});
