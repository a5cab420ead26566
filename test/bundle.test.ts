import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  bundlesOf,
  isCurrent,
  markOf,
  readManifest,
  writeManifest,
} from '../scripts/bundle-manifest.mjs';
import { cleanUp, configFolder, newDataDir } from './platform-process.js';

/** The bundle of a start: the same platform from a few files, with one instance of everything. */

const root = path.resolve(import.meta.dirname, '..');
const hooks = pathToFileURL(path.join(root, 'scripts/bundle-hooks.mjs')).href;
const run = promisify(execFile);

/** A plugin from outside beside those of the repository, and what was loaded from where. */
const PROBE = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  const { compose } = await import('@bureau/core');
  const { GraphQLSchema } = await import('graphql');
  const { default: ownGraphql } = await import('graphql');
  const { config } = await import('./bureau.config.ts');
  const { schema } = compose(config);
  const { hrPlugin } = await import('@bureau/plugin-hr');
  console.log(JSON.stringify({
    isOne: [
      schema instanceof GraphQLSchema, ownGraphql.GraphQLSchema === GraphQLSchema,
      config.plugins.some((one) => (one.plugin ?? one) === hrPlugin),
    ],
    types: Object.keys(schema.getTypeMap()).toSorted(),
    bundled: loaded.filter((url) => url.includes('/.cache/bundle/')).length,
    files: loaded.filter((url) => url.startsWith('file:')),
  }));`;

let folder: string;

beforeAll(() => {
  spawnSync(process.execPath, [path.join(root, 'scripts/bundle.mjs')], { stdio: 'ignore' });
  folder = configFolder(`export { config } from '${pathToFileURL(root).href}/bureau.config.ts';`);
  writeFileSync(path.join(folder, 'probe.mjs'), PROBE);
}, 60_000);
afterAll(cleanUp);

async function probed(...flags: string[]) {
  const { stdout } = await run(process.execPath, [...flags, path.join(folder, 'probe.mjs')], {
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 16_000_000,
  });
  return JSON.parse(stdout) as {
    isOne: boolean[];
    types: string[];
    bundled: number;
    files: string[];
  };
}

test('the same types under their own names, one instance of each library, few files', async () => {
  const [plain, bundled] = [await probed(), await probed(`--import=${hooks}`)];
  expect(bundled.types).toEqual(plain.types);
  for (const { isOne } of [plain, bundled]) expect(isOne).toEqual([true, true, true]);
  expect(plain.bundled).toBe(0);
  expect(bundled.bundled).toBeGreaterThan(10);
  expect(bundled.files.length).toBeLessThan(plain.files.length / 5);
});

test('a bundle of other code is none; the one before stays for who runs it', () => {
  const at = newDataDir();
  const made = (name: string) => {
    const place = path.join(bundlesOf(at), name);
    mkdirSync(place, { recursive: true });
    const mark = markOf(path.join(at, 'code.js')) ?? '';
    writeManifest(at, { marks: { 'code.js': mark }, doors: {}, folder: place });
  };
  expect(isCurrent(at, readManifest(at))).toBe(false);
  writeFileSync(path.join(at, 'code.js'), 'one');
  for (const name of ['first', 'second', 'third']) made(name);
  expect(isCurrent(at, readManifest(at))).toBe(true);
  expect(readdirSync(bundlesOf(at)).toSorted()).toEqual(['current.json', 'second', 'third']);
  writeFileSync(path.join(at, 'code.js'), 'other');
  expect(isCurrent(at, readManifest(at))).toBe(false);
});
