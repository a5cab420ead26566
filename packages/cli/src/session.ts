import {
  compose,
  createRuntime,
  loadRootKeys,
  MigrationError,
  pendingMigrations,
  type BureauConfig,
  type Composition,
  type PluginDefinition,
  type Runtime,
} from '@bureau/core';
import {
  ConfigError,
  fileStoreOf,
  loadConfig,
  openConfigured,
  readEnvironment,
  withOwner,
  type Environment,
} from '@bureau/server';
import type { Database } from '@bureau/server/database';
import type { Client } from 'pg';

/** What a command works with; the database is opened only by those that need it. */
export interface Session {
  environment: Environment;
  config: BureauConfig;
  composition: Composition;
  plugins: readonly PluginDefinition[];
}

/** Composing takes half a second; commands of one process that share a configuration share it. */
const composed = new WeakMap<BureauConfig, Composition>();

/** Reads environment and configuration of the current folder; no database. */
export async function openSession(): Promise<Session> {
  const environment = readEnvironment(process.env);
  const config = await loadConfig(process.cwd());
  const composition = composed.get(config) ?? compose(config);
  composed.set(config, composition);
  const plugins = composition.plugins.map((one) => one.definition);
  return { environment, config, composition, plugins };
}

/** Runs work on the database, started or borrowed from a running server, and gives it back. */
export async function withDatabase<T>(
  { config, environment }: Session,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openConfigured(config, environment, { mode: 'borrow' });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/**
 * The same on a database that has every migration.
 * @throws MigrationError naming what to do first.
 */
export function withMigrated<T>(
  session: Session,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return withDatabase(session, async (database) => {
    const pending = await pendingMigrations(database.urls.app, session.plugins);
    if (pending.length === 0) return work(database);
    throw new MigrationError(`The database lacks ${pending.length} migrations: run migrate first.`);
  });
}

/** The owner's connection string, or an error that says which variable is missing. */
export function ownerUrlOf(database: Database): string {
  const { owner } = database.urls;
  if (!owner) throw new ConfigError('This command needs DATABASE_OWNER_URL.');
  return owner;
}

/** Runs work on one connection of the owner of a migrated database. */
export function withOwnerClient<T>(
  session: Session,
  work: (client: Client, database: Database) => Promise<T>,
): Promise<T> {
  return withMigrated(session, (database) =>
    withOwner(ownerUrlOf(database), (client) => work(client, database)),
  );
}

/** Runs work on a connected runtime, as the server's role. */
export async function withRuntime<T>(
  { composition, environment }: Session,
  database: Database,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const say = (data: object, message: string) =>
    process.stderr.write(`${message} ${JSON.stringify(data)}\n`);
  const runtime = createRuntime(composition, {
    appUrl: database.urls.app,
    rootKey: loadRootKeys(environment.dataDir, process.env),
    log: { info: () => undefined, warn: say, error: say },
    poolSize: 4,
    files: fileStoreOf(environment),
  });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}
