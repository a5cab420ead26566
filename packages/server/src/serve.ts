import {
  compose,
  createRuntime,
  formatError,
  limitRules,
  loadRootKey,
  migrate,
  pendingMigrations,
  setAside,
  type BureauConfig,
  type Composition,
  type RequestContext,
  type Runtime,
} from '@bureau/core';
import { openDatabase, type Database } from './database/index.js';
import type { Environment } from './environment.js';
import { createGateway } from './http/gateway.js';
import type { Readiness } from './http/probes.js';
import { createHttpServer } from './http/server.js';
import type { Logger } from './log.js';
import { documentRoutes } from './documents.js';
import { contextOf, operationPlugin } from './operations.js';

export interface ServeOptions {
  config: BureauConfig;
  environment: Environment;
  logger: Logger;
  /** Runs when the database is migrated, before the first request; the demo company, say. */
  prepare?(started: StartedPlatform): Promise<void>;
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

const POOL_SIZE = 10;

/**
 * Starts everything in order: compose, database, migrate, connect, plugins, serve. What was started
 * is stopped again when a later step fails.
 * @throws BootError, DatabaseStartError or MigrationError with what to do.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll(stops));
  try {
    const started = await startPlatform(options, stops);
    await options.prepare?.(started);
    await startPlugins(started, stops, options.logger);
    const url = await startFront(started, stops, options);
    return { ...started, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

async function startPlatform(
  { config, environment, logger }: ServeOptions,
  stops: (() => Promise<void>)[],
): Promise<StartedPlatform> {
  const composition = compose(config);
  const { dataDir } = environment;
  const url = environment.databaseUrl ?? config.database.url;
  const ownerUrl = environment.databaseOwnerUrl ?? config.database.ownerUrl;
  const database = await openDatabase({
    dataDir,
    ...(url && { databaseUrl: url }),
    ...(ownerUrl && { databaseOwnerUrl: ownerUrl }),
    mode: 'server',
  });
  stops.push(() => database.stop());
  await bringUpToDate(database, composition, logger);
  const runtime = createRuntime(composition, {
    appUrl: database.urls.app,
    rootKey: loadRootKey(dataDir, process.env),
    log: logger,
    poolSize: POOL_SIZE,
    docsUrl: (code) => `http://${environment.host}:${environment.port}/errors#${code}`,
  });
  stops.push(() => runtime.close());
  return { composition, runtime, database };
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
    return;
  }
  const pending = await pendingMigrations(app, plugins);
  if (pending.length === 0) return;
  const names = pending.map(({ plugin, name }) => `${plugin} ${name}`).join(', ');
  throw new Error(
    `The database lacks ${pending.length} migrations (${names}). Run "bureau migrate" with ` +
      'DATABASE_OWNER_URL set, or set it for the server.',
  );
}

/** A plugin that fails to start is set aside; it stops nothing but itself. */
async function startPlugins(
  { composition, runtime }: StartedPlatform,
  stops: (() => Promise<void>)[],
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

async function startFront(
  { composition, runtime }: StartedPlatform,
  stops: (() => Promise<void>)[],
  { environment, logger }: ServeOptions,
): Promise<string> {
  const gateway = await createGateway<RequestContext>({
    schema: composition.schema,
    plugins: [operationPlugin(runtime)],
    validationRules: limitRules(),
    context: (facts) => contextOf(runtime, facts),
    formatError: (_formatted, error) => formatError(error, { log: logger }),
    logger,
  });
  stops.push(() => gateway.stop());
  const http = createHttpServer({
    port: environment.port,
    host: environment.host,
    graphql: gateway.handle,
    ready: () => readiness(runtime, composition),
    routes: documentRoutes(runtime),
    logger,
  });
  stops.push(() => http.close(environment.drainSeconds));
  const { url } = await http.listen();
  return url;
}

async function readiness(runtime: Runtime, composition: Composition): Promise<Readiness> {
  const checks: Record<string, string> = {};
  try {
    await runtime.reads.sql(undefined, { text: 'select 1 as one', values: [] }, Date.now() + 1_000);
    checks['database'] = 'ok';
  } catch {
    checks['database'] = 'no answer';
  }
  for (const { definition, failure } of composition.plugins) {
    checks[`plugin ${definition.id}`] = failure === undefined ? 'ok' : 'failed to start';
  }
  return { ok: checks['database'] === 'ok', checks };
}
