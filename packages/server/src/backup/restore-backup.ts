import {
  migrate,
  type AuditHeadStore,
  type FileStore,
  type PluginDefinition,
  type RootKeys,
} from '@bureau/core';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { withClient } from '../database/client.js';
import { wholeOf } from './archive-reader.js';
import { runMigrations, SETTINGS, type RunMigration } from './catalogue.js';
import { sumsOfPlugins } from './create-backup.js';
import { BackupError } from './errors.js';
import { differences, readFigures } from './figures.js';
import type { KeyRegister } from './key-register.js';
import type { BackupKeys } from './keys.js';
import { loadFile, loadHeads } from './load-files.js';
import {
  closeTables,
  loadTable,
  openTables,
  setSequences,
  type OpenTables,
} from './load-tables.js';
import { PART, tableOfPart, type BackupBegin, type BackupManifest } from './manifest.js';
import { readBackup, registerOf, verifyBackup } from './verify-backup.js';

export interface RestoreBackupOptions {
  file: string;
  keys: BackupKeys;
  /** Open the keys of organizations in the register. */
  roots: RootKeys;
  /** The key register; default: `bureau.keys` beside the archive. */
  register?: string | undefined;
  /** Of a database without data; it is migrated to where the backup was, and then on. */
  ownerUrl: string;
  plugins: readonly PluginDefinition[];
  files: FileStore;
  heads: AuditHeadStore;
  /** Told of each part that is loaded. */
  progress?: (part: string) => void;
}

/**
 * Brings a backup into an empty place, all of it or no row of it, then counts and sums everything
 * again and compares it with what the backup says. Reads the archive twice: what is damaged is
 * refused before anything is touched.
 * @throws BackupError saying what is damaged, not empty, missing or not equal
 */
export async function restoreBackup(options: RestoreBackupOptions): Promise<BackupManifest> {
  const { begin } = await verifyBackup(options);
  await prepare(options, begin);
  const manifest = await withClient(options.ownerUrl, async (client) => {
    await client.query(SETTINGS);
    await client.query('begin');
    try {
      const loaded = await load(client, begin, options);
      await client.query('commit');
      return loaded;
    } catch (error) {
      // A connection that is broken has rolled back.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
  await migrate(options.ownerUrl, options.plugins);
  await withClient(options.ownerUrl, (client) => client.query('analyze'));
  return manifest;
}

/** The tables as they were when the backup was made, whatever has been migrated since. */
async function prepare(
  { ownerUrl, plugins }: RestoreBackupOptions,
  begin: BackupBegin,
): Promise<void> {
  const missing = [...new Set(begin.migrations.map(({ plugin }) => plugin))].filter(
    (id) => !plugins.some((plugin) => plugin.id === id),
  );
  if (missing.length > 0) {
    throw new BackupError(
      `The backup has data of ${missing.join(', ')}: put these plugins into bureau.config.ts.`,
    );
  }
  const wanted = new Set(begin.migrations.map(keyOf));
  const there = await withClient(ownerUrl, runMigrations);
  const later = there.filter((one) => !wanted.has(keyOf(one)));
  if (later.length > 0) {
    throw new BackupError(
      `The database has ${namesOf(later)}, which the backup is older than: restore into a new, ` +
        'empty database; it is migrated on from there.',
    );
  }
  const names = new Set(begin.migrations.map(({ plugin, name }) => `${plugin} ${name}`));
  const asThen = plugins.map((plugin) => ({
    ...plugin,
    migrations: (plugin.migrations ?? []).filter(({ name }) => names.has(`${plugin.id} ${name}`)),
  }));
  await migrate(ownerUrl, asThen);
  const now = new Set((await withClient(ownerUrl, runMigrations)).map(keyOf));
  const unknown = begin.migrations.filter((one) => !now.has(keyOf(one)));
  if (unknown.length > 0) {
    throw new BackupError(
      `The backup has ${namesOf(unknown)}, which this version does not know or knows otherwise: ` +
        'restore it with the version that made it, or a later one.',
    );
  }
}

function keyOf({ plugin, name, checksum }: RunMigration): string {
  return `${plugin} ${name} ${checksum}`;
}

function namesOf(migrations: readonly RunMigration[]): string {
  return migrations.map(({ plugin, name }) => `migration ${plugin} ${name}`).join(', ');
}

async function load(
  client: pg.ClientBase,
  begin: BackupBegin,
  options: RestoreBackupOptions,
): Promise<BackupManifest> {
  const opened = await openTables(client, [...begin.tables, ...begin.keyTables]);
  const tables = new Map(begin.tables.map((table) => [table.name, table]));
  const keyRegister = await registerOf(options);
  const isReadable = (organizationId: string) => keyRegister.keyOf(organizationId) !== undefined;
  const manifest = await readBackup({ ...options, keyRegister }, async (name, bytes) => {
    const table = tables.get(tableOfPart(name));
    if (table) await loadTable(client, table, bytes);
    else if (name === PART.heads) await loadHeads(options.heads, bytes, isReadable);
    else if (name.startsWith(PART.blob) && isReadable(name.split('/')[1] ?? '')) {
      await loadFile(options.files, name, bytes);
    } else await wholeOf(bytes);
    options.progress?.(name);
  });
  await loadKeys(client, begin, keyRegister);
  await setSequences(client, manifest.sequences);
  await compare({ client, opened, manifest, options });
  return manifest;
}

/** Keys of organizations that are in the archive; the register may know later ones. */
async function loadKeys(
  client: pg.ClientBase,
  { keyTables }: BackupBegin,
  { rows }: KeyRegister,
): Promise<void> {
  for (const table of keyTables) {
    const bytes = rows.get(table.name);
    if (bytes) await loadTable(client, table, Readable.from([bytes]));
    await client.query(
      `delete from ${table.name} where organization_id not in (select id from core.organization)`,
    );
  }
}

async function compare(what: {
  client: pg.ClientBase;
  opened: OpenTables;
  manifest: BackupManifest;
  options: RestoreBackupOptions;
}): Promise<void> {
  const { client, opened, manifest, options } = what;
  await closeTables(client, opened);
  const { tables } = manifest.begin;
  const after = await readFigures(client, tables, sumsOfPlugins(options.plugins));
  const unequal = differences(manifest, after);
  if (unequal.length === 0) return;
  throw new BackupError(
    `What was restored is not what was backed up; nothing is kept:\n${unequal.join('\n')}`,
  );
}
