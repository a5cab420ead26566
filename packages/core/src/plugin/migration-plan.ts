import { createHash } from 'node:crypto';
import type { Migration, PluginDefinition } from './definition.js';
import { migrationFaults } from './migration-check.js';
import { MigrationError } from './migration-error.js';
import { RUN_TIME_ROLES } from './organization-policy.js';
import { quoteName } from './sql-names.js';

/** Where the runner writes down what was run; made by the runner, so core cannot migrate it. */
export const MIGRATION_TABLE = 'core.migration';

/** A row of `core.migration`. */
export interface AppliedMigration {
  plugin: string;
  name: string;
  checksum: string;
}

/** One step that is to be run. */
export interface PlannedMigration {
  plugin: string;
  name: string;
  checksum: string;
  sql: string;
}

const ROLES = Object.values(RUN_TIME_ROLES).join(', ');

/** What must be there before the first migration of any plugin; may be repeated. */
export const TRACKING_STATEMENTS: readonly string[] = [
  ...schemaStatements('core'),
  `create table if not exists ${MIGRATION_TABLE} (
  plugin text not null,
  name text not null,
  checksum text not null,
  applied_at timestamptz(6) not null default now(),
  primary key (plugin, name)
)`,
  `comment on table ${MIGRATION_TABLE} is 'Migrations of plugins that were run in this database'`,
  `grant select on ${MIGRATION_TABLE} to ${ROLES}`,
];

/** The schema of a plugin, which the run-time roles may use and nobody but the owner may extend. */
export function schemaStatements(plugin: string): string[] {
  const schema = quoteName(plugin);
  return [`create schema if not exists ${schema}`, `grant usage on schema ${schema} to ${ROLES}`];
}

/** The settings in which a migration runs: plain names mean the plugin's own schema. */
export function settingStatements(plugin: string): string[] {
  return [
    `set local search_path to ${quoteName(plugin)}, public`,
    "set local lock_timeout to '10s'",
  ];
}

/**
 * What is still to be run, in one ordered list: plugins in the order given, within a plugin by
 * name. Throws MigrationError when the database and this version of the plugins do not go
 * together: a migration was changed after it ran, a later one ran before it, or the database has
 * one that this version does not know. Plugins that are not loaded are left alone, with their data.
 */
export function remainingMigrations(
  plugins: readonly PluginDefinition[],
  applied: readonly AppliedMigration[],
): PlannedMigration[] {
  return plugins.flatMap((plugin) => {
    const done = new Map(
      applied.filter((row) => row.plugin === plugin.id).map((row) => [row.name, row.checksum]),
    );
    const migrations = orderedMigrations(plugin);
    refuseNewerSchema(plugin, done, migrations);
    refuseChanged(plugin, done, migrations);
    refuseLate(plugin, done, migrations);
    const remaining = migrations.filter(({ name }) => !done.has(name));
    checkScripts(plugin, remaining);
    return remaining.map((migration) => plannedOf(plugin, migration));
  });
}

/** The migrations of a plugin by name. @throws MigrationError when two have one name */
export function orderedMigrations(plugin: PluginDefinition): readonly Migration[] {
  const migrations = [...(plugin.migrations ?? [])].sort(byName);
  const names = migrations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return migrations;
  throw new MigrationError(
    `Plugin "${plugin.id}" has two migrations named ${twice}: rename the newer one.`,
  );
}

/** Texts are frozen, so each is checked once per process, not at each health check. */
const checked = new WeakMap<Migration, readonly string[]>();

/**
 * Looks for statements that these migrations may not have. Those that were run before are known by
 * their checksum: only what is about to run needs the look.
 * @throws MigrationError with every finding
 */
export function checkScripts(plugin: PluginDefinition, migrations: readonly Migration[]): void {
  const faults = migrations.flatMap((migration) => {
    const found = checked.get(migration) ?? migrationFaults(plugin, migration);
    checked.set(migration, found);
    return found;
  });
  if (faults.length > 0) throw new MigrationError(faults.join('\n'));
}

/** SHA-256 of the `up` text; `down` may be corrected later. */
export function checksumOf({ up }: Migration): string {
  return createHash('sha256').update(up).digest('hex');
}

/** The script that would be run, with a heading for each transaction. */
export function planText(planned: readonly PlannedMigration[], isFirst: boolean): string {
  const tracking = isFirst ? [`-- tracking\n${script(TRACKING_STATEMENTS)}`] : [];
  const steps = planned.map(({ plugin, name, sql }) => {
    const before = script([...schemaStatements(plugin), ...settingStatements(plugin)]);
    return `-- ${plugin} ${name}\nbegin;\n${before}\n${ended(sql.trim())}\ncommit;`;
  });
  return [...tracking, ...steps].map((step) => `${step}\n`).join('\n');
}

function plannedOf(plugin: PluginDefinition, migration: Migration): PlannedMigration {
  const checksum = checksumOf(migration);
  return { plugin: plugin.id, name: migration.name, checksum, sql: migration.up };
}

function refuseNewerSchema(
  plugin: PluginDefinition,
  done: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...done.keys()].filter((name) => !known.has(name)).sort();
  if (unknown.length === 0) return;
  throw new MigrationError(
    `The database has a newer schema of plugin "${plugin.id}" than version ${plugin.version} ` +
      `knows: ${unknown.join(', ')}. Run the newer version, or let it undo these migrations first.`,
  );
}

function refuseChanged(
  plugin: PluginDefinition,
  done: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const changed = migrations.filter((migration) => {
    const checksum = done.get(migration.name);
    return checksum !== undefined && checksum !== checksumOf(migration);
  });
  if (changed.length === 0) return;
  const names = changed.map(({ name }) => name).join(', ');
  throw new MigrationError(
    `Migration ${names} of plugin "${plugin.id}" was changed after it was run in this database. ` +
      'Put its text back as it was, and write the change as a new migration.',
  );
}

/** A migration that comes in before one that was run would give every database another order. */
function refuseLate(
  plugin: PluginDefinition,
  done: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const last = [...done.keys()].sort().at(-1);
  const late = migrations.find(({ name }) => !done.has(name) && last !== undefined && name < last);
  if (!late) return;
  throw new MigrationError(
    `Migration ${late.name} of plugin "${plugin.id}" comes before ${last}, which was run in this ` +
      `database already. Rename it, so that it comes after ${last}.`,
  );
}

function byName(left: Migration, right: Migration): number {
  if (left.name === right.name) return 0;
  return left.name < right.name ? -1 : 1;
}

/** On a line of its own where a comment could swallow it. */
function ended(sql: string): string {
  if (sql.endsWith(';')) return sql;
  return sql.split('\n').at(-1)?.includes('--') ? `${sql}\n;` : `${sql};`;
}

function script(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};`).join('\n');
}
