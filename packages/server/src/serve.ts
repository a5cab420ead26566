import path from 'node:path';
import {
  BootError,
  compareCatalogue,
  compose,
  connectionFaults,
  countFaults,
  createBackground,
  createLocalHeadStore,
  createOutbound,
  createRuntime,
  loadRootKeys,
  proveRootKeys,
  migrate,
  MigrationError,
  pendingMigrations,
  setAside,
  syncDefaultRoles,
  type BureauConfig,
  type Composition,
  type Runtime,
} from '@bureau/core';
import { openDatabase, type Database, type OpenDatabaseOptions } from './database/index.js';
import { withOwner } from './demo.js';
import type { Environment } from './environment.js';
import { fileStoreOf } from './file-store.js';
import { startFront } from './front.js';
import { mailerOf } from './mail.js';
import { sdkTracing } from './observing/trace.js';
import type { Logger } from './log.js';
import { type DiskGuard, watchDisk } from './observing/disk-guard.js';

export interface ServeOptions {
  config: BureauConfig;
  /** The plugins of `config`, composed already. Default: composed here. */
  composition?: Composition;
  environment: Environment;
  logger: Logger;
  /** Runs when the database is migrated, before the first request; the demo company, say. */
  prepare?(started: StartedPlatform): Promise<void>;
  /** Breaks the start off; what was started is stopped, and `serve` rejects. */
  signal?: AbortSignal;
}

/** The platform between its database and its front. */
export interface StartedPlatform {
  composition: Composition;
  runtime: Runtime;
  database: Database;
}

export interface RunningServer extends StartedPlatform {
  url: string;
  /** Drains, then stops everything in reverse, the database last. Safe to call twice. */
  stop(): Promise<void>;
}

/** What has to be stopped, the latest first. */
export type Stops = (() => Promise<void>)[];

const POOL_SIZE = 10;

/**
 * Starts everything in order: compose, database, migrate, connect, plugins, serve. What was started
 * is stopped again when a later step fails.
 * @throws BootError, DatabaseStartError, MigrationError or ListenError with what to do.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const stops: Stops = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll(stops));
  try {
    const base = { url: '' };
    const started = await startPlatform(options, stops, base);
    options.signal?.throwIfAborted();
    await prepare(started, options);
    await startPlugins(started, stops, options.logger);
    const guard = await watchDisk(options.environment, options.logger);
    stops.push(async () => guard.stop());
    if (options.environment.work) startBackground(started, stops, { ...options, guard });
    await startFront(started, stops, { ...options, base, guard });
    options.signal?.throwIfAborted();
    return { ...started, url: base.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One that fails keeps no other from being stopped; the first failure is thrown at the end. */
