import type { Migration } from '@bureau/core';
import { reference } from './asset-changes/tenant.js';

/**
 * Lines of budgets carry the dimension values that lines of the ledger carry. Sets of values are
 * never changed and made by the owner only, so that budgets and postings mean the same ones.
 * Frozen.
 */
export const budgetDimensions: Migration = {
  name: '0210-budget-dimensions',
  up: `
alter table accounting.budget_line add column dimension_set_id uuid;
comment on column accounting.budget_line.dimension_set_id is
  'Dimension values that it is for; null: none';
${reference('budget_line', 'dimension_set_id', 'accounting.dimension_set')}
alter table accounting.budget_line drop constraint budget_line_budget_id_account_id_period_id_key;
create index budget_line_budget_id_idx on accounting.budget_line (organization_id, budget_id, id);
create unique index budget_line_set_key on accounting.budget_line
  (organization_id, budget_id, account_id, period_id, dimension_set_id)
  where dimension_set_id is not null;
create unique index budget_line_plain_key on accounting.budget_line
  (organization_id, budget_id, account_id, period_id) where dimension_set_id is null;

-- The sets of lists of values, by place in what is wanted; lists that cannot be one are missing.
create function accounting.dimension_sets(wanted jsonb)
returns table (place integer, id uuid) language plpgsql security definer
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  rows accounting.posting_line[];
begin
  select array_agg(jsonb_populate_record(null::accounting.posting_line,
    jsonb_build_object('entry', k.place, 'dimension_key', k.key)))
  into rows
  from (select w.place, string_agg(v.id::text, ' ' order by v.dimension_id) as key
    from jsonb_array_elements(wanted) with ordinality as w(ids, place)
    cross join lateral jsonb_array_elements_text(w.ids) as u(id)
    join dimension_value v on v.organization_id = organization() and v.id = u.id::uuid
    group by w.place, w.ids
    having count(*) = jsonb_array_length(w.ids)
      and count(distinct v.dimension_id) = count(*)) k;
  if exists (select from unnest(rows) r where not exists (select from dimension_set s
    where s.organization_id = organization() and s.key = r.dimension_key)) then
    -- Whoever waits for it sees the sets that were made before.
    perform lock_ledger();
    perform make_dimension_sets(rows);
  end if;
  return query select r.entry, s.id from unnest(rows) r
    join dimension_set s on s.organization_id = organization() and s.key = r.dimension_key;
end $$;
revoke execute on function accounting.dimension_sets(jsonb) from public;
grant execute on function accounting.dimension_sets(jsonb) to bureau_app;
`,
  down: `
drop function accounting.dimension_sets(jsonb);
drop index accounting.budget_line_plain_key;
drop index accounting.budget_line_set_key;
drop index accounting.budget_line_budget_id_idx;
delete from accounting.budget_line where dimension_set_id is not null;
alter table accounting.budget_line drop column dimension_set_id;
alter table accounting.budget_line add constraint budget_line_budget_id_account_id_period_id_key
  unique (organization_id, budget_id, account_id, period_id);
`,
};
