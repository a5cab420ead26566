import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { DEMO, DEMO_TODAY, seedDemo } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { config } from '../../../bureau.config.js';

/** The script as an integrator runs it, against the demo company. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ plugins: [...config.plugins] });
  app.runtime.clock = () => new Date(`${DEMO_TODAY}T12:00:00Z`);
  await app.owner.data(
    `mutation ($name: String) {
      organizationUpdate(input: { name: $name }) { userErrors { code message } }
    }`,
    { name: DEMO.name },
  );
  await seedDemo(app.runtime, app.organizationId);
});
afterAll(() => app?.close());

test('October ends: accruals, schedules, bank, currencies, close, statements', async () => {
  const { url } = await app.http();
  const script = path.join(import.meta.dirname, 'month-end.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '2026-10'], {
    env: { ...process.env, BUREAU_URL: url, BUREAU_TOKEN: await app.token('owner') },
  });
  process.stdout.write(stdout);
  const { period, late } = await app.owner.data(
    `mutation { late: journalEntryPost(input: { postedOn: "2026-10-31", lines: [
       { accountCode: "6290", debit: "1" }, { accountCode: "1010", credit: "1" }] })
       @idempotent(key: "late") { userErrors { code } } }`,
  );
  expect(late.userErrors).toMatchObject([{ code: 'ACCOUNTING_PERIOD_CLOSED' }]);
  expect(period).toBeUndefined();
});
