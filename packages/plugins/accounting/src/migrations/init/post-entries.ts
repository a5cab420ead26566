/** The posting function itself. */
export const postEntries = `
-- Writes the entries that have no fault; the numbers are drawn here and nowhere else.
create function accounting.write_entries(
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
  perform add_balances(wanted);
  perform seal_entries(wanted, at);
end $$;

-- Posts entries: one row for each, with what was written or with its fault. With 'all_or_none' a
-- fault of one keeps all of them from being written. What has a source that was posted before, or
-- earlier in the same call, is that entry again ('replayed').
create function accounting.post_entries(batch jsonb, batch_lines jsonb, all_or_none boolean,
  poster uuid, may_soft boolean)
returns table (entry integer, id uuid, reference text, base_total numeric, replayed boolean,
  fault jsonb) language plpgsql security definer
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  base text;
  at timestamptz;
  rows accounting.posting_line[];
  heads accounting.posting_entry[];
  good accounting.posting_entry[];
begin
  perform lock_ledger();
  select s.base_currency into base from settings s where s.organization_id = organization();
  if base is null then perform refuse('ACCOUNTING_NOT_SET_UP', '{}'); end if;
  perform from period p where p.organization_id = organization() and exists (
      select from jsonb_to_recordset(batch) as e("postedOn" date)
      where e."postedOn" between p.starts_on and p.ends_on)
    order by p.id for share;
  rows := array(select l from judge_lines(batch_lines, base) l
    union all select l from mirrored_lines(batch) l);
  heads := array(select e from judge_entries(batch, rows, poster, may_soft) e order by e.entry);
  if not (all_or_none and exists (select from unnest(heads) h where h.fault is not null)) then
    good := array(select g from unnest(heads) g
      where g.fault is null and g.earlier_id is null order by g.entry);
    rows := array(select l from unnest(rows) l join unnest(good) g on g.entry = l.entry);
    if cardinality(good) > 0 then
      select greatest(clock_timestamp(), max(c.posted_at) + interval '1 microsecond') into at
        from chain_head c where c.organization_id = organization();
      perform write_entries(good, rows, poster, at);
    end if;
  end if;
  return query
    select h.entry, w.id, w.reference::text, w.base_total, h.earlier_id is not null,
      coalesce(h.fault, f.fault)
    from unnest(heads) h
    left join unnest(heads) f on f.id = h.earlier_id
    left join accounting.entry w on w.organization_id = organization()
      and w.id = coalesce(h.earlier_id, h.id)
    order by h.entry;
end $$;

revoke execute on function accounting.post_entries(jsonb, jsonb, boolean, uuid, boolean)
  from public;
grant execute on function accounting.post_entries(jsonb, jsonb, boolean, uuid, boolean)
  to bureau_app;
`;

export const postEntriesDown = `
drop function accounting.post_entries(jsonb, jsonb, boolean, uuid, boolean);
drop function accounting.write_entries(
  accounting.posting_entry[], accounting.posting_line[], uuid, timestamptz);
`;
