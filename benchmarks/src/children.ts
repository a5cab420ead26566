import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LeashMessage } from './leash.js';

/** A server that this run started. */
export interface ServerProcess {
  pid: number;
  port: number;
  /** Sends a message and resolves to the value under the same key of the one that comes back. */
  ask(message: LeashMessage | { loop: number }): Promise<unknown>;
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const LEASH = pathToFileURL(path.join(import.meta.dirname, 'leash.js')).href;
const START_MS = 120_000;
/** A task may fill a large database. */
const TASK_MS = 3_600_000;
const STOP_MS = 10_000;
/** Characters of the standard error of a process that are kept. */
const SAID = 10_000;

const alive = new Set<ChildProcess>();
let ending = false;

/** Ends the run from outside: nothing is started any more, and what waits for a process fails. */
export async function endRun(): Promise<void> {
  ending = true;
  await stopAll();
}

/** Stops every process that is still there, by its own handle. */
export async function stopAll(): Promise<void> {
  await Promise.all([...alive].map(stopped));
}

/** Starts a module of this folder as a process of its own that reports `{ port }` when ready. */
export async function startPeer(
  module: string,
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = start(path.join(import.meta.dirname, module), { env, cwd: ROOT });
  const { port } = (await messageOf(child, 'port')) as { port: number };
  return serverOf(child, port);
}

/** Runs a module of this folder to its end; resolves to the one message that it sends. */
export async function runTask<T>(module: string, env: Readonly<Record<string, string>>) {
  const child = start(path.join(import.meta.dirname, module), { env, cwd: ROOT });
  const result = (await messageOf(child, 'result', TASK_MS)) as { result: T };
  await stopped(child);
  return result.result;
}

/** Starts the platform's own entry in a folder with a `bureau.config`, as `npm start` does. */
export async function startBureau(
  env: Readonly<Record<string, string>>,
  cwd = ROOT,
): Promise<ServerProcess> {
  const main = path.join(ROOT, 'packages/server/dist/main.js');
  const cache = { NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile') };
  const hooks = pathToFileURL(path.join(ROOT, 'scripts/bundle-hooks.mjs')).href;
  const flags = ['--max-semi-space-size=8', '--expose-gc', '--import', hooks];
  const child = start(main, { env: { ...cache, ...env }, cwd, flags });
  const port = await portOfBox(child);
  return serverOf(child, port);
}

function start(
  module: string,
  options: { env: Readonly<Record<string, string>>; cwd: string; flags?: readonly string[] },
): ChildProcess {
  if (ending) throw new Error('The run was ended.');
  const child = fork(module, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...options.env },
    execArgv: [
      ...(options.flags ?? []),
      ...['--disable-warning=ExperimentalWarning', '--import', LEASH],
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  alive.add(child);
  child.stdout?.resume();
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-SAID);
  });
  // What a peer warns of while it starts is of no interest, unless it fails.
  child.on('exit', (code) => void (code && process.stderr.write(words)));
  child.on('exit', () => alive.delete(child));
  return child;
}

function serverOf(child: ChildProcess, port: number): ServerProcess {
  return {
    pid: child.pid ?? 0,
    port,
    ask: async (message) => {
      const [key = ''] = Object.keys(message);
      const answer = messageOf(child, key);
      child.send(message);
      return (await answer)[key];
    },
    stop: () => stopped(child),
  };
}

/** The first message of the child that has the key. */
function messageOf(
  child: ChildProcess,
  key: string,
  limit = START_MS,
): Promise<Record<string, unknown>> {
  return settle(child, limit, (resolve) => {
    const listen = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !(key in message)) return;
      child.off('message', listen);
      resolve(message as Record<string, unknown>);
    };
    child.on('message', listen);
  });
}

/** The port that the start box prints. */
function portOfBox(child: ChildProcess): Promise<number> {
  return settle(child, START_MS, (resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /http:\/\/[^/\s]+:(\d+)\/graphql/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

function settle<T>(
  child: ChildProcess,
  limit: number,
  wait: (resolve: (value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const name = path.basename(child.spawnargs.at(-1) ?? '');
    const late = setTimeout(() => reject(new Error(`${name} did not answer.`)), limit);
    const ended = (code: number | null): void => reject(new Error(`${name} ended (${code}).`));
    child.once('exit', ended);
    wait((value) => {
      clearTimeout(late);
      child.off('exit', ended);
      resolve(value);
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(hard);
}
