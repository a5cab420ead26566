import { exact } from '@bureau/core';
import type { Loose } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let controller: Awaited<ReturnType<TradeBooks['app']['member']>>;
let yearId: string;
const dimensions: Record<string, string> = {};
const values: Record<string, string> = {};

beforeAll(async () => {
  books = await createTradeBooks();
  controller = await books.app.member('controller');
  const data = await books.app.owner.data('{ fiscalYear(by: { name: "2026" }) { id } }');
  yearId = data.fiscalYear.id;
  for (const code of ['CC', 'PRJ']) {
    const made = await books.done('dimensionCreate', { code, name: code }, 'dimension { id }');
    dimensions[code] = made.dimension.id;
  }
  for (const [dimension, code] of [
    ['CC', 'SALES'],
    ['CC', 'FIELD STAFF'],
    ['PRJ', 'A17'],
  ] as const) {
    const input = { dimensionId: dimensions[dimension], code, name: code };
    const made = await books.done('dimensionValueCreate', input, 'dimensionValue { id }');
    values[code] = made.dimensionValue.id;
  }
});
afterAll(() => books?.close());

const RENT = '6100';
const set = (year: string, ...codes: string[]) => ({
  ...{ accountId: books.accounts[RENT], year },
  dimensionValueIds: codes.map((code) => values[code]),
});

async function newBudget(name: string, ...accounts: object[]): Promise<string> {
  const input = { name, fiscalYearId: yearId };
  const { budget } = await books.done('budgetCreate', input, 'budget { id }');
  if (accounts.length > 0) await books.done('budgetSet', { budgetId: budget.id, accounts }, '');
  return budget.id;
}

const ROWS = 'rows { code budget actual }';

async function compare(budgetId: string, more = ''): Promise<Loose> {
  const { budgetVsActual } = await books.app.owner.data(
    `query ($id: ID!) { budgetVsActual(budgetId: $id ${more}) {
      ${ROWS} groups { dimensionValue { code } ${ROWS} } } }`,
    { id: budgetId },
  );
  return budgetVsActual;
}

const rent = (rows: Loose) => {
  const row = rows.find(({ code }: { code: string }) => code === RENT);
  return row && `${row.budget} ${row.actual}`;
};

test('S19 budget and books by dimension values; all values sum to the whole', async () => {
  const sides = async (amount: string, ...codes: string[]) => {
    const dimensionValueIds = codes.map((code) => values[code]);
    const lines = [
      { accountCode: RENT, debit: amount, dimensionValueIds },
      { accountCode: '1010', credit: amount },
    ];
    const wish = { journalCode: 'GJ', postedOn: '2026-02-10', lines };
    await books.done('journalEntryPost', wish, 'journalEntry { id }');
  };
  await sides('70.00', 'SALES');
  await sides('5.00', 'SALES', 'A17');
  await sides('30.00', 'FIELD STAFF');
  await sides('1.00');
  const id = await newBudget(
    'By cost centre',
    ...[set('1200.00', 'SALES'), set('240.00', 'A17', 'SALES'), set('600.00', 'FIELD STAFF')],
    set('12.00'),
  );
  const whole = await compare(id, `, byDimensionId: "${dimensions['CC']}"`);
  expect(rent(whole.rows)).toBe('2052.00 106.00');
  const groups = whole.groups.map((group: Loose) => [group.dimensionValue?.code, rent(group.rows)]);
  expect(groups).toEqual([
    ['FIELD STAFF', '600.00 30.00'],
    ['SALES', '1440.00 75.00'],
    [undefined, '12.00 1.00'],
  ]);
  for (const field of ['budget', 'actual']) {
    for (const row of whole.rows) {
      const own = whole.groups.flatMap(({ rows }: Loose) =>
        rows.filter(({ code }: Loose) => code === row.code),
      );
      const sum = own.reduce((all: Loose, one: Loose) => all.plus(one[field]), exact(0));
      expect([row.code, field, sum.toFixed(2)]).toEqual([row.code, field, row[field]]);
    }
  }
  const days = ', from: "2026-02-01", to: "2026-02-28"';
  const sales = await compare(id, `${days}, dimensionValueIds: ["${values['SALES']}"]`);
  expect([rent(sales.rows), sales.groups]).toEqual(['120.00 75.00', []]);
  const both = Object.entries(values).filter(([code]) => ['SALES', 'A17'].includes(code));
  const project = await compare(
    id,
    `, dimensionValueIds: ${JSON.stringify(both.map(([, v]) => v))}`,
  );
  expect(rent(project.rows)).toBe('240.00 5.00');
});

test('an income statement of a cost centre is compared with its own budget', async () => {
  const id = await newBudget('Active', set('1200.00', 'SALES'), set('600.00'));
  await books.done('budgetActivate', { budgetId: id }, 'budget { status }');
  const { incomeStatement } = await books.app.owner.data(
    `query ($values: [ID!]) { incomeStatement(from: "2026-02-01", to: "2026-02-28",
      compare: [BUDGET], dimensionValueIds: $values) { lines { key amounts } } }`,
    { values: [values['SALES']] },
  );
  const line = incomeStatement.lines.find(({ key }: Loose) => key === RENT);
  expect(line.amounts.map(Number)).toEqual([-75, -100]);
});

