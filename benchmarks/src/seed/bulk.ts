import type { Client } from 'pg';

const TABLES = [
  'core.legal_entity',
  'core.site',
  'core.org_unit',
  'core.org_unit_version',
  'core.person',
  'hr.employee',
  'hr.employment',
  'hr.job_record',
  'hr.job_version',
  'assets.category',
  'assets.asset_model',
  'assets.asset',
  'assets.custody_period',
];

/** Tables whose rows are counted as they come and go. */
const COUNTED = ['hr.employee', 'assets.asset'];

interface Part {
  drop: string;
  restore: string;
}

/**
 * Runs work while the tables have neither secondary indexes nor foreign keys, exclusions and
 * triggers, and puts all of them back as the migrations made them: indexes are then built and
 * constraints checked over whole tables, which takes a tenth of the time. Row-level security binds
 * the owner again at the end; meanwhile it does not, or the checks would see no rows.
 */
export async function withBareTables(owner: Client, work: () => Promise<void>): Promise<void> {
  const parts = [...(await constraints(owner)), ...(await indexes(owner))];
  for (const table of TABLES) {
    await owner.query(`alter table ${table} no force row level security, disable trigger user`);
  }
  for (const { drop } of parts) await owner.query(drop);
  await work();
  await owner.query("set maintenance_work_mem = '256MB'");
  for (const { restore } of [...parts].reverse()) await owner.query(restore);
  for (const table of TABLES) {
    await owner.query(`alter table ${table} force row level security, enable trigger user`);
  }
  // What triggers would have counted meanwhile.
  for (const table of COUNTED) await owner.query('select core.count_standing($1)', [table]);
}

/** Foreign keys first: they lean on the unique keys. Primary keys stay. */
async function constraints(owner: Client): Promise<Part[]> {
  const { rows } = await owner.query<{ name: string; home: string; definition: string }>(
    `select quote_ident(c.conname) as name, c.conrelid::regclass::text as home,
       pg_get_constraintdef(c.oid) as definition
     from pg_constraint c
     where c.conrelid = any($1::regclass[]) and c.contype in ('f', 'x', 'u')
     order by array_position(array['f', 'x', 'u']::"char"[], c.contype), c.conname`,
    [TABLES],
  );
  return rows.map(({ name, home, definition }) => ({
    drop: `alter table ${home} drop constraint ${name}`,
    restore: `alter table ${home} add constraint ${name} ${definition}`,
  }));
}

async function indexes(owner: Client): Promise<Part[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by 1`,
    [TABLES],
  );
  return rows.map(({ name, definition }) => ({ drop: `drop index ${name}`, restore: definition }));
}
