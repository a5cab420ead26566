/** Posting: the periods of a call are found by their days, not by going through all of them. */
export const postEntries = `
-- Posts entries: one row for each, with what was written or with its fault. With 'all_or_none' a
-- fault of one keeps all of them from being written. What has a source that was posted before, or
-- earlier in the same call, is that entry again ('replayed').
create or replace function accounting.post_entries(batch jsonb, batch_lines jsonb, all_or_none boolean,
  poster uuid, may_soft boolean)
returns table (entry integer, id uuid, reference text, base_total numeric, replayed boolean,
  fault jsonb) language plpgsql security definer
set plan_cache_mode = force_generic_plan
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
  perform from period p where p.organization_id = organization() and p.id = any (array(
      select q.id from (select distinct e."postedOn" as day
        from jsonb_to_recordset(batch) as e("postedOn" date)) d
      cross join lateral (select x.id, x.ends_on from period x
        where x.organization_id = (select organization()) and x.starts_on <= d.day
        order by x.starts_on desc limit 1) q
      where q.ends_on >= d.day))
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
    from (select g.entry, g.earlier_id, g.fault, coalesce(g.earlier_id, g.id) as written
      from unnest(heads) g offset 0) h
    left join unnest(heads) f on f.id = h.earlier_id
    left join lateral (select e.id, e.reference, e.base_total from accounting.entry e
      where e.organization_id = (select organization()) and e.id = h.written offset 0) w on true
    order by h.entry;
end $$;
`;
