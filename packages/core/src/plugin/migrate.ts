import pg from 'pg';
import type { PluginDefinition } from './definition.js';
import { MigrationError } from './migration-error.js';
import {
  type AppliedMigration,
  checkScripts,
  MIGRATION_TABLE,
  orderedMigrations,
  type PlannedMigration,
  planText,
  remainingMigrations,
  schemaStatements,
  settingStatements,
  TRACKING_STATEMENTS,
} from './migration-plan.js';

/** What was done. */
export interface MigrationOutcome {
  plugin: string;
  name: string;
  milliseconds: number;
}

export interface MigrateOptions {
  /** One line per migration, and one when another process is waited for. */
  log?: (message: string) => void;
}

/** Undo of one plugin: its migrations after `to`, newest first; without `to`, all of them. */
export interface DownOptions extends MigrateOptions {
  plugin: string;
  to?: string;
}

/** One lock per database: 'bmig'. */
const MIGRATION_LOCK = 1_651_337_575;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Runs what is still to be run, as the owner, each migration in a transaction of its own, all
 * behind one lock: of several processes at once one runs, the others then find nothing to do.
 * `plugins` come in dependency order (`orderPlugins`).
 *
 * Throws MigrationError naming plugin and migration; that one is rolled back whole, those before
 * it stay, and a repetition goes on from there.
 */
export async function migrate(
  ownerUrl: string,
  plugins: readonly PluginDefinition[],
  { log = () => undefined }: MigrateOptions = {},
): Promise<MigrationOutcome[]> {
  return withClient(ownerUrl, (client) =>
    locked(client, log, async () => {
      // Known before anything is changed; then again with the tracking table in place.
      remainingMigrations(plugins, await appliedMigrations(client));
      await transaction(client, () => runAll(client, TRACKING_STATEMENTS));
      const remaining = remainingMigrations(plugins, await appliedMigrations(client));
      const outcomes: MigrationOutcome[] = [];
      for (const migration of remaining) outcomes.push(await runUp(client, migration, log));
      return outcomes;
    }),
  );
}

/**
 * What `migrate` would run; any role of the platform may ask. Throws MigrationError when database
 * and plugins do not go together.
 */
export async function pendingMigrations(
  url: string,
  plugins: readonly PluginDefinition[],
): Promise<PlannedMigration[]> {
  const applied = await withClient(url, appliedMigrations);
  return remainingMigrations(plugins, applied);
}

/** The SQL text that `migrate` would run; empty when there is nothing to do. */
export async function planMigrations(
  url: string,
  plugins: readonly PluginDefinition[],
): Promise<string> {
  const applied = await withClient(url, appliedMigrations);
  const remaining = remainingMigrations(plugins, applied);
  return remaining.length === 0 ? '' : planText(remaining, applied.length === 0);
}

/**
 * Undoes migrations of one plugin, newest first, each in a transaction of its own. Data of dropped
 * tables is lost. Throws MigrationError when the plugin or `to` is unknown, or when something
 * still refers to what is dropped.
 */
export async function migrateDown(
  ownerUrl: string,
  plugins: readonly PluginDefinition[],
  { plugin: id, to, log = () => undefined }: DownOptions,
): Promise<MigrationOutcome[]> {
  const plugin = plugins.find((one) => one.id === id);
  if (!plugin) throw new MigrationError(`No plugin "${id}" is loaded; load it to undo its tables.`);
  const migrations = orderedMigrations(plugin);
  if (to !== undefined && !migrations.some(({ name }) => name === to)) {
    const known = migrations.map(({ name }) => name).join(', ');
    throw new MigrationError(`Plugin "${id}" has no migration ${to}; it has ${known}.`);
  }
  return withClient(ownerUrl, (client) =>
    locked(client, log, async () => {
      const applied = await appliedMigrations(client);
      remainingMigrations([plugin], applied);
      const done = new Set(applied.filter((row) => row.plugin === id).map((row) => row.name));
      const back = migrations.filter(({ name }) => done.has(name) && (!to || name > to)).reverse();
      checkScripts(plugin, back);
      const outcomes: MigrationOutcome[] = [];
      for (const { name, down } of back) {
        outcomes.push(await runDown(client, { plugin: id, name, sql: down }, log));
      }
      return outcomes;
    }),
  );
}

type Step = Pick<PlannedMigration, 'plugin' | 'name' | 'sql'>;
type Log = (message: string) => void;

async function runUp(
  client: pg.Client,
  migration: PlannedMigration,
  log: Log,
): Promise<MigrationOutcome> {
  const { plugin, name, checksum } = migration;
  return run(client, migration, async (ms) => {
    const row = `insert into ${MIGRATION_TABLE} (plugin, name, checksum) values ($1, $2, $3)`;
    await client.query(row, [plugin, name, checksum]);
    log(`migrated ${plugin} ${name} (${ms} ms)`);
  });
}

async function runDown(client: pg.Client, step: Step, log: Log): Promise<MigrationOutcome> {
  const { plugin, name } = step;
  return run(client, step, async (ms) => {
    const row = `delete from ${MIGRATION_TABLE} where plugin = $1 and name = $2`;
    await client.query(row, [plugin, name]);
    log(`undid ${plugin} ${name} (${ms} ms)`);
  });
}

/** One migration with its entry in the list, or neither. */
async function run(
  client: pg.Client,
  step: Step,
  record: (milliseconds: number) => Promise<void>,
): Promise<MigrationOutcome> {
  const { plugin, name, sql } = step;
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  try {
    await transaction(client, async () => {
      await runAll(client, [...schemaStatements(plugin), ...settingStatements(plugin)]);
      await client.query(sql);
      await record(elapsed());
    });
  } catch (error) {
    throw new MigrationError(
      `Migration ${name} of plugin "${plugin}" failed and was rolled back: ` +
        `${describe(error, sql)} Correct it and run again; earlier migrations stay.`,
      { cause: error },
    );
  }
  return { plugin, name, milliseconds: elapsed() };
}

/** The database's own words, with the line of the script where it knows it. */
function describe(error: unknown, sql: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  if (!Number.isInteger(position)) return `${message}.`;
  return `${message} (line ${sql.slice(0, position - 1).split('\n').length}).`;
}

/** Rows of the tracking table; none where there is no such table yet. */
async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const found = await client.query<{ found: boolean }>(
    `select to_regclass('${MIGRATION_TABLE}') is not null as found`,
  );
  if (!found.rows[0]?.found) return [];
  const { rows } = await client.query<AppliedMigration>(
    `select plugin, name, checksum from ${MIGRATION_TABLE} order by plugin, name`,
  );
  return rows;
}

/** The lock belongs to the session: it is gone with the connection, however the process ends. */
async function locked<T>(client: pg.Client, log: Log, work: () => Promise<T>): Promise<T> {
  const tried = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1) as locked',
    [MIGRATION_LOCK],
  );
  if (!tried.rows[0]?.locked) {
    log('another process migrates this database; waiting for it');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  }
  return work();
}

async function transaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the first error counts
    throw error;
  }
}

async function runAll(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'bureau migrate',
  });
  // A connection that breaks while idle would otherwise end the process; queries still reject.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
