import {
  organizationArchiveKey,
  type AuditHeadStore,
  type FileStore,
  type PluginDefinition,
  type RootKeys,
  type StoredKey,
} from '@bureau/core';
import type pg from 'pg';
import { withClient } from '../database/client.js';
import { createArchive, type ArchiveWriter, type WrittenPart } from './archive-writer.js';
import { copyOut } from './copy.js';
import {
  copyOutText,
  runMigrations,
  sequencesOf,
  SETTINGS,
  tablesOf,
  type BackupTable,
} from './catalogue.js';
import { BackupError } from './errors.js';
import { ENTER, organizationsOf, readFigures, type NamedFigure } from './figures.js';
import { KEY_TABLES, registerBeside, writeRegister } from './key-register.js';
import { signText, type BackupKeys } from './keys.js';
import { BlobSum, PART, type BackupBegin, type BackupManifest } from './manifest.js';

export interface CreateBackupOptions {
  /** Must not exist. */
  file: string;
  ownerUrl: string;
  plugins: readonly PluginDefinition[];
  /** The first one seals and signs. */
  keys: BackupKeys;
  /** Open the keys of organizations, which seal their rows in the archive. */
  roots: RootKeys;
  /** Where the key register is; default: `bureau.keys` beside the archive. It is replaced. */
  register?: string | undefined;
  /** Bytes of files. */
  files: FileStore;
  heads: AuditHeadStore;
  /** Told of each part that is written. */
  progress?: (part: WrittenPart) => void;
}

/** Of a backup that was made. */
export interface CreatedBackup {
  manifest: BackupManifest;
  /** Of the file. */
  bytes: number;
}

/** Held while files are copied: what nobody refers to any more stays (`files/sweep.ts`). */
const HOLD_FILES = "select pg_advisory_lock_shared(hashtextextended('core:files:hold', 0))";

/**
 * Writes everything as it is at one instant into an encrypted archive, beside a running platform:
 * one transaction reads one snapshot, nobody waits for it. In bounded memory.
 * @throws BackupError; nothing of the archive stays then
 */
export async function createBackup(options: CreateBackupOptions): Promise<CreatedBackup> {
  const [key] = options.keys;
  const archive = await createArchive(options.file, key);
  try {
    const manifest = await withClient(options.ownerUrl, async (client) => {
      await client.query(SETTINGS);
      await client.query(HOLD_FILES);
      await client.query('begin isolation level repeatable read read only');
      const written = await writeParts(client, archive, options);
      await client.query('commit');
      return written;
    });
    const text = JSON.stringify(manifest);
    const signed = { text, ...signText(key, Buffer.from(text)) };
    await archive.part(PART.manifest, bytesOf(JSON.stringify(signed)));
    return { manifest, bytes: await archive.finish() };
  } finally {
    await archive.discard();
  }
}

async function writeParts(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  options: CreateBackupOptions,
): Promise<BackupManifest> {
  const begin = await beginOf(client, options.plugins);
  const parts: Record<string, { bytes: number; sha256: string }> = {};
  const keep: Keep = async (name, source, organizationKey) => {
    const part = await archive.part(name, source, { organizationKey });
    parts[name] = { bytes: part.bytes, sha256: part.sha256 };
    options.progress?.(part);
  };
  await keep(PART.begin, bytesOf(JSON.stringify(begin)));
  for (const table of begin.tables.filter((one) => !one.ofOrganizations)) {
    await keep(table.name, copyOut(client, copyOutText(table)));
  }
  const stored = await registerOf(options, begin.keyTables);
  await writeOrganizations({ client, begin, keep, options, stored });
  await keep(PART.heads, headLines(client, options.heads));
  const blobs = await writeBlobs(client, archive, options);
  const sequences = await sequencesOf(client, begin.migrations);
  const figures = await readFigures(client, begin.tables, sumsOfPlugins(options.plugins));
  return { begin, sequences, parts, blobs, ...figures };
}

type Keep = (
  name: string,
  source: AsyncIterable<Uint8Array>,
  organizationKey?: Buffer,
) => Promise<void>;

