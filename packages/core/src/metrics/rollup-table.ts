import type { Migration } from '../plugin/definition.js';

/** What a roll-up looks like in the database; names and SQL of its author, nothing of a caller. */
export interface RollupTable {
  schema: string;
  /** The table that is made. */
  table: string;
  /** The table of the fact. */
  of: string;
  /** What the table is, for its comment. */
  description: string;
  grain: 'DAY' | 'MONTH';
  /** SQL of the day of the row `r`; rows without one count nowhere. */
  day: string;
  /** Columns that are carried, with their types. */
  keys: Readonly<Record<string, string>>;
  /** Columns that hold a condition, with its SQL over the row `r`; never null. */
  holds?: Readonly<Record<string, string>>;
  /** Numeric columns that are added up. */
  sums: readonly string[];
  /** Other tables of the schema that the conditions read, for the rows that are there already. */
  reads?: readonly string[];
}

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";

/**
 * The statements of a migration that makes a roll-up and keeps it. The text of this function is
 * frozen, since migrations are: another form of it gets another name.
 *
 * Triggers add what a statement changes as rows of their own, in its transaction: nothing is read
 * before it is written, no row is shared, so writers never wait for each other and no interleaving
 * loses or doubles a change. `<table>_fold` adds up what has come; readers add up either way.
 * `<table>_rebuild` replaces the sums of an organization by one statement, over one snapshot of
 * rows and sums; `<table>_differences` counts the keys where the two are not equal.
 */
export function rollupTable(spec: RollupTable): Pick<Migration, 'up' | 'down'> {
  const form = formOf(spec);
  const parts = [tableSql(form), followSql(form), keepSql(form), comments(form), fillSql(form)];
  const functions = ['follow()', 'fold(uuid, integer)', 'rebuild(uuid)', 'differences(uuid)'];
  const down = [
    ...['inserted', 'updated', 'deleted', 'truncated'].map(
      (what) => `drop trigger ${spec.table}_${what} on ${form.base};`,
    ),
    ...functions.map((one) => `drop function ${form.table}_${one};`),
    `drop table ${form.table};`,
  ];
  return { up: parts.join('\n'), down: down.join('\n') };
}

interface Form {
  spec: RollupTable;
  /** Qualified names. */
  table: string;
  base: string;
  /** Carried columns and held conditions. */
  keys: string[];
  /** All columns but the id. */
  columns: string[];
  /** Columns that are added up. */
  added: string[];
  /** True where rows do not cancel each other out. */
  remains: string;
}

function formOf(spec: RollupTable): Form {
  const keys = [...Object.keys(spec.keys), ...Object.keys(spec.holds ?? {})];
  const added = ['row_count', ...spec.sums.flatMap((name) => [`${name}_sum`, `${name}_count`])];
  return {
    spec,
    table: `${spec.schema}.${spec.table}`,
    base: `${spec.schema}."${spec.of}"`,
    keys,
    columns: ['organization_id', 'key', 'day', ...keys, ...added],
    added,
    remains: added.map((name) => `sum(${name}) <> 0`).join(' or '),
  };
}

function tableSql({ spec, table }: Form): string {
  const lines = [
    ...Object.entries(spec.keys).map(([name, type]) => `${name} ${type}`),
    ...Object.keys(spec.holds ?? {}).map((name) => `${name} boolean not null`),
    ...spec.sums.flatMap((name) => [
      `${name}_sum numeric not null`,
      `${name}_count bigint not null`,
    ]),
  ];
  const predicate = `organization_id = (select ${ORGANIZATION})`;
  return `
create table ${table} (
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  id uuid not null default gen_random_uuid(),
  key uuid not null,
  day date not null,
  row_count bigint not null,
  ${lines.join(',\n  ')},
  is_folded boolean not null default false,
  primary key (organization_id, id)
);
create index ${spec.table}_key_idx on ${table} (organization_id, key, id);
create index ${spec.table}_day_idx on ${table} (organization_id, day, id);
create index ${spec.table}_waiting_idx on ${table} (organization_id, id) where not is_folded;
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy organization on ${table} for all
  using (${predicate}) with check (${predicate});
create policy worker_select on ${table} for select to bureau_worker using (true);
comment on policy worker_select on ${table} is
  'bureau:own-policy The worker finds the organizations whose sums are to be folded';
grant select, insert, delete on ${table} to bureau_app, bureau_worker;
grant select on ${table} to bureau_reader;`;
}

