import { DEMO } from '@bureau/core';
import type pg from 'pg';
import { ConfigError } from './config-file.js';

/** Whether the demo company is there, whole or not. `foreign`: its slug is taken by another. */
export type DemoState = 'absent' | 'present' | 'foreign';

/** Looks for the demo company, as the owner. */
export async function demoState(client: pg.ClientBase): Promise<DemoState> {
  const { rows } = await client.query<{ is_demo: boolean }>(
    'select is_demo from core.organization where slug = $1',
    [DEMO.slug],
  );
  if (rows[0] === undefined) return 'absent';
  return rows[0].is_demo ? 'present' : 'foreign';
}

// Tables that the owner owns and that hold rows of organizations; partitions come with their table.
const TENANT_TABLES = `
  select c.oid::regclass::text as name
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition
    and pg_get_userbyid(c.relowner) = current_user
  order by 1`;

/**
 * Removes the demo company with all its rows, in one transaction; returns whether it was there.
 * Triggers of the tables (append-only ones too) are off inside it, which only their owner can; a
 * server beside it goes on, and waits with its writes until the end. Files on disk stay.
 * @throws ConfigError when an organization that is no demo has the slug: it is never touched.
 */
export async function removeDemo(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ id: string; is_demo: boolean }>(
    'select id, is_demo from core.organization where slug = $1',
    [DEMO.slug],
  );
  const [found] = rows;
  if (!found) return false;
  if (!found.is_demo) throw foreignDemo();
  await client.query('begin');
  try {
    await client.query("set local lock_timeout = '10s'");
    await client.query("select set_config('app.organization_id', $1, true)", [found.id]);
    await deleteRows(client, found.id);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The slug belongs to a real organization. */
export function foreignDemo(): ConfigError {
  return new ConfigError(
    `The organization "${DEMO.slug}" is not a demo company: it is left alone. Set BUREAU_DEMO=0.`,
  );
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