/** After the snapshot: it has the keys of all that is in it, and none that was destroyed. */
function registerOf(
  { file, register = registerBeside(file), ownerUrl, keys, roots }: CreateBackupOptions,
  tables: readonly BackupTable[],
): Promise<Map<string, StoredKey>> {
  return writeRegister({ file: register, ownerUrl, keys, roots, tables });
}

async function writeOrganizations(what: {
  client: pg.ClientBase;
  begin: BackupBegin;
  keep: Keep;
  options: CreateBackupOptions;
  stored: ReadonlyMap<string, StoredKey>;
}): Promise<void> {
  const { client, begin, keep, options, stored } = what;
  const tables = begin.tables.filter((one) => one.ofOrganizations);
  for (const { id } of await organizationsOf(client)) {
    const wrapped = stored.get(id);
    if (!wrapped) throw new BackupError(`Organization ${id} was erased meanwhile: try again.`);
    const key = organizationArchiveKey(options.roots, id, wrapped);
    await client.query(ENTER, [id]);
    for (const table of tables) {
      const rows = await begun(copyOut(client, copyOutText(table, id)));
      if (rows) await keep(`${PART.rows}${id}/${table.name}`, rows, key);
    }
  }
}

/** The same bytes; undefined when there are none. */
async function begun(source: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer> | undefined> {
  const first = await source.next();
  if (first.done) return undefined;
  return (async function* () {
    yield first.value;
    yield* source;
  })();
}

/** The sums that plugins want to see again after a restore. */
export function sumsOfPlugins(plugins: readonly PluginDefinition[]): NamedFigure[] {
  return plugins.flatMap(({ id, backupFigures = [] }) =>
    backupFigures.map((figure) => ({ ...figure, plugin: id })),
  );
}

async function beginOf(
  client: pg.ClientBase,
  plugins: readonly PluginDefinition[],
): Promise<BackupBegin> {
  const migrations = await runMigrations(client);
  if (migrations.length === 0) {
    throw new BackupError('There is nothing to back up: the database has no migration.');
  }
  const { rows } = await client.query<{ at: string; version: string }>(
    "select to_json(now()) #>> '{}' as at, current_setting('server_version') as version",
  );
  const all = await tablesOf(client, migrations);
  return {
    createdAt: new Date(rows[0]?.at ?? 0).toISOString(),
    postgres: rows[0]?.version ?? '',
    plugins: plugins.map(({ id, version }) => ({ id, version })),
    migrations,
    tables: all.filter(({ name }) => !KEY_TABLES.includes(name)),
    keyTables: all.filter(({ name }) => KEY_TABLES.includes(name)),
  };
}

const CHAIN_END = 'select max(position)::int as position from core.audit_link';

/** Those that were signed after the snapshot vouch for entries that are not in it. */
async function* headLines(client: pg.ClientBase, heads: AuditHeadStore): AsyncGenerator<Buffer> {
  for (const { id } of await organizationsOf(client)) {
    await client.query(ENTER, [id]);
    const { rows } = await client.query<{ position: number | null }>(CHAIN_END);
    const end = rows[0]?.position ?? 0;
    for await (const head of heads.read(id)) {
      if (head.position <= end) yield Buffer.from(`${JSON.stringify(head)}\n`);
    }
  }
}

const BLOBS = `
  select id::text from core.blob where state = 'STORED' and id > $1 order by id limit 500`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Encrypted as they are: their keys are in the database, sealed. */
async function writeBlobs(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  { files, progress }: CreateBackupOptions,
): Promise<BackupManifest['blobs']> {
  const sum = new BlobSum();
  for (const { id: organizationId } of await organizationsOf(client)) {
    await client.query(ENTER, [organizationId]);
    for (let after = FIRST; after !== '';) {
      const { rows } = await client.query<{ id: string }>(BLOBS, [after]);
      for (const { id } of rows) {
        const name = `${PART.blob}${organizationId}/${id}`;
        const part = await archive
          .part(name, files.read({ organizationId, id }), { deflated: false })
          .catch((error: unknown) => {
            throw new BackupError(
              `The bytes of file ${organizationId}/${id} cannot be read: "bureau files verify" ` +
                `marks what is lost. ${String(error)}`,
              { cause: error },
            );
          });
        sum.add(part);
        progress?.(part);
      }
      after = rows.at(-1)?.id ?? '';
    }
  }
  return sum.value;
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