/** Rows of a relation as the roll-up has them, each with its sign. */
function rowsOf({ spec, keys }: Form, relation: string, { sign = 1, only = '' } = {}): string {
  const holds = Object.entries(spec.holds ?? {}).map(([name, sql]) => `(${sql}) as ${name}`);
  const day = spec.grain === 'MONTH' ? `date_trunc('month', ${spec.day})::date` : `(${spec.day})`;
  const cells = [
    ...Object.keys(spec.keys).map((name) => `r."${name}"`),
    ...holds,
    ...spec.sums.map((name) => `r."${name}"`),
  ];
  if (cells.length !== keys.length + spec.sums.length) throw new Error('A column has two roles.');
  return `select r.organization_id, ${day} as day, ${sign} as sign, ${cells.join(', ')}
      from ${relation} r where (${spec.day}) is not null${only}`;
}

/** Rows with their signs, added up by key: the columns of the table in order. */
function grouped({ spec, keys, remains }: Form, rows: string): string {
  const by = ['organization_id', 'day', ...keys].join(', ');
  const sums = spec.sums.flatMap((name) => [
    `coalesce(sum(sign * "${name}"), 0) as ${name}_sum`,
    `coalesce(sum(sign) filter (where "${name}" is not null), 0) as ${name}_count`,
  ]);
  const all = ['sum(sign) as row_count', ...sums].join(', ');
  const digest = `md5(jsonb_build_array(${['day', ...keys].join(', ')})::text)::uuid`;
  return `select * from (
    select organization_id, ${digest} as key,
      day, ${[...keys, all].join(', ')}
    from (${rows}) s group by ${by}) g
    where ${remains.replaceAll(/sum\((\w+)\)/g, '$1')}`;
}

function insertSql(form: Form, rows: string): string {
  return `insert into ${form.table} (${form.columns.join(', ')})\n    ${grouped(form, rows)};`;
}

function followSql(form: Form): string {
  const { table, base, spec } = form;
  const added = rowsOf(form, 'added');
  const removed = rowsOf(form, 'removed', { sign: -1 });
  const on = (name: string, event: string, relations: string) => `
create trigger ${spec.table}_${name} after ${event} on ${base} ${relations}
  for each statement execute function ${table}_follow();`;
  return `
create function ${table}_follow() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  if tg_op = 'INSERT' then
    ${insertSql(form, added)}
  elsif tg_op = 'UPDATE' then
    ${insertSql(form, `${added} union all ${removed}`)}
  elsif tg_op = 'DELETE' then
    ${insertSql(form, removed)}
  else
    delete from ${table};
  end if;
  return null;
end $$;
${on('inserted', 'insert', 'referencing new table as added')}
${on('updated', 'update', 'referencing new table as added old table as removed')}
${on('deleted', 'delete', 'referencing old table as removed')}
${on('truncated', 'truncate', '')}`;
}

/**
 * The statements of a migration after which folds and rebuilds of one organization keep no other
 * one waiting, and a fold does nothing while a rebuild of its organization goes on. Frozen, as
 * `rollupTable` is; every roll-up that was made by that needs it.
 */
export function rollupLocks(spec: RollupTable): Pick<Migration, 'up' | 'down'> {
  const form = formOf(spec);
  const { table } = form;
  const of = `hashtextextended('${table} ' || organization, 0)`;
  const locks = {
    fold: `if not pg_try_advisory_xact_lock(${of}) then return 0; end if`,
    rebuild: `perform pg_advisory_xact_lock(${of})`,
  };
  const whole = `perform pg_advisory_xact_lock(hashtextextended('${table}', 0))`;
  return {
    up: foldingSql(form, 'create or replace', locks),
    down: foldingSql(form, 'create or replace', { fold: whole, rebuild: whole }),
  };
}

