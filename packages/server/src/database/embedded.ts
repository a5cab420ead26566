import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sqlState, withClient } from './client.js';
import { clusterExists, createCluster } from './cluster.js';
import { DatabaseStartError } from './errors.js';
import {
  type Layout,
  layoutOf,
  type LayoutOptions,
  prepareHome,
  removeHome,
  setForeignClusterAside,
} from './layout.js';
import { type Postmaster, postmasterOf, startPostmaster, stopPostmaster } from './postmaster.js';
import { isAlive, ownIdentity } from './process-identity.js';
import { waitForLock } from './process-lock.js';
import { type Holder, newRecord, type PostgresRecord, readRecord, writeRecord } from './record.js';
import { markLeakproof } from './leakproof.js';
import { createOwner, ensureRoles } from './roles.js';
import { lockServer } from './server-lock.js';
import { ensureDataDir } from './state-file.js';
import { type DatabaseListener, supervise, type Supervisor } from './supervisor.js';
import { type DatabaseUrls, deriveUrls, roleNames } from './urls.js';

export interface EmbeddedOptions extends LayoutOptions {
  /** `server` owns the database from now on; `borrow` leaves it to a living owner. */
  mode: 'server' | 'borrow';
  /** False only for tests: a crash of the machine may then lose data. Default true. */
  fsync?: boolean;
  /** Told when the database dies under a server and is started again. */
  listener?: DatabaseListener | undefined;
}

export interface EmbeddedDatabase {
  urls: DatabaseUrls & { owner: string };
  port: number;
  /** Stops the database if it is this handle's to stop. May be called twice. */
  stop: () => Promise<void>;
}

const database = 'bureau';
const lockTimeoutMs = 120_000;
const answerTimeoutMs = 15_000;

/**
 * Opens the embedded PostgreSQL of a DATA_DIR: creates it, starts it, or adopts the one that runs,
 * be it borrowed from a living process or left by a dead one.
 * @throws DatabaseStartError when it cannot; for `server` also when another server holds DATA_DIR.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  ensureDataDir(options.dataDir);
  const serverLock = options.mode === 'server' ? lockServer(options.dataDir) : undefined;
  try {
    const layout = layoutOf(options);
    const holder: Holder = { ...ownIdentity(), handle: randomUUID() };
    const { urls, running } = await alone(layout, () => openLocked(layout, { options, holder }));
    const supervisor = options.mode === 'server' ? watch(layout, running, options) : undefined;
    const stop = once(async () => {
      await supervisor?.stop();
      await alone(layout, () => leave(layout, { holder, mode: options.mode }));
      serverLock?.release();
    });
    return { urls, port: running.port, stop };
  } catch (error) {
    serverLock?.release();
    throw error;
  }
}

/** Stops the embedded database of a DATA_DIR, whoever holds it, and deletes it for ever. */
export async function destroyEmbedded(options: LayoutOptions): Promise<void> {
  ensureDataDir(options.dataDir);
  const layout = layoutOf(options);
  await alone(layout, async () => {
    const running = postmasterOf(layout.clusterDir);
    if (running) await stopPostmaster(running);
    removeHome(layout);
    rmSync(layout.recordFile, { force: true });
  });
}

