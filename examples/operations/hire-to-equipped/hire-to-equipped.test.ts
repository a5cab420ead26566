import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';

/** The scripts as an integrator runs them, against the people and devices of the demo company. */

let app: TestApp;
/** Keys count for one credential. */
let token: string;
beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin], demo: true });
  // A script may ask as fast as it can.
  await app.sql("update core.role set limit_class = 'BENCHMARK' where key = 'owner'");
  token = await app.token('owner');
});
afterAll(() => app?.close());

async function run(script: string, ...args: string[]): Promise<string> {
  const { url } = await app.http();
  const file = path.join(import.meta.dirname, '..', script, `${script}.mjs`);
  const env = { ...process.env, BUREAU_URL: url, BUREAU_TOKEN: token };
  const options = { env, timeout: 150_000 };
  return (await promisify(execFile)(process.execPath, [file, ...args], options)).stdout;
}

const figureOf = (told: string) => (name: string) =>
  new RegExp(`^  ${name} +(.+)$`, 'm').exec(told)?.[1];

const rows = async () =>
  (
    await app.sql<{ n: string }>(`select (select count(*) from hr.job_version)
      + (select count(*) from assets.custody_period) + (select count(*) from hr.offer)
      + (select count(*) from hr.boarding_task) as n`)
  )[0]?.n;

test('from the vacancy to the laptop; a second run changes nothing', async () => {
  const told = await run('hire-to-equipped', '2027-02-01');
  const figure = figureOf(told);
  expect(figure('requisition')).toBe('OPEN, openings: 1');
  expect(figure('posts taken')).toBe('1 of 1');
  expect(figure('Send the contract')).toBe('2027-01-12, hrManager');
  expect(figure('Ines Kowalski')).toMatch(/^Firmware Engineer, /);
  expect(figure('reports to')).toBe('Miriam Feldt, Tobias Reimann, Katharina Brandt');
  expect(figure('has')).toMatch(/ /);
  expect(figure('plan')).toBe('DONE, 4 of 4');
  const before = await rows();
  const again = figureOf(await run('hire-to-equipped', '2027-02-01'));
  expect([again('has'), again('plan')]).toEqual([figure('has'), figure('plan')]);
  expect(await rows()).toBe(before);
});

test('offboarding: nothing is left of the leaver; a second run changes nothing', async () => {
  const told = await run('offboarding', 'Huber', '2026-11-19');
  expect(told).toContain('Jonas Huber leaves on 2026-11-19');
  expect(told).toMatch(/^ {2}Give back \S+ +2026-11-19$/m);
  expect(told).toMatch(/^ {2}ASSETS_ASSET /m);
  expect(told).toMatch(/left of the leaver +nothing/);
  const before = await rows();
  expect(await run('offboarding', 'Huber', '2026-11-19')).toMatch(/left of the leaver +nothing/);
  expect(await rows()).toBe(before);
});
