/** Writing, with numbers that are given. A reference holds more than six digits, too. */
export const writeEntries = `
-- Writes the entries that have no fault; the numbers are drawn here and nowhere else.
-- Those that are given stay; the others follow the highest one, given ones of this call included.
create or replace function accounting.write_entries(
  heads accounting.posting_entry[], rows accounting.posting_line[], poster uuid, at timestamptz)
returns void language plpgsql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  wanted uuid[];
begin
  select array_agg(h.id order by h.entry) into wanted from unnest(heads) h;
  perform make_dimension_sets(rows);
  with counts as (
    select h.journal_id, h.fiscal_year_id, coalesce(max(h.number), 0) as top,
      (count(*) filter (where h.number is null))::integer as n
    from unnest(heads) h group by 1, 2 order by 1, 2),
  drawn as (
    insert into number_series as s (organization_id, journal_id, fiscal_year_id, last)
    select organization(), c.journal_id, c.fiscal_year_id, c.top + c.n from counts c
    on conflict (organization_id, journal_id, fiscal_year_id) do update
      set last = (select greatest(s.last, c.top) + c.n from counts c
        where c.journal_id = s.journal_id and c.fiscal_year_id = s.fiscal_year_id)
    returning s.journal_id, s.fiscal_year_id, s.last),
  totals as (
    select l.entry, count(*)::integer as lines, sum(greatest(l.base_amount, 0)) as total
    from unnest(rows) l group by l.entry),
  numbered as (
    select h.*, t.lines, t.total, coalesce(h.number, d.last - c.n + (row_number() over (
      partition by h.journal_id, h.fiscal_year_id, h.number is null order by h.entry))::integer)
      as place
    from unnest(heads) h
    join counts c using (journal_id, fiscal_year_id)
    join drawn d using (journal_id, fiscal_year_id)
    join totals t using (entry))
  insert into entry (organization_id, id, created_at, updated_at, reference, journal_id,
    fiscal_year_id, period_id, number, posted_on, posted_at, posted_by_id, kind, memo, base_total,
    line_count, reverses_id, source_type, source_id, source_event)
  select organization(), n.id, at, at,
    n.journal_code || '-' || n.year_name || '-' || lpad(n.place::text,
      greatest(6, length(n.place::text)), '0'), n.journal_id,
    n.fiscal_year_id, n.period_id, n.place, n.posted_on, at, poster, n.kind, n.memo, n.total,
    n.lines, n.reverses_id, n.source_type, n.source_id, n.source_event
  from numbered n order by n.entry;
  insert into line (organization_id, id, created_at, updated_at, entry_id, number, account_id,
    posted_on, currency, amount, base_amount, memo, dimension_set_id, party_id, open_item_id,
    tax_code_id, tax_base, quantity)
  select organization(), l.id, at, at, h.id, l.number, l.account_id, h.posted_on, l.currency,
    l.amount, l.base_amount, l.memo, s.id, l.party_id, l.open_item_id, l.tax_code_id, l.tax_base,
    l.quantity
  from unnest(rows) l
  join unnest(heads) h on h.entry = l.entry
  left join dimension_set s on s.organization_id = organization() and s.key = l.dimension_key
  order by l.entry, l.number;
  perform add_balances(heads, rows);
  perform seal_entries(wanted, at);
end $$;
`;

/** As it was: every number was drawn. */
export const writeEntriesBefore = `
-- Writes the entries that have no fault; the numbers are drawn here and nowhere else.
create or replace function accounting.write_entries(
  heads accounting.posting_entry[], rows accounting.posting_line[], poster uuid, at timestamptz)
returns void language plpgsql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  wanted uuid[];
begin
  select array_agg(h.id order by h.entry) into wanted from unnest(heads) h;
  perform make_dimension_sets(rows);
  with counts as (
    select h.journal_id, h.fiscal_year_id, count(*)::integer as n from unnest(heads) h
    group by 1, 2 order by 1, 2),
  drawn as (
    insert into number_series as s (organization_id, journal_id, fiscal_year_id, last)
    select organization(), c.journal_id, c.fiscal_year_id, c.n from counts c
    on conflict (organization_id, journal_id, fiscal_year_id) do update
      set last = s.last + excluded.last
    returning s.journal_id, s.fiscal_year_id, s.last),
  totals as (
    select l.entry, count(*)::integer as lines, sum(greatest(l.base_amount, 0)) as total
    from unnest(rows) l group by l.entry),
  numbered as (
    select h.*, t.lines, t.total, d.last - c.n + (row_number() over (
      partition by h.journal_id, h.fiscal_year_id order by h.entry))::integer as number
    from unnest(heads) h
    join counts c using (journal_id, fiscal_year_id)
    join drawn d using (journal_id, fiscal_year_id)
    join totals t using (entry))
  insert into entry (organization_id, id, created_at, updated_at, reference, journal_id,
    fiscal_year_id, period_id, number, posted_on, posted_at, posted_by_id, kind, memo, base_total,
    line_count, reverses_id, source_type, source_id, source_event)
  select organization(), n.id, at, at,
    n.journal_code || '-' || n.year_name || '-' || lpad(n.number::text, 6, '0'), n.journal_id,
    n.fiscal_year_id, n.period_id, n.number, n.posted_on, at, poster, n.kind, n.memo, n.total,
    n.lines, n.reverses_id, n.source_type, n.source_id, n.source_event
  from numbered n order by n.entry;
  insert into line (organization_id, id, created_at, updated_at, entry_id, number, account_id,
    posted_on, currency, amount, base_amount, memo, dimension_set_id, party_id, open_item_id,
    tax_code_id, tax_base, quantity)
  select organization(), l.id, at, at, h.id, l.number, l.account_id, h.posted_on, l.currency,
    l.amount, l.base_amount, l.memo, s.id, l.party_id, l.open_item_id, l.tax_code_id, l.tax_base,
    l.quantity
  from unnest(rows) l
  join unnest(heads) h on h.entry = l.entry
  left join dimension_set s on s.organization_id = organization() and s.key = l.dimension_key
  order by l.entry, l.number;
  perform add_balances(heads, rows);
  perform seal_entries(wanted, at);
end $$;
`;
