import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
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
