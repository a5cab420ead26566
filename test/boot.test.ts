import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// A workspace of stand-ins around the real script: nothing is installed or compiled.
const root = mkdtempSync(path.join(tmpdir(), 'bureau-boot-'));
const started: ChildProcess[] = [];

function put(name: string, text: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeAll(() => {
  const manifests = { 'pnpm-lock.yaml': 'a', 'pnpm-workspace.yaml': 'b', 'package.json': '{}' };
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(manifests)) {
    put(name, text);
    hash.update(text);
  }
  put('node_modules/.boot-stamp', `${hash.digest('hex')} develop`);
  put('node_modules/typescript/bin/tsc', 'console.log("compiled", process.argv[2])');
  put('tsconfig.json', '{ "references": [{ "path": "packages/cli" }] }');
  put('packages/cli/src/deep/a.ts', 'export const a: number = 1;');
  put('packages/cli/src/deep/a.test.ts', 'test');
  put('node_modules/@swc/core/package.json', '{ "type": "module", "exports": "./index.js" }');
  put(
    'node_modules/@swc/core/index.js',
    `export async function transform(text, { filename }) {
       if (text.includes('broken')) throw new Error('Syntax');
       console.error('transpiled', filename.split('/').at(-1));
       return { code: text.replace(': number', '') };
     }`,
  );
  put('packages/cli/dist/main.js', 'console.log(JSON.stringify(process.argv.slice(2)))');
  put(
    'packages/server/dist/main.js',
    `const fs = require('node:fs');
     for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
       process.on(signal, () => fs.appendFileSync('signals', signal + ' '));
     const stop = () => fs.existsSync('signals') && process.exit(7);
     setInterval(stop, 300);
     console.log('ready');`,
  );
  mkdirSync(path.join(root, 'scripts'));
  for (const name of ['bundle', 'bundle-hooks']) put(`scripts/${name}.mjs`, '');
  for (const name of ['boot', 'bundle-manifest', 'second-try', 'transpile']) {
    copyFileSync(`scripts/${name}.mjs`, path.join(root, `scripts/${name}.mjs`));
  }
  mkdirSync(path.join(root, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, path.join(root, 'node_modules/node/bin/node'));
});

afterEach(() => rmSync(path.join(root, 'signals'), { force: true }));

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function boot(command: string, args: string[]) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output, closed: once(child, 'close') };
}

const script = path.join(root, 'scripts/boot.mjs');

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 20_000) throw new Error('waited too long');
    await sleep(20);
  }
}

test('stdout belongs to the task, arguments are passed on', async () => {
  const { output, closed } = boot(process.execPath, [script, 'bureau', 'plugin', '--json', 'a b']);
  expect(await closed).toEqual([0, null]);
  expect(output).toEqual({ stdout: '["plugin","--json","a b"]\n', stderr: 'transpiled a.ts\n' });
  const made = readFileSync(path.join(root, 'packages/cli/dist/deep/a.js'), 'utf8');
  expect(made).toBe('export const a = 1;');
  expect(existsSync(path.join(root, 'packages/cli/dist/deep/a.test.js'))).toBe(false);
});

test('a start transpiles what is older than its source only', async () => {
  const [source, output] = ['src/deep/a.ts', 'dist/deep/a.js'].map((name) =>
    path.join(root, 'packages/cli', name),
  ) as [string, string];
  const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);
  const said = async () => {
    const { output: printed, closed } = boot(process.execPath, [script, 'bureau']);
    await closed;
    return printed.stderr;
  };
  utimesSync(source, at(1), at(1));
  utimesSync(output, at(2), at(2));
  expect(await said()).toBe('');
  utimesSync(source, at(3), at(3));
  expect(await said()).toBe('transpiled a.ts\n');
  expect(await said()).toBe('');
});

test('what checks types waits for the compiler', async () => {
  put('node_modules/oxlint/bin/oxlint', 'console.log("linted")');
  const { output, closed } = boot(process.execPath, [script, 'lint']);
  expect(await closed).toEqual([0, null]);
  expect(output).toEqual({ stdout: 'linted\n', stderr: 'compiled -b\n' });
});

test('a signal is passed on once, and the exit code comes back', async () => {
  const { child, output, closed } = boot(process.execPath, [script]);
  await until(() => output.stdout.includes('ready'));
  child.kill('SIGTERM');
  await until(() => existsSync(path.join(root, 'signals')));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) child.kill(signal);
  expect(await closed).toEqual([7, null]);
  expect(readFileSync(path.join(root, 'signals'), 'utf8')).toBe('SIGTERM ');
});

test('follows a parent that was killed', async () => {
  const command = `'${process.execPath}' '${script}' start; true`;
  const { child, output, closed } = boot('sh', ['-c', command]);
  await until(() => output.stdout.includes('ready'));
  child.kill('SIGKILL');
  await closed; // stdout closes when the last of them is gone
  expect(readFileSync(path.join(root, 'signals'), 'utf8')).toBe('SIGTERM ');
});

test('unknown tasks and failed builds end it', async () => {
  const unknown = boot(process.execPath, [script, 'toString']);
  expect(await unknown.closed).toEqual([64, null]);
  expect(unknown.output.stderr).toContain('Unknown task "toString"');
  put('node_modules/typescript/bin/tsc', 'process.exit(2)');
  put('packages/cli/src/deep/a.ts', 'broken');
  for (const [task, code] of [
    ['lint', 2],
    ['start', 1],
  ] as const) {
    const broken = boot(process.execPath, [script, task]);
    expect(await broken.closed).toEqual([code, null]);
    expect(broken.output.stderr).toContain('The build failed.');
  }
});
