// Entry of all npm scripts: `node scripts/boot.mjs <task> [arguments]`. Plain JavaScript for any
// Node >= 18: it installs what the lockfile says, builds, and runs the task on the pinned Node.
// Everything that it and its steps print goes to stderr: stdout belongs to the task.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isCurrent, readManifest } from './bundle-manifest.mjs';
import { filesToTryAgain, FIRST_OUTCOME_FILE, OUTCOME_FILE, outcomeOfBoth } from './second-try.mjs';
import { transpile } from './transpile.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const at = (...parts) => path.join(root, ...parts);
const node = at('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const stampFile = at('node_modules', '.boot-stamp');
const stepOutput = ['inherit', 2, 2];

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  at('node_modules/jest/bin/jest.js'),
];
const long = ['--testMatch=**/test/long/**/*.test.ts', '--testPathIgnorePatterns=/node_modules/'];

// V8 lets the young generation grow to three times 32 MB while the platform is composed and never
// gives that back: 80 MB of the server's memory. What the composition leaves is given back once the
// server listens, for which it must be able to ask.
const server = ['--max-semi-space-size=8', '--expose-gc'];
const bundled = [`--import=${pathToFileURL(at('scripts/bundle-hooks.mjs')).href}`];

const tasks = {
  start: {
    run: [...server, ...bundled, at('packages/server/dist/main.js')],
    build: transpileAll,
    scope: 'run',
  },
  bureau: {
    run: [...bundled, at('packages/cli/dist/main.js')],
    build: transpileAll,
    scope: 'run',
  },
  test: { run: jest, build: compileAndBundle },
  'test:long': { run: [...jest, '--runInBand', ...long], build: compileAndBundle },
  codegen: {
    run: [at('node_modules/@graphql-codegen/cli/esm/bin.js'), '--config', at('codegen.yml')],
  },
  bench: { run: [at('benchmarks/main.mjs')], build: compileAll, scope: 'bench' },
  // Type-aware rules read the declarations of the other packages.
  lint: { run: [at('node_modules/oxlint/bin/oxlint'), '--type-aware'], build: compileAll },
};

let child;
let stopping;

/** Runs one program to its end; resolves to its exit code (128 + number after a signal). */
function run(command, args, options) {
  if (stopping) process.exit(128 + constants.signals[stopping]);
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: root, ...options });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** A terminal signals the whole group, npm signals its child as well: one of them is passed on. */
function stop(signal) {
  if (stopping) return;
  stopping = signal;
  child?.kill(signal);
}

/** Covers all package manifests too: a change of one changes the lockfile. */
function wantedStamp() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) {
    hash.update(readFileSync(at(file)));
  }
  return hash.digest('hex');
}

/**
 * What is installed, the smallest first: the platform and what makes its JavaScript; what tests
 * and checks need besides; the peers that benchmarks measure against. A start on a new machine
 * waits for the first only, and what is there is never taken away again. It does not ask the
 * registry about each entry of the lockfile again, which takes longer than to fetch them: `npm
 * test` does, and the lockfile holds what it saw by hash.
 */
const scopes = [
  { name: 'run', flags: ['--prod', '--filter=!@bureau/benchmarks', '--config.trustLockfile=true'] },
  { name: 'develop', flags: ['--filter=!@bureau/benchmarks'] },
  { name: 'bench', flags: [] },
];

async function install(scope) {
  const wanted = wantedStamp();
  const stamp = existsSync(node) && existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  const needed = scopes.findIndex(({ name }) => name === scope);
  if (scopes.slice(needed).some(({ name }) => stamp === `${wanted} ${name}`)) return;
  // After a change of packages, a machine that could run the tests still can.
  const had = scopes.findIndex(({ name }) => stamp.endsWith(` ${name}`));
  const { name, flags } = scopes[Math.max(needed, had)];
  const { packageManager } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  console.error(`Installing with ${packageManager}; this happens once per change of packages.`);
  const code = await run('npx', ['-y', packageManager, 'install', '--frozen-lockfile', ...flags], {
    stdio: stepOutput,
    shell: windows,
  });
  if (code !== 0) fail('The installation failed.', code);
  writeFileSync(stampFile, `${wanted} ${name}`);
}

/** With types checked and declared. */
async function compileAll(env) {
  const compiler = at('node_modules/typescript/bin/tsc');
  const code = await run(node, [compiler, '-b', root], { stdio: stepOutput, env });
  if (code !== 0) fail('The build failed.', code);
}

async function transpileAll(env) {
  try {
    await transpile(root);
  } catch (error) {
    console.error(error);
    fail('The build failed.', 1);
  }
  await bundleAll(env);
}

async function compileAndBundle(env) {
  await compileAll(env);
  await bundleAll(env);
}

/** One bundle of all modules; a start without it takes longer and does the same. */
async function bundleAll(env) {
  if (isCurrent(root, readManifest(root))) return;
  await run(node, [at('scripts/bundle.mjs')], { stdio: stepOutput, env });
}

/** All tests; of a few files that fail each once more, alone. */
async function runTests(runTask) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-outcome-'));
  const [first, second] = ['first', 'second'].map((one) => path.join(folder, `${one}.json`));
  const read = (file) =>
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { files: [], wasStopped: true };
  try {
    const code = await runTask([], { [OUTCOME_FILE]: first, [FIRST_OUTCOME_FILE]: undefined });
    const files = code === 0 || stopping ? [] : filesToTryAgain(read(first));
    if (files.length === 0) return code;
    const codeAlone = await runTask(['--runInBand', '--runTestsByPath', ...files], {
      [OUTCOME_FILE]: second,
      [FIRST_OUTCOME_FILE]: first,
    });
    const both = outcomeOfBoth(read(first), read(second));
    const isWhole = !both.wasStopped && both.files.every((file) => file.failed === 0);
    return codeAlone || (isWhole ? 0 : 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}

const [name = 'start', ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, name)) {
  fail(`Unknown task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`, 64);
}
const task = tasks[name];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

// npm may signal only its shell; when that dies this process gets another parent: follow it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) stop('SIGTERM');
}, 500).unref();

await install(task.scope ?? 'develop');
const bin = at('node_modules', '.bin');
const env = {
  // What was compiled once need not be at the next start.
  NODE_COMPILE_CACHE: at('node_modules', '.cache', 'compile'),
  // Libraries check less then; nothing of ours depends on it.
  ...(task.scope === 'run' && { NODE_ENV: 'production' }),
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
};
await task.build?.(env);
const entry = task.run.find((part) => path.isAbsolute(part));
if (!existsSync(entry)) fail(`${path.relative(root, entry)} does not exist.`, 66);
const runTask = (more, given = {}) =>
  run(node, [...task.run, ...more], { stdio: 'inherit', env: { ...env, ...given } });
// Whoever names tests looks at them: only the run of all has a second try. A test may start one:
// it leaves no outcome where the run around it does.
const nowhere = { [OUTCOME_FILE]: undefined, [FIRST_OUTCOME_FILE]: undefined };
const isWhole = name === 'test' && args.length === 0;
process.exit(await (isWhole ? runTests(runTask) : runTask(args, nowhere)));
