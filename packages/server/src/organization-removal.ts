import type { FileKey, FileStore } from '@bureau/core';
import type pg from 'pg';
import { ConfigError } from './config-file.js';

// Tables that the owner owns and that hold rows of organizations; partitions come with their table.
const TENANT_TABLES = `
  select c.oid::regclass::text as name
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition
    and pg_get_userbyid(c.relowner) = current_user
  order by 1`;

/**
 * Removes an organization with all its rows and keys, in one transaction of the owner. Triggers of
 * the tables (append-only ones too) are off inside it, which only their owner can; a server beside
 * it goes on, and waits with its writes until the end. Files on disk stay.
 */
export async function removeOrganization(
  client: pg.ClientBase,
  organizationId: string,
): Promise<void> {
  await client.query('begin');
  try {
    await client.query("set local lock_timeout = '10s'");
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
    await deleteRows(client, organizationId);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const BLOBS = 'select id::text from core.blob where organization_id = $1';

/**
 * Removes an organization by its slug, files included, for good: with its key everything of it in
 * backups is unreadable once the key register is written anew. Returns its id.
 * @throws ConfigError when there is none
 */
export async function eraseOrganization(
  client: pg.ClientBase,
  slug: string,
  files: FileStore,
): Promise<string> {
  const found = await client.query<{ id: string }>(
    'select id::text from core.organization where slug = $1',
    [slug],
  );
  const organizationId = found.rows[0]?.id;
  if (organizationId === undefined) throw new ConfigError(`There is no organization "${slug}".`);
  await client.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  const blobs = await client.query<Pick<FileKey, 'id'>>(BLOBS, [organizationId]);
  await removeOrganization(client, organizationId);
  for (const { id } of blobs.rows) await files.remove({ organizationId, id });
  return organizationId;
}

/**
 * One statement for all tables: foreign keys are checked at its end, when the rows that refer to
 * each other are gone, whatever rings the tables form.
 */
async function deleteRows(client: pg.ClientBase, organizationId: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(TENANT_TABLES);
  const names = rows.map(({ name }) => name);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  const deletions = names.map(
    (name, index) => `d${index} as (delete from ${name} where organization_id = $1)`,
  );
  await client.query(`with ${deletions.join(', ')} select 1`, [organizationId]);
  await client.query('set constraints all immediate');
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
}
