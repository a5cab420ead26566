/** What is wrong with the entries as wholes: journal, period, locks, source, reversal, balance. */
export const judgeEntries = `
-- The lock that holds for a day, if any; those of an exception count for soft ones only.
create function accounting.lock_fault(kind text, day date, poster uuid)
returns jsonb language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  select jsonb_build_object('code', 'LOCKED', 'area', l.area, 'until', l.until_on,
    'hard', case when l.is_hard then 'yes' else 'no' end)
  from lock l
  where l.organization_id = organization() and l.until_on >= day
    and l.area in ('ALL', case kind when 'SALES' then 'SALES' when 'PURCHASES' then 'PURCHASES'
      when 'PAYROLL' then 'PAYROLL' when 'BANK' then 'BANK' when 'CASH' then 'BANK' end)
    and (l.is_hard or not exists (
      select from lock_exception x where x.organization_id = l.organization_id
        and x.lock_id = l.id and x.user_id = poster and x.expires_at > now()))
  order by l.is_hard desc, l.until_on desc limit 1
$$;

-- The first currency in which lines do not sum to zero, or the base.
create function accounting.balance_faults(rows accounting.posting_line[])
returns table (entry integer, fault jsonb) language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  with sums as (
    select l.entry, l.currency, sum(l.amount) as amount, sum(l.base_amount) as base
    from unnest(rows) l group by l.entry, l.currency),
  odd as (
    select distinct on (s.entry) s.entry, jsonb_build_object('code', 'UNBALANCED',
      'currency', s.currency, 'difference', trim_scale(s.amount)::text) as fault
    from sums s where s.amount <> 0 order by s.entry, s.currency),
  odd_base as (
    select s.entry, jsonb_build_object('code', 'UNBALANCED_BASE',
      'difference', trim_scale(sum(s.base))::text) as fault
    from sums s group by s.entry having sum(s.base) <> 0)
  select coalesce(o.entry, b.entry), coalesce(o.fault, b.fault)
  from odd o full join odd_base b on b.entry = o.entry
$$;

-- The entries as they would be stored, each with its first fault; 'may_soft': also into periods
-- that are softly closed.
create function accounting.judge_entries(
  batch jsonb, rows accounting.posting_line[], poster uuid, may_soft boolean)
returns setof accounting.posting_entry language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  with ided as (
    select e.*, coalesce(e.id, gen_random_uuid()) as key
    from jsonb_to_recordset(batch) as e(entry integer, id uuid, journal uuid, "journalCode" text,
      "postedOn" date, kind text, memo text, reverses uuid, "sourceType" text, "sourceId" uuid,
      "sourceEvent" text)),
  given as (
    select e.*,
      first_value(e.key) over (partition by e."sourceType", e."sourceId", e."sourceEvent"
        order by e.entry) as first_key,
      row_number() over (partition by e.reverses order by e.entry) as reverse_turn
    from ided e),
  counted as (
    select l.entry, count(*) as lines,
      (array_agg(l.fault order by l.number) filter (where l.fault is not null))[1] as fault
    from unnest(rows) l group by l.entry)
  select g.entry, g.key, j.id, j.code, p.fiscal_year_id, y.name, p.id,
    g."postedOn", case when g.reverses is null then coalesce(g.kind, 'NORMAL') else 'REVERSAL' end,
    g.memo, g.reverses, g."sourceType", g."sourceId", g."sourceEvent", coalesce(earlier.id,
      case when g."sourceId" is not null and g.first_key <> g.key then g.first_key end),
    case
      when earlier.id is not null or (g."sourceId" is not null and g.first_key <> g.key)
        then null
      when j.id is null then
        jsonb_build_object('code', 'JOURNAL_UNKNOWN', 'journal', coalesce(g."journalCode", ''))
      when not j.is_active then
        jsonb_build_object('code', 'JOURNAL_INACTIVE', 'journal', j.code)
      when g.reverses is not null and o.id is null then
        jsonb_build_object('code', 'ENTRY_UNKNOWN')
      when o.kind = 'REVERSAL' then
        jsonb_build_object('code', 'NOT_REVERSIBLE', 'entry', o.reference)
      when back.id is not null or (g.reverses is not null and g.reverse_turn > 1) then
        jsonb_build_object('code', 'ALREADY_REVERSED', 'entry', o.reference,
          'by', coalesce(back.reference, ''))
      when g."postedOn" < o.posted_on then
        jsonb_build_object('code', 'REVERSAL_TOO_EARLY', 'entry', o.reference,
          'day', o.posted_on)
      when p.id is null then
        jsonb_build_object('code', 'NO_PERIOD', 'day', g."postedOn")
      when p.state = 'CLOSED' or (p.state = 'SOFT_CLOSED' and not may_soft) then
        jsonb_build_object('code', 'PERIOD_CLOSED', 'period', p.name, 'state', p.state)
      else coalesce(
        lock_fault(j.kind, g."postedOn", poster),
        case when coalesce(c.lines, 0) < 2 then
          jsonb_build_object('code', 'TOO_FEW_LINES', 'lines', coalesce(c.lines, 0)) end,
        c.fault, b.fault)
    end
  from given g
  left join journal j on j.organization_id = organization()
    and (j.id = g.journal or (g.journal is null and j.code = g."journalCode"))
  left join period p on p.organization_id = organization()
    and g."postedOn" between p.starts_on and p.ends_on
  left join fiscal_year y on y.organization_id = organization() and y.id = p.fiscal_year_id
  left join entry o on o.organization_id = organization() and o.id = g.reverses
  left join entry back on back.organization_id = organization() and back.reverses_id = g.reverses
  left join entry earlier on earlier.organization_id = organization()
    and earlier.source_type = g."sourceType" and earlier.source_id = g."sourceId"
    and earlier.source_event = g."sourceEvent"
  left join counted c on c.entry = g.entry
  left join accounting.balance_faults(rows) b on b.entry = g.entry
$$;
`;

export const judgeEntriesDown = `
drop function accounting.judge_entries(jsonb, accounting.posting_line[], uuid, boolean);
drop function accounting.balance_faults(accounting.posting_line[]);
drop function accounting.lock_fault(text, date, uuid);
`;
