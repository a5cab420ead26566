/**
 * One look for each entry that is taken back. The organization is a variable and not a function:
 * the planner knows the value of a function, and with it how few rows a new organization has, where
 * the plan is kept for all organizations that use the connection.
 */
export const mirroredLines = `
create or replace function accounting.mirrored_lines(batch jsonb)
returns setof accounting.posting_line language plpgsql stable
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  own uuid := organization();
  taken record;
begin
  for taken in
    select e.entry, e.reverses from jsonb_to_recordset(batch) as e(entry integer, reverses uuid)
    where e.reverses is not null
  loop
    return query
      select taken.entry, l.number, gen_random_uuid(), l.account_id, l.currency::text, -l.amount,
        -l.base_amount, l.memo::text,
        (select s.key from dimension_set s
          where s.organization_id = own and s.id = l.dimension_set_id)::text,
        l.party_id, l.open_item_id, l.tax_code_id, -l.tax_base, -l.quantity, null::jsonb
      from line l where l.organization_id = own and l.entry_id = taken.reverses;
  end loop;
end $$;
`;

/** As it was: joined with all lines. */
export const mirroredLinesBefore = `
create or replace function accounting.mirrored_lines(batch jsonb)
returns setof accounting.posting_line language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  select e.entry, l.number, gen_random_uuid(), l.account_id, l.currency, -l.amount,
    -l.base_amount, l.memo, s.key, l.party_id, l.open_item_id, l.tax_code_id, -l.tax_base,
    -l.quantity, null::jsonb
  from jsonb_to_recordset(batch) as e(entry integer, reverses uuid)
  join line l on l.organization_id = organization() and l.entry_id = e.reverses
  left join dimension_set s
    on s.organization_id = l.organization_id and s.id = l.dimension_set_id
$$;
`;
