import type { Migration } from '../../plugin/definition.js';

/**
 * To count a table a second time puts the new count in the place of the old one; and the functions
 * look nowhere but where they are told to. Frozen.
 */
export const countAnew: Migration = {
  name: '0202-count-anew',
  up: `
create or replace function core.count_standing(name text) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  counted_table regclass := name::regclass;
begin
  execute format('alter table %s no force row level security', counted_table);
  alter table core.kept_count no force row level security;
  delete from core.kept_count where counted = name;
  execute format('insert into core.kept_count (organization_id, counted, delta)
    select organization_id, %L, count(*) from %s group by organization_id', name, counted_table);
  alter table core.kept_count force row level security;
  execute format('alter table %s force row level security', counted_table);
end $$;
alter function core.fold_counts(uuid, text) set search_path = pg_catalog, pg_temp;
alter function core.keep_count() reset plan_cache_mode;
alter function core.keep_count() set search_path = pg_catalog, pg_temp;
alter function core.keep_count() set plan_cache_mode = force_generic_plan;
`,
  down: '-- the function of 0201 goes with it',
};
