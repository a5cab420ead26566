import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { roundAmount, sumAmounts } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { config } from '../../../bureau.config.js';

/** The script as an integrator runs it, against the demo company. */

let app: TestApp;
/** Keys count for one credential. */
let token: string;
beforeAll(async () => {
  app = await createTestApp({ plugins: config.plugins, demo: true });
  // What an integrator waits for between two bursts is no part of this test.
  await app.sql("update core.role set limit_class = 'BENCHMARK' where key = 'owner'");
  token = await app.token('owner');
});
afterAll(() => app?.close());

async function monthEnd(): Promise<string> {
  const { url } = await app.http();
  const script = path.join(import.meta.dirname, 'month-end.mjs');
  const env = { ...process.env, BUREAU_URL: url, BUREAU_TOKEN: token };
  const options = { env, timeout: 150_000 };
  return (await promisify(execFile)(process.execPath, [script, '2026-10'], options)).stdout;
}

const entries = async () =>
  (await app.sql<{ n: string }>('select count(*) as n from accounting.entry'))[0]?.n;

test('October ends: accruals, schedules, bank, currencies, close, statements', async () => {
  const told = await monthEnd();
  const figure = (name: string) => new RegExp(`^  ${name} +(.+)$`, 'm').exec(told)?.[1];
  expect(figure('not explained')).toBe('0.00');
  expect(figure('10000.00 USD')).toBe('-300.00');
  expect(figure('periods')).toMatch(/2026-10$/);
  expect(told.match(/^ {2}Difference +0\.00$/gm)).toHaveLength(2);
  expect(figure('Cash at the end')).toBe(figure('Cash and bank'));
  expect([figure('books are sound'), figure('chain is whole')]).toEqual(['true', 'true']);
  const { data } = await app.owner.query(
    `mutation { late: journalEntryPost(input: { journalCode: "GJ", postedOn: "2026-10-31", lines: [
       { accountCode: "6290", debit: "1" }, { accountCode: "1010", credit: "1" }] })
       @idempotent(key: "late") { userErrors { code } } }`,
  );
  expect(data['late'].userErrors).toMatchObject([{ code: 'ACCOUNTING_PERIOD_CLOSED' }]);
});

test('a second run changes nothing', async () => {
  const before = await entries();
  await monthEnd();
  expect(await entries()).toBe(before);
});

const AGREE = `{
  trialBalance(from: "2026-10-01", to: "2026-10-31") {
    rows { opening closing account { type control } } }
  year: trialBalance(from: "2026-01-01", to: "2026-10-31") { rows { closing account { type } } }
  balanceSheet(asOf: "2026-10-31") { lines { key amounts } }
  incomeStatement(from: "2026-01-01", to: "2026-10-31") { lines { key amounts } }
  equityStatement(from: "2026-01-01", to: "2026-10-31") { lines { key amounts } }
  direct: cashFlowStatement(from: "2026-10-01", to: "2026-10-31") { lines { key amounts } }
  indirect: cashFlowStatement(from: "2026-10-01", to: "2026-10-31", method: INDIRECT) {
    lines { key amounts } }
  agedReceivables(asOf: "2026-10-31") { parties { total credits buckets { amount } } }
  agedPayables(asOf: "2026-10-31") { parties { total credits buckets { amount } } }
  assetRegister(asOf: "2026-10-31") { cost accumulated } }`;

interface TrialRow {
  opening: string;
  closing: string;
  account: { type: string; control?: string } | null;
}

test('the statements of the month agree with each other', async () => {
  const data = await app.owner.data(AGREE);
  const sum = (amounts: string[]) => roundAmount(sumAmounts(amounts), 2);
  const of = (rows: TrialRow[], wanted: (account: TrialRow['account']) => boolean) =>
    sum(rows.filter(({ account }) => wanted(account)).map(({ closing }) => closing));
  const line = (statement: string, key: string): string =>
    data[statement].lines.find((one: { key: string }) => one.key === key).amounts[0];
  const { rows } = data.trialBalance as { rows: TrialRow[] };
  expect(of(rows, () => true)).toBe('0.00');
  expect(sum(rows.map(({ opening }) => opening))).toBe('0.00');
  expect(of(rows, (account) => account?.type === 'ASSET')).toBe(
    line('balanceSheet', 'TOTAL_ASSETS'),
  );
  const earned = of(data.year.rows, (account) => /INCOME|EXPENSE/.test(account?.type ?? ''));
  const net = line('incomeStatement', 'NET_INCOME');
  expect(sum([earned, net])).toBe('0.00');
  expect(line('balanceSheet', 'YEAR_EARNINGS')).toBe(net);
  expect(line('equityStatement', 'CLOSING_EQUITY')).toBe(line('balanceSheet', 'TOTAL_EQUITY'));
  for (const key of ['OPERATING', 'INVESTING', 'FINANCING', 'CHANGE_OF_CASH', 'CLOSING_CASH']) {
    expect([key, line('direct', key)]).toEqual([key, line('indirect', key)]);
  }
  for (const [ageing, control, sign] of [
    ['agedReceivables', 'RECEIVABLE', ''],
    ['agedPayables', 'PAYABLE', '-'],
  ] as const) {
    const { parties } = data[ageing] as { parties: Aged[] };
    const total = sum(parties.map((one) => one.total));
    const parts = parties.flatMap(({ buckets, credits }) => [
      ...buckets.map(({ amount }) => amount),
      credits,
    ]);
    expect([ageing, sum(parts)]).toEqual([ageing, total]);
    const books = of(rows, (account) => account?.control === control);
    expect([ageing, books.replace(/^-/, '')]).toEqual([ageing, total]);
    expect(books.startsWith('-')).toBe(sign === '-' && total !== '0.00');
  }
  expect(data.assetRegister.cost).toBe(line('balanceSheet', 'FIXED_ASSET'));
  expect(`-${data.assetRegister.accumulated}`).toBe(
    line('balanceSheet', 'ACCUMULATED_DEPRECIATION'),
  );
});

interface Aged {
  total: string;
  credits: string;
  buckets: { amount: string }[];
}