export async function stopAll(stops: Stops): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** The demo company may take its time: when the start is broken off, nobody waits for its end. */
async function prepare(started: StartedPlatform, options: ServeOptions): Promise<void> {
  const { signal } = options;
  const work = options.prepare?.(started);
  if (!work || !signal) return work;
  await new Promise<void>((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** `base.url` is known when the server listens: with port 0 not before. */
async function startPlatform(
  { config, composition = compose(config), environment, logger }: ServeOptions,
  stops: Stops,
  base: { url: string },
): Promise<StartedPlatform> {
  const { dataDir } = environment;
  const database = await openConfigured(config, environment, {
    mode: 'server',
    listener: (message, data) => logger.warn(data, message),
  });
  stops.push(() => database.stop());
  await bringUpToDate(database, composition, logger);
  await proveWalls(database, composition);
  const runtime = createRuntime(composition, {
    appUrl: database.urls.app,
    readerUrl: database.urls.reader,
    rootKey: loadRootKeys(dataDir, process.env),
    log: logger,
    poolSize: POOL_SIZE,
    files: fileStoreOf(environment),
    filesUrl: environment.filesUrl,
    publicUrl: environment.publicUrl,
    tracing: sdkTracing(),
    mailer: mailerOf(environment),
    retention: config.retention,
    auditHeads: createLocalHeadStore(path.join(dataDir, 'audit-heads')),
    outbound: createOutbound({ allowLoopback: environment.development ?? false }),
    docsUrl: (code) => `${base.url}/errors#${code}`,
  });
  stops.push(() => runtime.close());
  await proveRootKeys(runtime.reads, runtime.vault.rootKeys);
  return { composition, runtime, database };
}

/** The database that environment and configuration name; the environment goes first. */
export function openConfigured(
  config: BureauConfig,
  environment: Environment,
  options: Pick<OpenDatabaseOptions, 'mode' | 'listener'>,
): Promise<Database> {
  const databaseUrl = environment.databaseUrl ?? config.database.url;
  const databaseOwnerUrl = environment.databaseOwnerUrl ?? config.database.ownerUrl;
  return openDatabase({
    dataDir: environment.dataDir,
    ...(databaseUrl && { databaseUrl }),
    ...(databaseOwnerUrl && { databaseOwnerUrl }),
    ...options,
  });
}

/**
 * The proof that the database keeps organizations apart: the server's role is bound by row-level
 * security, and every tenant table has its keys and policies.
 * @throws BootError with every fault
 */
async function proveWalls(database: Database, composition: Composition): Promise<void> {
  const plugins = composition.plugins.map((one) => one.definition);
  const faults = await withOwner(database.urls.app, async (client) => [
    ...(await connectionFaults(client, plugins)),
    ...(await compareCatalogue(client, composition.orm.getMetadata(), plugins)),
    ...(await countFaults(client, composition.records)),
  ]);
  if (faults.length > 0) throw new BootError(faults.map((text) => ({ plugins: [], text })));
}

async function bringUpToDate(
  database: Database,
  composition: Composition,
  logger: Logger,
): Promise<void> {
  const plugins = composition.plugins.map((one) => one.definition);
  const { owner, app } = database.urls;
  if (owner) {
    await migrate(owner, plugins, { log: (message) => logger.info({}, message) });
    // A plugin that was added brings permissions for roles that exist already.
    await withOwner(owner, (client) => syncDefaultRoles(client, composition.roles));
    return;
  }
  const pending = await pendingMigrations(app, plugins);
  if (pending.length === 0) return;
  const names = pending.map(({ plugin, name }) => `${plugin} ${name}`).join(', ');
  throw new MigrationError(
    `The database lacks ${pending.length} migrations (${names}). Run "bureau migrate" with ` +
      'DATABASE_OWNER_URL set, or set it for the server.',
  );
}

/** A plugin that fails to start is set aside; it stops nothing but itself. */
export async function startPlugins(
  { composition, runtime }: StartedPlatform,
  stops: Stops,
  logger: Logger,
): Promise<void> {
  for (const plugin of composition.plugins) {
    const { id, start, stop } = plugin.definition;
    if (plugin.failure !== undefined) continue;
    const log = (message: string, data: Record<string, unknown> = {}) =>
      logger.info({ ...data, plugin: id }, message);
    try {
      await start?.({ settings: runtime.settings(id), log });
      if (stop) stops.push(() => stop());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setAside(composition.plugins, plugin, reason);
      logger.error(
        { plugin: id, err: error },
        'plugin failed to start; its fields are unavailable',
      );
    }
  }
}

/** Jobs, events and whatever else goes on behind the requests. */
export function startBackground(
  { runtime, database }: StartedPlatform,
  stops: Stops,
  { environment, guard }: Pick<ServeOptions, 'environment'> & { guard: DiskGuard },
): void {
  const services = createBackground(runtime, {
    workerUrl: database.urls.worker,
    concurrency: environment.workConcurrency,
    isPaused: () => guard.isFull,
  });
  for (const service of services) {
    stops.push(() => service.stop());
    service.start();
  }
}
