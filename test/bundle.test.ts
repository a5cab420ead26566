import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
import { asWritten } from '../scripts/bundle-text.mjs';
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

test('no file of the bundle has a character that doubles its memory', () => {
  const { folder: made } = readManifest(root) as { folder: string };
  const files = readdirSync(made).filter((name) => name.endsWith('.mjs'));
  const wide = files.filter((name) =>
    /[^\0-\u00FF]/.test(readFileSync(path.join(made, name), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(wide).toEqual([]);
});

/** What a text of the bundle evaluates to, as the maker of the bundle hands it over. */
const valueOf = (text: string, result: string): unknown =>
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- a text is tested here
  (new Function(`${asWritten(text)}; return ${result};`) as () => unknown)();

test('modules share the namespace of a library until it has got another name', () => {
  const made = `var __toESM=(mod,isNodeMode,target)=>({...mod,isNodeMode});
    const library = { a: 1 }; const [one, two] = [__toESM(library), __toESM(library)];
    const other = __toESM(library, 1); library.b = 2; const later = __toESM(library);`;
  expect(valueOf(made, '[one === two, other === one, "b" in one, later.b]')).toEqual([
    true,
    false,
    false,
    2,
  ]);
  expect(valueOf(made, '__toESM("text", 1).isNodeMode')).toBe(1);
});

test('classes get their names back, also one that is broken into two lines', () => {
  const made = `var __name=(target,value)=>value;
    const made = class Node2{static{__name(\nthis,"No\\\nde")}static kind=1};`;
  expect(valueOf(made, '[made.name, made.kind]')).toEqual(['Node', 1]);
});

test('wide characters become escapes that mean the same; raw texts stay', () => {
  const made =
    'const found = [/[\u2018\u{1F600}]/u.test("\u{1F600}"), "\u20AC", String.raw`\u20AC`]';
  expect(valueOf(made, 'found')).toEqual([true, '\u20AC', '\u20AC']);
  expect(asWritten('"\u20AC"')).toBe(String.raw`"\u20ac"`);
});
