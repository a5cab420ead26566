import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { withOwner } from '@bureau/server';
import { destroyEmbedded, identityOf, openDatabase } from '@bureau/server/database';
import { fillMigrated } from './migrated-folder.js';
import { environment } from './process-environment.js';

/** The compiled server and command line as processes, each on a data folder of its own. */

const root = path.resolve(import.meta.dirname, '..');
const serverFile = path.join(root, 'packages/server/dist/main.js');
const commandFile = path.join(root, 'packages/cli/dist/main.js');

/** As boot.mjs starts them: from the bundle that `npm test` made, where it is of this code. */
const flags = [`--import=${pathToFileURL(path.join(root, 'scripts/bundle-hooks.mjs')).href}`];

const started: ChildProcess[] = [];
const folders: string[] = [];
const configs: string[] = [];

export function newDataDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-process-'));
  folders.push(folder);
  return folder;
}

/** Ends by pid what is left of all processes here, their databases too. For `afterAll`. */
export async function cleanUp(): Promise<void> {
  for (const child of started) child.kill('SIGKILL');
  for (const dataDir of folders.splice(0)) {
    await destroyEmbedded({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (const folder of configs.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  ended: Promise<Ended>;
}

function launch(file: string, args: string[], options: SpawnOptions): Running {
  const child = spawn(process.execPath, [...flags, file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { child, output, ended };
}

/** Runs `bureau` to its end. */
export function bureau(
  dataDir: string,
  args: string[],
  more: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  const env = environment({ DATA_DIR: dataDir, ...more.env });
  return launch(commandFile, args, { env, ...(more.cwd && { cwd: more.cwd }) }).ended;
}

/** Starts a command that goes on until it is told to end. */
export function launchBureau(
  dataDir: string,
  args: string[],
  more: { env?: Record<string, string> } = {},
): Running {
  return launch(commandFile, args, { env: environment({ DATA_DIR: dataDir, ...more.env }) });
}

/** Starts `bureau work` without waiting for anything. */
export function launchWorker(dataDir: string): Running {
  const env = environment({ DATA_DIR: dataDir });
  return launch(commandFile, ['work'], { env });
}

export interface ServerProcess extends Running {
  /** `http://127.0.0.1:41234` */
  url: string;
  pid: number;
}

/** Starts the server without waiting for anything. */
export function launchServer(
  dataDir: string,
  more: { env?: Record<string, string>; cwd?: string; detached?: boolean } = {},
): Running {
  const env = environment({ DATA_DIR: dataDir, ...more.env });
  const { detached = false, cwd = root } = more;
  return launch(serverFile, [], { env, cwd, detached });
}

/**
 * Starts the server and waits until it has printed its box. A new folder gets a database with every
 * migration, unless this is to be a `firstStart`; it does not wait for the disk: no test cuts the
 * power, and a killed process loses nothing by it.
 */
export async function startServer(
  dataDir: string,
  more: { env?: Record<string, string>; detached?: boolean; firstStart?: boolean } = {},
): Promise<ServerProcess> {
  const isNew = !existsSync(path.join(dataDir, 'postgres.json'));
  if (isNew && !more.firstStart) await fillMigrated(dataDir);
  const database = isNew && (await openDatabase({ dataDir, mode: 'borrow', fsync: false }));
  const running = launchServer(dataDir, more);
  const { child, output } = running;
  // A first start migrates, and may load the demo company.
  await until(() => output.stdout.includes('Try it:') || child.exitCode !== null, 280);
  if (database) await database.stop();
  const url = /API +(http:\S+)\/graphql/.exec(output.stdout)?.[1];
  if (url === undefined) throw new Error(`The server did not start:\n${output.stderr}`);
  return { ...running, url, pid: child.pid ?? 0 };
}

/** Number of the postmaster of a data folder. */
export function postmasterPid(dataDir: string): number {
  const record = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8')) as {
    running: { pid: number } | null;
  };
  return record.running?.pid ?? 0;
}

export type Row = Record<string, unknown>;

/** Rows of a statement of the owner of the tables, within the one organization there is. */
export function rowsOf(dataDir: string, text: string): Promise<Row[]> {
  const record = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  const { secrets, running } = record;
  const url = `postgres://bureau_owner:${secrets.owner}@127.0.0.1:${running.port}/bureau`;
  return withOwner(url, async (client) => {
    await client.query(
      "select set_config('app.organization_id', id::text, false) from core.organization",
    );
    return (await client.query<Row>(text)).rows;
  });
}

/** Whether a process has this number; one that has ended and was not collected yet has not. */
export function isThere(pid: number): boolean {
  return identityOf(pid) !== null;
}

/** A folder with a configuration of its own; packages are those of the repository. */
export function configFolder(text: string | undefined): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-config-'));
  configs.push(folder);
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  if (text !== undefined) writeFileSync(path.join(folder, 'bureau.config.ts'), text);
  return folder;
}

/** Waits for something, 150 s at most unless said otherwise. */
export async function until(done: () => boolean | Promise<boolean>, seconds = 150): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('waited too long');
    await sleep(20);
  }
}

export interface JsonAnswer {
  status: number;
  body: ReturnType<JSON['parse']>;
}

/** Sends an operation; a connection that breaks is status 0. */
export async function ask(url: string, token: string, query: string): Promise<JsonAnswer> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, body: await response.json() };
  } catch (error) {
    return { status: 0, body: { errors: [{ message: String(error), extensions: {} }] } };
  }
}
