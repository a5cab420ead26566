import { DEMO, MigrationError, pendingMigrations } from '@bureau/core';
import { loadDemo } from '@bureau/server';
import type { Client } from 'pg';
import { withDatabase, withOwnerClient, withRuntime, type Session } from './session.js';

/** Loads the demo company unless it is there; returns whether it loaded. */
export async function loadDemoCompany(session: Session): Promise<boolean> {
  return withDatabase(session, async (database) => {
    const pending = await pendingMigrations(database.urls.app, session.plugins);
    if (pending.length > 0) throw new MigrationError('Run "bureau migrate" first.');
    return withRuntime(session, database, (runtime) =>
      loadDemo({ composition: session.composition, runtime, database }, () => undefined),
    );
  });
}

/** Removes the demo company with all its rows, in one transaction; returns whether it was there. */
export async function removeDemoCompany(session: Session): Promise<boolean> {
  return withOwnerClient(session, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from core.organization where slug = $1 and is_demo',
      [DEMO.slug],
    );
    const organizationId = rows[0]?.id;
    if (organizationId === undefined) return false;
    await client.query('begin');
    try {
      await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
      await deleteRows(client, organizationId);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
    return true;
  });
}

interface TenantTable {
  name: string;
  refers: string[];
}

const TENANT_TABLES = `
  select c.oid::regclass::text as name,
    coalesce(array_agg(distinct f.confrelid::regclass::text)
      filter (where f.confrelid is not null and f.confrelid <> c.oid), '{}') as refers
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
  left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f'
  where c.relkind in ('r', 'p') and not c.relispartition
    and pg_get_userbyid(c.relowner) = current_user
  group by c.oid order by 1`;

/**
 * Deletes one organization, tables that refer to others first. Append-only triggers are switched
 * off for the transaction, which only the owner of the tables can; it is refused for any
 * organization but a demo (see the caller).
 */
async function deleteRows(client: Client, organizationId: string): Promise<void> {
  const { rows } = await client.query<TenantTable>(TENANT_TABLES);
  const ordered = referrersFirst(rows);
  for (const { name } of ordered) await client.query(`alter table ${name} disable trigger user`);
  for (const { name } of ordered) {
    await client.query(`delete from ${name} where organization_id = $1`, [organizationId]);
  }
  for (const { name } of ordered) await client.query(`alter table ${name} enable trigger user`);
  await client.query('delete from core.organization where id = $1', [organizationId]);
}

function referrersFirst(tables: readonly TenantTable[]): TenantTable[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: TenantTable[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => ![...left.values()].some((other) => other.refers.includes(name)),
    );
    if (free.length === 0) throw new Error('Tables refer to each other in a ring.');
    for (const table of free) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
}
