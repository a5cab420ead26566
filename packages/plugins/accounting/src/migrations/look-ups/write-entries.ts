/** Writing: periods and sets of dimension values are looked up one by one. */
export const writeEntries = `
create or replace function accounting.add_balances(
  heads accounting.posting_entry[], rows accounting.posting_line[])
returns void language plpgsql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
begin
  with sums as (
    select l.account_id, h.period_id, l.currency, l.dimension_key,
      sum(greatest(l.amount, 0)) as debit, sum(greatest(-l.amount, 0)) as credit,
      sum(greatest(l.base_amount, 0)) as base_debit, sum(greatest(-l.base_amount, 0)) as base_credit
    from unnest(rows) l join unnest(heads) h on h.entry = l.entry
    group by l.account_id, h.period_id, l.currency, l.dimension_key)
  insert into balance as b (organization_id, account_id, period_id, currency, dimension_set_id,
    starts_on, ends_on, debit, credit, base_debit, base_credit)
  select organization(), s.account_id, s.period_id, s.currency,
    coalesce((select d.id from dimension_set d
        where d.organization_id = (select organization()) and d.key = s.dimension_key),
      '00000000-0000-0000-0000-000000000000'::uuid),
    p.starts_on, p.ends_on, s.debit, s.credit, s.base_debit, s.base_credit
  from sums s
  cross join lateral (select x.starts_on, x.ends_on from period x
    where x.organization_id = (select organization()) and x.id = s.period_id offset 0) p
  order by 2, 3, 4, 5
  on conflict (organization_id, account_id, period_id, currency, dimension_set_id) do update
    set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      base_debit = b.base_debit + excluded.base_debit,
      base_credit = b.base_credit + excluded.base_credit;
end $$;

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
  if exists (select from unnest(rows) l where l.dimension_key is not null) then
    perform make_dimension_sets(rows);
  end if;
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
    l.amount, l.base_amount, l.memo, (
      select s.id from dimension_set s
      where s.organization_id = (select organization()) and s.key = l.dimension_key), l.party_id, l.open_item_id, l.tax_code_id, l.tax_base,
    l.quantity
  from unnest(rows) l
  join unnest(heads) h on h.entry = l.entry
  order by l.entry, l.number;
  perform add_balances(heads, rows);
  perform seal_entries(wanted, at);
end $$;
`;

/** Balances as before: joined with all periods and sets of dimension values. */
export const addBalancesBefore = `
create or replace function accounting.add_balances(
  heads accounting.posting_entry[], rows accounting.posting_line[])
returns void language sql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  with sums as (
    select l.account_id, h.period_id, l.currency, l.dimension_key,
      sum(greatest(l.amount, 0)) as debit, sum(greatest(-l.amount, 0)) as credit,
      sum(greatest(l.base_amount, 0)) as base_debit, sum(greatest(-l.base_amount, 0)) as base_credit
    from unnest(rows) l join unnest(heads) h on h.entry = l.entry
    group by l.account_id, h.period_id, l.currency, l.dimension_key)
  insert into balance as b (organization_id, account_id, period_id, currency, dimension_set_id,
    starts_on, ends_on, debit, credit, base_debit, base_credit)
  select organization(), s.account_id, s.period_id, s.currency,
    coalesce(d.id, '00000000-0000-0000-0000-000000000000'::uuid),
    p.starts_on, p.ends_on, s.debit, s.credit, s.base_debit, s.base_credit
  from sums s
  join period p on p.organization_id = organization() and p.id = s.period_id
  left join dimension_set d on d.organization_id = organization() and d.key = s.dimension_key
  order by 2, 3, 4, 5
  on conflict (organization_id, account_id, period_id, currency, dimension_set_id) do update
    set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      base_debit = b.base_debit + excluded.base_debit,
      base_credit = b.base_credit + excluded.base_credit
$$;
`;
