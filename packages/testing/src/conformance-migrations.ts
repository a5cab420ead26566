import { migrate, migrateDown, type Composition } from '@bureau/core';
import { withSql } from './sql-client.js';
import { cloneDatabase } from './test-database.js';

/** Down takes everything back, and up again makes what was there before. */
export async function migrationFaults(composition: Composition, plugin: string): Promise<string[]> {
  const definitions = composition.plugins.map(({ definition }) => definition);
  const database = await cloneDatabase(definitions);
  const { owner } = database.urls;
  try {
    const before = await objectsOf(owner, plugin);
    await migrateDown(owner, definitions, { plugin });
    const left = await objectsOf(owner, plugin);
    await migrate(owner, definitions);
    const after = await objectsOf(owner, plugin);
    return [
      ...left.map((object) => `Migrations of "${plugin}" leave behind: ${object}.`),
      ...before
        .filter((object) => !after.includes(object))
        .map((object) => `Migrations of "${plugin}" do not make again: ${object}.`),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await database.drop();
  }
}

/** One text for each thing in the schema of the plugin, with its definition. */
async function objectsOf(url: string, schema: string): Promise<string[]> {
  const { rows } = await withSql(url, (client) =>
    client.query<{ object: string }>(OBJECTS, [schema]),
  );
  return rows.map(({ object }) => object);
}

const OBJECTS = `
with tables as (
  select c.oid, c.relname, c.relkind, c.relacl, c.relrowsecurity, c.relforcerowsecurity
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1
)
select format('relation %s %s, row security %s %s, rights %s', t.relkind, t.relname,
    t.relrowsecurity, t.relforcerowsecurity, t.relacl) as object from tables t
union all
select format('column %s.%s %s%s %s', t.relname, a.attname,
    format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
    pg_get_expr(d.adbin, d.adrelid))
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where t.relkind in ('r', 'p', 'v') and not a.attisdropped
union all
select format('constraint %s on %s: %s', k.conname, t.relname, pg_get_constraintdef(k.oid))
  from tables t join pg_constraint k on k.conrelid = t.oid
union all
select format('index %s', pg_get_indexdef(t.oid)) from tables t where t.relkind = 'i'
union all
select format('policy %s on %s for %s to %s using %s check %s', p.policyname, p.tablename, p.cmd,
    p.roles, p.qual, p.with_check) from pg_policies p where p.schemaname = $1
union all
select format('trigger %s', pg_get_triggerdef(g.oid))
  from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
union all
select format('function %s %s rights %s', f.oid::regprocedure, md5(pg_get_functiondef(f.oid)),
    f.proacl)
  from pg_proc f join pg_namespace n on n.oid = f.pronamespace
  where n.nspname = $1 and f.prokind in ('f', 'p')
union all
select format('type %s', y.typname) from pg_type y join pg_namespace n on n.oid = y.typnamespace
  where n.nspname = $1 and y.typtype in ('d', 'e')
order by 1`;
