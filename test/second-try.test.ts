import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIRST_OUTCOME_FILE } from '../scripts/second-try.mjs';

/** `npm test` with the real jest and a workspace of small tests: who fails twice has failed. */

const root = mkdtempSync(path.join(tmpdir(), 'bureau-second-try-'));
const at = (name: string) => path.join(root, name);

function put(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

const CONFIG = {
  testMatch: ['**/tests/*.test.cjs'],
  reporters: ['default', '<rootDir>/test/tally-reporter.mjs'],
  maxWorkers: 1,
  watchman: false,
  cache: false,
};

beforeAll(() => {
  const manifests = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '', 'package.json': '{}' };
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(manifests)) {
    put(name, text);
    hash.update(text);
  }
  put('node_modules/.boot-stamp', `${hash.digest('hex')} develop`);
  put('node_modules/typescript/bin/tsc', '');
  put('scripts/bundle.mjs', '');
  const scripts = ['boot', 'bundle-manifest', 'second-try', 'transpile'];
  for (const name of [...scripts.map((one) => `scripts/${one}`), 'test/tally-reporter']) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    copyFileSync(`${name}.mjs`, at(`${name}.mjs`));
  }
  mkdirSync(at('node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, at('node_modules/node/bin/node'));
  symlinkSync(path.resolve('node_modules/jest'), at('node_modules/jest'));
  put('jest.config.json', JSON.stringify(CONFIG));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface End {
  code: number;
  stdout: string;
  /** What stands below the list of the tests. */
  tally: string[];
}

async function run(...args: string[]): Promise<End> {
  const child = spawn(process.execPath, [at('scripts/boot.mjs'), 'test', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const [code] = await once(child, 'close');
  const tally = stdout.split('\n').filter((line) => /^(failed|\d+ passed)/.test(line));
  return { code, stdout, tally };
}

/** A file with two tests; the second one passes where the expression is true. */
function suite(name: string, passes: string): void {
  const text = `test('one', () => {});
    test('other', () => { expect(${passes}).toBe(true) });`;
  put(`tests/${name}.test.cjs`, text);
}

const ALONE = `Boolean(process.env.${FIRST_OUTCOME_FILE})`;
const file = (name: string) => `tests/${name}.test.cjs`;

test('what failed beside others and passes alone is named, and the run has passed', async () => {
  suite('calm', 'true');
  suite('nervous', ALONE);
  const { code, tally } = await run();
  expect(tally).toEqual([
    `failed beside others, tried again alone: ${file('nervous')}`,
    `failed beside others, passed alone: ${file('nervous')}`,
    '4 passed, 0 failed, 0 skipped',
  ]);
  expect(code).toBe(0);
});

test('what fails alone too has failed: a wrong test, a file that cannot be loaded', async () => {
  suite('wrong', 'false');
  put(file('broken'), 'test(');
  const { code, tally } = await run();
  expect(tally.slice(1)).toEqual([
    `failed beside others, passed alone: ${file('nervous')}`,
    expect.stringMatching(/^failed alone too: tests\/(wrong|broken).*, tests\//),
    '5 passed, 2 failed, 0 skipped',
  ]);
  expect(code).toBe(1);
});

test('named tests and more than five files have no second try', async () => {
  const named = await run('nervous');
  expect([named.code, named.tally]).toEqual([1, ['1 passed, 1 failed, 0 skipped']]);
  for (const name of ['two', 'three', 'four', 'five']) suite(name, ALONE);
  const { code, tally } = await run();
  expect([code, tally]).toEqual([1, ['8 passed, 7 failed, 0 skipped']]);
});
