import type { Migration } from '../../plugin/definition.js';

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";
const PREDICATE = `organization_id = (select ${ORGANIZATION})`;

/**
 * How many rows a table has for each organization, kept by triggers (`keptCount`). Each statement
 * adds a row of its own with what came or went, in its transaction: writers never wait for each
 * other, a reader adds up what its snapshot sees, and the sum is exact. Frozen.
 */
export const keptCounts: Migration = {
  name: '0201-kept-counts',
  up: `
create table core.kept_count (
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  id uuid not null default gen_random_uuid(),
  counted text not null,
  delta bigint not null,
  primary key (organization_id, id)
);
create index kept_count_counted_idx on core.kept_count (organization_id, counted, id)
  include (delta);
alter table core.kept_count enable row level security;
alter table core.kept_count force row level security;
create policy organization on core.kept_count for all
  using (${PREDICATE}) with check (${PREDICATE});
create policy worker_select on core.kept_count for select to bureau_worker using (true);
comment on policy worker_select on core.kept_count is
  'bureau:own-policy The worker finds the organizations whose counts are to be folded';
grant select, insert, delete on core.kept_count to bureau_app, bureau_worker;
grant select on core.kept_count to bureau_reader;
comment on table core.kept_count is 'Rows of tables, counted as they come and go';
comment on column core.kept_count.organization_id is 'Organization that the rows belong to';
comment on column core.kept_count.id is 'Opaque id';
comment on column core.kept_count.counted is 'Table whose rows are counted, with its schema';
comment on column core.kept_count.delta is 'Rows that came, less those that went';

create function core.keep_count() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  name constant text := tg_table_schema || '.' || tg_table_name;
begin
  if tg_op = 'INSERT' then
    insert into core.kept_count (organization_id, counted, delta)
    select organization_id, name, count(*) from added group by organization_id;
  elsif tg_op = 'DELETE' then
    insert into core.kept_count (organization_id, counted, delta)
    select organization_id, name, -count(*) from removed group by organization_id;
  else
    delete from core.kept_count where counted = name;
  end if;
  return null;
end $$;

create function core.fold_counts(organization uuid, name text) returns void language sql as $$
  with gone as (
    delete from core.kept_count where organization_id = organization and counted = name
    returning delta
  )
  insert into core.kept_count (organization_id, counted, delta)
  select organization, name, sum(delta) from gone having sum(delta) <> 0;
$$;

create function core.count_standing(name text) returns void language plpgsql as $$
declare
  counted regclass := name::regclass;
begin
  execute format('alter table %s no force row level security', counted);
  alter table core.kept_count no force row level security;
  execute format('insert into core.kept_count (organization_id, counted, delta)
    select organization_id, %L, count(*) from %s group by organization_id', name, counted);
  alter table core.kept_count force row level security;
  execute format('alter table %s force row level security', counted);
end $$;
comment on function core.count_standing(text) is
  'For migrations: counts the rows that stand in a table before it is counted as it changes';
`,
  down: `
drop function core.count_standing(text);
drop function core.fold_counts(uuid, text);
drop function core.keep_count();
drop table core.kept_count;
`,
};
