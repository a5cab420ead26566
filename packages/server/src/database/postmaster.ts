import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseStartError } from './errors.js';
import type { Layout } from './layout.js';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';

/** A running postmaster: its process and its port on 127.0.0.1. */
export interface Postmaster extends ProcessIdentity {
  port: number;
}

const startTimeoutMs = 60_000;
const fastStopMs = 20_000;
const immediateStopMs = 5_000;
const maxLogBytes = 8 * 1024 * 1024;

/**
 * Starts PostgreSQL in a process group of its own (a Ctrl-C in the terminal does not reach it) on
 * 127.0.0.1 and waits until it takes connections; on `port` when that is free, else on another one.
 * @throws DatabaseStartError with the last lines of its log.
 */
export async function startPostmaster(
  layout: Layout,
  options: { fsync: boolean; port?: number | undefined },
): Promise<Postmaster> {
  turnLog(layout.logFile);
  for (let attempt = 1; ; attempt += 1) {
    const port = (attempt === 1 && options.port) || (await freePort());
    const logStart = sizeOf(layout.logFile);
    const pid = await launch(layout, settings({ port, fsync: options.fsync }));
    const identity = identityOf(pid);
    if (identity && (await becomesReady(layout, identity))) return { ...identity, port };
    const log = logSince(layout.logFile, logStart);
    // Between the search and the bind somebody else may take the port.
    if (attempt < 5 && log.includes('could not bind')) continue;
    throw startFailed(layout, log);
  }
}

/**
 * Fast shutdown: sessions are ended, everything is written. After 20 s an immediate one, from which
 * the next start recovers. Resolves when the process is gone.
 */
export async function stopPostmaster(postmaster: ProcessIdentity): Promise<void> {
  if (!signal(postmaster, 'SIGINT') || (await gone(postmaster, fastStopMs))) return;
  if (!signal(postmaster, 'SIGQUIT') || (await gone(postmaster, immediateStopMs))) return;
  throw new Error(`The embedded PostgreSQL (process ${postmaster.pid}) does not stop.`);
}

/**
 * The postmaster that runs on a cluster according to the cluster's own postmaster.pid, or null.
 * That file outlives a crash and its number may then belong to any process, so the command line
 * must name the cluster.
 */
export function postmasterOf(clusterDir: string): Postmaster | null {
  const lines = pidFileLines(clusterDir);
  const identity = identityOf(Number(lines[0]));
  const port = Number(lines[3]);
  if (!identity || !port || !commandOf(identity.pid).includes(clusterDir)) return null;
  return { ...identity, port };
}

function commandOf(pid: number): string {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function settings(options: { port: number; fsync: boolean }): string[] {
  // Commits still reach the system before they are acknowledged: a killed process loses nothing.
  const durability: Record<string, string> = options.fsync
    ? {}
    : { fsync: 'off', full_page_writes: 'off' };
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    // Statistics soon after a first load: plans without them read whole organizations.
    autovacuum_naptime: '10s',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
    // Statements and details of errors carry data of the organizations: not for a log file.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...durability,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function launch(layout: Layout, args: string[]): Promise<number> {
  const log = openSync(layout.logFile, 'a', 0o600);
  const child = spawn(layout.binaries.postgres, ['-D', layout.clusterDir, ...args], {
    ...layout.runAs,
    cwd: path.parse(layout.home).root,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(startFailed(layout, String(error))));
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

/** PostgreSQL writes its state in the eighth line of postmaster.pid. */
async function becomesReady(layout: Layout, identity: ProcessIdentity): Promise<boolean> {
  const until = Date.now() + startTimeoutMs;
  while (isAlive(identity)) {
    const lines = pidFileLines(layout.clusterDir);
    if (Number(lines[0]) === identity.pid && lines[7]?.trim() === 'ready') return true;
    if (Date.now() > until) {
      await stopPostmaster(identity);
      return false;
    }
    await sleep(10);
  }
  return false;
}

function pidFileLines(clusterDir: string): string[] {
  try {
    return readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function signal(target: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(target)) return false;
  try {
    return process.kill(target.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function gone(target: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isAlive(target)) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}

function turnLog(file: string): void {
  if (sizeOf(file) <= maxLogBytes) return;
  rmSync(`${file}.1`, { force: true });
  renameSync(file, `${file}.1`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function logSince(file: string, start: number): string {
  try {
    return readFileSync(file).subarray(start).toString().trim().split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}

function startFailed(layout: Layout, log: string): DatabaseStartError {
  return new DatabaseStartError(
    `The embedded PostgreSQL does not start. The end of ${layout.logFile}:\n${log || '(empty)'}`,
    `Its files are in ${layout.clusterDir}. When they are damaged, restore a backup into a new ` +
      'DATA_DIR; do not remove single files of the cluster.',
  );
}
