import path from 'node:path';
import {
  organizationArchiveKey,
  organizationKey,
  type OrganizationKeyStore,
  type RootKeys,
  type StoredKey,
} from '@bureau/core';
import type pg from 'pg';
import { withClient } from '../database/client.js';
import { openArchive, type OrganizationArchiveKey, wholeOf } from './archive-reader.js';
import { createArchive } from './archive-writer.js';
import { type BackupTable, copyOutText, runMigrations, SETTINGS, tablesOf } from './catalogue.js';
import { copyOut } from './copy.js';
import { BackupError } from './errors.js';
import { ENTER, organizationsOf } from './figures.js';
import type { BackupKeys } from './keys.js';

/**
 * The key register: the keys of organizations and of people, wrapped, in a file beside the
 * archives and in none of them. It is written anew each time, so that a key that was destroyed is
 * nowhere afterwards, and what it sealed is unreadable in every archive, however old.
 */
export const REGISTER_FILE = 'bureau.keys';

/** Tables whose rows are in the register only. */
export const KEY_TABLES: readonly string[] = ['core.data_key', 'core.organization_key'];

/** The register that belongs to an archive unless another one is named. */
export function registerBeside(archive: string): string {
  return path.join(path.dirname(archive), REGISTER_FILE);
}

/** What a register is written from. */
export interface RegisterSource {
  file: string;
  ownerUrl: string;
  keys: BackupKeys;
  roots: RootKeys;
  tables: readonly BackupTable[];
}

/** What a register is written anew from. */
export type RewriteRegisterOptions = Omit<RegisterSource, 'tables'>;

/** Writes a register that is there anew, after keys were destroyed, without an archive. */
export async function rewriteRegister(options: RewriteRegisterOptions): Promise<void> {
  const all = await withClient(options.ownerUrl, async (client) =>
    tablesOf(client, await runMigrations(client)),
  );
  const tables = all.filter(({ name }) => KEY_TABLES.includes(name));
  await writeRegister({ ...options, tables });
}

const WRAPPED = 'keys';

/** Writes the register as of now; the keys of organizations by id, made where there were none. */
export async function writeRegister(source: RegisterSource): Promise<Map<string, StoredKey>> {
  const { file, ownerUrl, keys, roots, tables } = source;
  const archive = await createArchive(file, keys[0]);
  try {
    const stored = await withClient(ownerUrl, async (client) => {
      await client.query(SETTINGS);
      await client.query('begin');
      const found = await organizationKeys(client, roots);
      for (const table of tables) await archive.part(table.name, keyRows(client, table));
      await client.query('commit');
      return found;
    });
    await archive.part(WRAPPED, bytesOf(JSON.stringify([...stored])));
    await archive.finish();
    return stored;
  } finally {
    await archive.discard();
  }
}

/** What a register holds. */
export interface KeyRegister {
  keyOf: OrganizationArchiveKey;
  /** Rows of the tables of keys, by table. */
  rows: ReadonlyMap<string, Buffer>;
}

/** @throws BackupError when there is none, or it is damaged; RootKeyMissing */
export async function readRegister(
  file: string,
  keys: BackupKeys,
  roots: RootKeys,
): Promise<KeyRegister> {
  const archive = await openArchive(file, keys).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError(
      `Without its key register nobody can read an archive: keep the newest ${REGISTER_FILE} ` +
        `beside it, or name it with --register. ${why}`,
      { cause: error },
    );
  });
  try {
    const rows = new Map<string, Buffer>();
    for await (const part of archive.parts()) rows.set(part.name, await wholeOf(part.bytes()));
    const stored = JSON.parse((rows.get(WRAPPED) ?? '[]').toString()) as [string, StoredKey][];
    rows.delete(WRAPPED);
    const found = new Map(
      stored.map(([id, key]) => [id, organizationArchiveKey(roots, id, key)] as const),
    );
    return { keyOf: (id) => found.get(id), rows };
  } finally {
    await archive.close();
  }
}

async function* keyRows(client: pg.ClientBase, table: BackupTable): AsyncGenerator<Buffer> {
  for (const { id } of await organizationsOf(client)) {
    await client.query(ENTER, [id]);
    yield* copyOut(client, copyOutText(table, id));
  }
}

async function organizationKeys(
  client: pg.ClientBase,
  roots: RootKeys,
): Promise<Map<string, StoredKey>> {
  const found = new Map<string, StoredKey>();
  const store = ownerStore(client);
  for (const { id } of await organizationsOf(client)) {
    await client.query(ENTER, [id]);
    await organizationKey(roots, store, id);
    const stored = await store.find(id);
    if (stored) found.set(id, stored);
  }
  return found;
}

const FIND = `select wrapped, root_key_id as "rootKeyId" from core.organization_key
  where organization_id = $1`;

const KEEP = `
  insert into core.organization_key (organization_id, wrapped, root_key_id) values ($1, $2, $3)
  on conflict (organization_id) do update
    set wrapped = excluded.wrapped, root_key_id = excluded.root_key_id, updated_at = now()
    where organization_key.wrapped is null`;

/** The same as the server's own store, as the owner. */
function ownerStore(client: pg.ClientBase): OrganizationKeyStore {
  const find = async (organizationId: string): Promise<StoredKey | undefined> =>
    (await client.query<StoredKey>(FIND, [organizationId])).rows[0];
  return {
    find,
    keep: async (organizationId, { wrapped, rootKeyId }) => {
      await client.query(KEEP, [organizationId, wrapped, rootKeyId]);
      return find(organizationId);
    },
  };
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
