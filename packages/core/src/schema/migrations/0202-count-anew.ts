import type { Migration } from '../../plugin/definition.js';

/** To count a table a second time puts the new count in the place of the old one. Frozen. */
export const countAnew: Migration = {
  name: '0202-count-anew',
  up: `
create or replace function core.count_standing(name text) returns void language plpgsql as $$
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
`,
  down: '-- the function of 0201 goes with it',
};
