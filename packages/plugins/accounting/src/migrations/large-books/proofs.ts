/** Hashes of entries, and the check of lines that come: both look entries up one by one. */
export const proofs = `
-- Content hashes of entries of this organization.
create or replace function accounting.content_hashes(wanted uuid[])
returns table (id uuid, content bytea, lines integer) language sql stable
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  select e.id, sha256(convert_to(e.content || E'\\n' || coalesce(l.content, ''), 'UTF8')),
    coalesce(l.lines, 0)::integer
  from unnest(wanted) as w(id)
  cross join lateral (
    select x.organization_id, x.id, accounting.entry_text(x) as content from entry x
    where x.organization_id = (select organization()) and x.id = w.id offset 0) e
  left join lateral (
    select string_agg(accounting.line_text(x), E'\\n' order by x.number) as content,
      count(*) as lines
    from line x where x.organization_id = e.organization_id and x.entry_id = e.id) l on true
$$;

-- Lines come with their entry, before its seal, and for its day.
create or replace function accounting.check_lines() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  if exists (
    select from added l
    where (select e.posted_on from accounting.entry e
        where e.organization_id = l.organization_id and e.id = l.entry_id)
        is distinct from l.posted_on
      or (select s.entry_id from accounting.entry_seal s
        where s.organization_id = l.organization_id and s.entry_id = l.entry_id) is not null)
  then
    perform accounting.refuse('ACCOUNTING_ENTRY_SEALED', '{}');
  end if;
  return null;
end $$;
`;

/** As they were: joined with entries, or with all of them. */
export const proofsBefore = `
-- Content hashes of entries of this organization.
create or replace function accounting.content_hashes(wanted uuid[])
returns table (id uuid, content bytea, lines integer) language sql stable
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  select e.id, sha256(convert_to(accounting.entry_text(e) || E'\\n'
      || coalesce(l.content, ''), 'UTF8')), coalesce(l.lines, 0)::integer
  from unnest(wanted) as w(id)
  join entry e on e.organization_id = organization() and e.id = w.id
  left join lateral (
    select string_agg(accounting.line_text(x), E'\\n' order by x.number) as content,
      count(*) as lines
    from line x where x.organization_id = e.organization_id and x.entry_id = e.id) l on true
$$;

-- Lines come with their entry, before its seal, and for its day.
create or replace function accounting.check_lines() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  if exists (
    select from added l
    left join accounting.entry e on e.organization_id = l.organization_id and e.id = l.entry_id
    left join accounting.entry_seal s
      on s.organization_id = l.organization_id and s.entry_id = l.entry_id
    where s.entry_id is not null or e.id is null or e.posted_on <> l.posted_on)
  then
    perform accounting.refuse('ACCOUNTING_ENTRY_SEALED', '{}');
  end if;
  return null;
end $$;
`;
