import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestApp, type TestApp } from '@bureau/testing';
import { config } from '../../../bureau.config.js';

/** The script as it stands behind a scanner, against the demo company. */

let app: TestApp;
/** Keys count for one credential. */
let token: string;
beforeAll(async () => {
  app = await createTestApp({ plugins: config.plugins, demo: true });
  token = await app.token('owner');
});
afterAll(() => app?.close());

async function run(...corrections: string[]): Promise<string> {
  const { url } = await app.http();
  const folder = import.meta.dirname;
  const args = [path.join(folder, 'scan-to-bill.mjs'), path.join(folder, 'invoice.txt'), '6130'];
  const env = { ...process.env, BUREAU_URL: url, BUREAU_TOKEN: token };
  const options = { env, timeout: 120_000 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, ...corrections],
    options,
  );
  return stdout;
}

const rows = async () =>
  app.sql(`select (select count(*) from documents.document) as documents,
    (select count(*) from documents.document_bill) as bills,
    (select count(*) from core.party) as parties`);

test('a paper becomes the draft of a bill; a second run changes nothing', async () => {
  const told = await run();
  const figure = (name: string) => new RegExp(`^  ${name} +(.+)$`, 'm').exec(told)?.[1];
  expect(figure('TOTAL')).toMatch(/^476\.00 \(FOUND/);
  expect(figure('KO-2026-118')).toMatch(/^DRAFT, 476(?:\.00)? EUR of 2026-11-12$/);
  expect(figure('supplier')).toBe('Kranich Optik GmbH');
  expect(figure('proved by these bytes')).toBe('yes');
  const before = await rows();
  const again = await run();
  expect(again.slice(again.indexOf('Bill'))).toBe(told.slice(told.indexOf('Bill')));
  expect(await rows()).toEqual(before);
});