function keepSql(form: Form): string {
  const { table, added, remains } = form;
  const lock = `perform pg_advisory_xact_lock(hashtextextended('${table}', 0))`;
  const names = ['key', ...added];
  const negated = ['key', ...added.map((name) => `-${name}`)];
  return `${foldingSql(form, 'create', { fold: lock, rebuild: lock })}

create function ${table}_differences(organization uuid) returns bigint language sql stable as $$
  select count(*) from (
    select key from (
      select ${names.join(', ')} from ${table} t where t.organization_id = organization
      union all select ${negated.join(', ')} from (${standingSql(form)}) g
    ) d group by key having ${remains}
  ) k;
$$;`;
}

/** What the rows of an organization add up to. */
function standingSql(form: Form): string {
  return grouped(form, rowsOf(form, form.base, { only: ' and r.organization_id = organization' }));
}

function foldingSql(form: Form, create: string, lock: { fold: string; rebuild: string }): string {
  const { table, columns, keys, added, remains } = form;
  const by = ['organization_id', 'key', 'day', ...keys].join(', ');
  const sums = added.map((name) => `sum(${name}) as ${name}`).join(', ');
  return `
${create} function ${table}_fold(organization uuid, most integer) returns integer language plpgsql
as $$
declare
  folded integer;
begin
  ${lock.fold};
  with waiting as (
    select distinct t.key from (select key from ${table}
      where organization_id = organization and not is_folded limit most) t
  ), gone as (
    delete from ${table} t using waiting w
    where t.organization_id = organization and t.key = w.key returning t.*
  ), kept as (
    insert into ${table} (${columns.join(', ')}, is_folded)
    select ${by}, ${sums}, true from gone group by ${by} having ${remains}
  )
  select count(*) filter (where not is_folded) into folded from gone;
  return folded;
end $$;

${create} function ${table}_rebuild(organization uuid) returns void language plpgsql as $$
begin
  ${lock.rebuild};
  with gone as (delete from ${table} where organization_id = organization)
  insert into ${table} (${columns.join(', ')}, is_folded)
  select g.*, true from (${standingSql(form)}) g;
end $$;`;
}

/** Rows of all organizations that stood there before. */
function fillSql(form: Form): string {
  const { spec, table, base, columns } = form;
  const open = [table, base, ...(spec.reads ?? []).map((name) => `${spec.schema}."${name}"`)];
  const rule = (how: string) =>
    open.map((name) => `alter table ${name} ${how}force row level security;`).join('\n');
  return `
${rule('no ')}
insert into ${table} (${columns.join(', ')}, is_folded)
select g.*, true from (${grouped(form, rowsOf(form, base))}) g;
${rule('')}`;
}

function comments({ spec, table }: Form): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const columns = {
    organization_id: 'Organization that the row belongs to',
    id: 'Opaque id',
    key: 'Digest of the day and of all that is carried',
    day: spec.grain === 'MONTH' ? 'First day of the month' : 'The day',
    row_count: 'Rows that came, less those that went',
    is_folded: 'Whether it was added up already',
    ...Object.fromEntries(
      Object.keys(spec.keys).map((name) => [name, `As ${spec.of} has it`] as const),
    ),
    ...Object.fromEntries(
      Object.keys(spec.holds ?? {}).map((name) => [name, 'Decided when the row was written']),
    ),
    ...Object.fromEntries(
      spec.sums.flatMap((name) => [
        [`${name}_sum`, `Sum of ${name}`],
        [`${name}_count`, `Rows whose ${name} is known`],
      ]),
    ),
  };
  return [
    `comment on table ${table} is ${text(spec.description)};`,
    ...Object.entries(columns).map(
      ([name, words]) => `comment on column ${table}.${name} is ${text(words)};`,
    ),
  ].join('\n');
}