/** Starting and stopping are done by one process at a time. */
async function alone<T>(layout: Layout, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(layout.startLockFile, lockTimeoutMs);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function openLocked(
  layout: Layout,
  use: { options: EmbeddedOptions; holder: Holder },
): Promise<{ urls: EmbeddedDatabase['urls']; running: Postmaster }> {
  const fsync = use.options.fsync ?? true;
  const record = await recordOf(layout, fsync);
  const running = await runningPostmaster(layout, record, fsync);
  record.running = running;
  takePart(record, use.holder, use.options.mode);
  writeRecord(layout.recordFile, record);
  const urls = urlsOf(record, running.port);
  try {
    if (!record.ready) await setUp(record, running.port);
  } catch (error) {
    await leave(layout, { holder: use.holder, mode: use.options.mode });
    throw error;
  }
  writeRecord(layout.recordFile, { ...record, ready: true });
  return { urls, running };
}

/** The one that runs already, else a new one: on its last port, which a server may still use. */
async function runningPostmaster(
  layout: Layout,
  record: PostgresRecord,
  fsync: boolean,
): Promise<Postmaster> {
  const living = await livingPostmaster(layout, record);
  return living ?? startPostmaster(layout, { fsync, port: record.running?.port });
}

/** Keeps the database of a server running, on the port that the server knows. */
function watch(layout: Layout, postmaster: Postmaster, options: EmbeddedOptions): Supervisor {
  const { port } = postmaster;
  const revive = async (): Promise<Postmaster> => {
    const record = readRecord(layout.recordFile);
    if (!record) throw new Error(`${layout.recordFile} is missing.`);
    const running = await runningPostmaster(layout, record, options.fsync ?? true);
    if (running.port !== port) {
      await stopPostmaster(running);
      throw new Error(`Port ${port} of the embedded database is taken by another program.`);
    }
    writeRecord(layout.recordFile, { ...record, running });
    return running;
  };
  return supervise({
    postmaster,
    revive: () => alone(layout, revive),
    listener: options.listener ?? (() => undefined),
  });
}

/** The record of the cluster; a new cluster with a new record where there is none. */
async function recordOf(layout: Layout, fsync: boolean): Promise<PostgresRecord> {
  const known = readRecord(layout.recordFile);
  if (!known) {
    const stray = postmasterOf(layout.clusterDir);
    if (stray && layout.runAs) await stopPostmaster(stray);
    setForeignClusterAside(layout);
  }
  if (clusterExists(layout)) {
    if (known) return sameMajor(known, layout);
    throw new DatabaseStartError(
      `${layout.recordFile} is missing; it holds the passwords of ${layout.clusterDir}.`,
      'Put it back from a backup of DATA_DIR, or move DATA_DIR away to start anew.',
    );
  }
  if (known?.ready) {
    throw new DatabaseStartError(
      `The embedded database of ${layout.dataDir} is gone: ${layout.clusterDir} does not exist.`,
      'Put it back, or move DATA_DIR away to start anew and restore a backup.',
    );
  }
  const record = newRecord(layout.binaries.version);
  prepareHome(layout);
  writeRecord(layout.recordFile, record);
  await createCluster(layout, { password: record.secrets.superuser, fsync });
  return record;
}

function sameMajor(record: PostgresRecord, layout: Layout): PostgresRecord {
  const major = (version: string): string => version.split('.')[0] ?? '';
  if (major(record.version) === major(layout.binaries.version)) return record;
  throw new DatabaseStartError(
    `${layout.clusterDir} was made by PostgreSQL ${major(record.version)}, the installed one is ` +
      `${major(layout.binaries.version)}.`,
    'Make a backup with the version of Bureau before, and restore it into a new DATA_DIR.',
  );
}

/** The postmaster of this cluster that runs already and answers; null when none runs. */
async function livingPostmaster(
  layout: Layout,
  record: PostgresRecord,
): Promise<Postmaster | null> {
  const until = Date.now() + answerTimeoutMs;
  for (;;) {
    const recorded = record.running && isAlive(record.running) ? record.running : null;
    const running = postmasterOf(layout.clusterDir) ?? recorded;
    if (!running) return null;
    const answer = await ask(superuserUrl(record, running.port));
    if (answer === layout.clusterDir) return running;
    // Without a start time the number may belong to any process: only an answer proves it.
    if (answer !== null || running.startedAt === null) return null;
    if (Date.now() > until) throw doesNotAnswer(running.pid);
    await sleep(100); // still starting, or still stopping
  }
}

/** The data folder of the server behind a URL; null when it does not answer for now. */
async function ask(url: string): Promise<string | null> {
  try {
    return await withClient(url, async (client) => {
      const shown = await client.query<{ data_directory: string }>('show data_directory');
      return shown.rows[0]?.data_directory ?? '';
    });
  } catch (error) {
    return sqlState(error) === '28P01' ? '' : null;
  }
}

function doesNotAnswer(pid: number): DatabaseStartError {
  return new DatabaseStartError(
    `The embedded PostgreSQL runs (process ${pid}) but does not answer.`,
    `Look at process ${pid}: continue it if it was stopped, or end it with SIGINT; start again.`,
  );
}

function takePart(record: PostgresRecord, holder: Holder, mode: EmbeddedOptions['mode']): void {
  const { owner } = record;
  record.borrowers = record.borrowers.filter(isAlive);
  const ownerLives = owner !== null && isAlive(owner);
  if (mode === 'borrow' && ownerLives) {
    record.borrowers.push(holder);
    return;
  }
  if (ownerLives) record.borrowers.push(owner);
  record.owner = holder;
}

/** A leaving command hands the database over to another one that still uses it. */
async function leave(
  layout: Layout,
  who: { holder: Holder; mode: EmbeddedOptions['mode'] },
): Promise<void> {
  const record = readRecord(layout.recordFile);
  if (!record) return;
  const others = record.borrowers.filter(
    (other) => other.handle !== who.holder.handle && isAlive(other),
  );
  if (record.owner?.handle !== who.holder.handle) {
    writeRecord(layout.recordFile, { ...record, borrowers: others });
    return;
  }
  const [heir, ...rest] = others;
  if (who.mode === 'borrow' && heir) {
    writeRecord(layout.recordFile, { ...record, owner: heir, borrowers: rest });
    return;
  }
  if (record.running) await stopPostmaster(record.running);
  writeRecord(layout.recordFile, { ...record, running: null, owner: null, borrowers: [] });
}

async function setUp(record: PostgresRecord, port: number): Promise<void> {
  const urls = urlsOf(record, port);
  await createOwner(superuserUrl(record, port), { password: record.secrets.owner, database });
  await ensureRoles(superuserUrl(record, port, database), urls);
  for (const name of ['template1', database]) {
    await markLeakproof(superuserUrl(record, port, name));
  }
}

function urlsOf(record: PostgresRecord, port: number): EmbeddedDatabase['urls'] {
  const url = (user: string, password: string): string =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  return {
    owner: url(roleNames.owner, record.secrets.owner),
    ...deriveUrls(url(roleNames.app, record.secrets.app)),
  };
}

function superuserUrl(record: PostgresRecord, port: number, name = 'postgres'): string {
  return `postgres://postgres:${record.secrets.superuser}@127.0.0.1:${port}/${name}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