test('a budget is copied with its dimension values, the books with or without', async () => {
  const from = await newBudget('Origin', set('120.00', 'SALES'), set('24.00'));
  const copy = await newBudget('Copy');
  await books.done('budgetCopy', { budgetId: copy, fromBudgetId: from, factor: '2' }, '');
  const narrowed = `, dimensionValueIds: ["${values['SALES']}"]`;
  expect(rent((await compare(copy)).rows)).toBe('288.00 106.00');
  expect(rent((await compare(copy, narrowed)).rows)).toBe('240.00 75.00');
  await books.done('budgetCopy', { budgetId: copy, fromFiscalYearId: yearId }, '');
  expect(rent((await compare(copy)).rows)).toBe('106.00 106.00');
  expect(rent((await compare(copy, narrowed)).rows)).toBe('0.00 75.00');
  const more = { fromFiscalYearId: yearId, byDimensions: true };
  await books.done('budgetCopy', { budgetId: copy, ...more }, '');
  expect(rent((await compare(copy)).rows)).toBe('106.00 106.00');
  expect(rent((await compare(copy, narrowed)).rows)).toBe('75.00 75.00');
});

test('what no line may carry is refused', async () => {
  const budgetId = await newBudget('Refused');
  const refused = (...accounts: object[]) => books.refused('budgetSet', { budgetId, accounts });
  expect(await refused(set('1.00', 'SALES', 'FIELD STAFF'))).toEqual([
    'ACCOUNTING_BUDGET_DIMENSION_TWICE',
  ]);
  expect(await refused(set('1.00', 'A17', 'SALES'), set('2.00', 'SALES', 'A17'))).toEqual([
    'ACCOUNTING_BUDGET_TWICE',
  ]);
  expect(await refused(set('1.00', 'SALES'), set('2.00'))).toEqual([]);
  const input = { id: values['A17'], isActive: false };
  await books.done('dimensionValueUpdate', input, '');
  expect(await refused(set('1.00', 'A17'))).toEqual(['ACCOUNTING_BUDGET_DIMENSION']);
  await books.done('dimensionValueUpdate', { ...input, isActive: true }, '');
});

const HEAD = 'budget,account,period,dimensions,amount';

async function load(input: object): Promise<Loose> {
  const { importStart } = await controller.data(
    `mutation ($input: ImportStartInput!) { importStart(input: $input) {
      job { id } userErrors { code message } } }`,
    { input: { type: 'budgetLine', mode: 'UPSERT', onError: 'REJECT_FAILED', ...input } },
  );
  return ended(importStart.job.id);
}

async function ended(id: string): Promise<Loose> {
  await books.app.work();
  const { job } = await controller.data(
    `query ($id: ID!) { job(by: { id: $id }) { state faults { nodes { line column code } }
      result { rows created updated unchanged failed fileId } } }`,
    { id },
  );
  return job;
}

const lines = async (...rows: string[]) =>
  load({ uploadId: await books.app.upload(controller, [HEAD, ...rows].join('\n')) });

test('budgets come by file, and an own export of them changes nothing', async () => {
  const id = await newBudget('Plan 2026');
  const first = await lines(
    ...['Plan 2026,6100,2026-01,,100.00', 'Plan 2026,6100,2026-01,CC=SALES,50.00'],
    ...['Plan 2026,6100,2026-02,PRJ=A17 CC=FIELD STAFF,25.50', 'Plan 2026,4000,2026-01,,900.00'],
  );
  expect(first).toMatchObject({ state: 'SUCCEEDED', result: { created: 4, failed: 0 } });
  expect(rent((await compare(id)).rows)).toBe('175.50 106.00');
  const { bulkExport } = await controller.data(
    'mutation { bulkExport(input: { type: "budgetLine", format: CSV }) { job { id } } }',
  );
  const { result } = await ended(bulkExport.job.id);
  const again = await load({ fileId: result.fileId });
  expect(again).toMatchObject({
    state: 'SUCCEEDED',
    result: { created: 0, updated: 0, failed: 0 },
  });
  expect(again.result.unchanged).toBe(again.result.rows);
  expect(again.result.rows).toBeGreaterThanOrEqual(4);
  const other = await lines(
    ...['Plan 2026,6100,2026-02,CC=FIELD STAFF PRJ=A17,30.00', 'Plan 2026,6100,2026-01,,100.00'],
  );
  expect(other.result).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  expect(rent((await compare(id)).rows)).toBe('180.00 106.00');
});

test('each fault of a file of budgets has its place, and writes nothing', async () => {
  const { faults, result } = await lines(
    ...['No plan,6100,2026-01,,1', 'Plan 2026,9999,2026-01,,1', 'Plan 2026,61,2026-01,,1'],
    ...['Plan 2026,6100,2030-01,,1', 'Plan 2026,6100,2026-01,CC=NOBODY,1'],
    ...['Plan 2026,6100,2026-01,CC=SALES CC=FIELD STAFF,1', 'Plan 2026,6100,2026-03,,1.001'],
  );
  const places = faults.nodes.map(
    ({ line, column, code }: Loose) => `${line} ${column} ${code.replace('ACCOUNTING_', '')}`,
  );
  expect(places.toSorted()).toEqual([
    '2 budget BUDGET_UNKNOWN',
    '3 account BUDGET_ACCOUNT',
    '4 account BUDGET_HEADING',
    '5 period BUDGET_PERIOD',
    '6 dimensions BUDGET_DIMENSION',
    '7 dimensions BUDGET_DIMENSION_TWICE',
    '8 amount PLAN_SCALE',
  ]);
  expect(result).toMatchObject({ created: 0, updated: 0, failed: 7 });
});
