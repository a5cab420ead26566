/** The judgement of entries, which knows numbers that are given. */
export const judgeEntries = `
-- What is against a number that is given; null: nothing.
create function accounting.number_fault(wanted integer, journal uuid, year uuid)
returns jsonb language sql stable
set search_path = pg_catalog, accounting, pg_temp as $$
  select case
    when j.numbering <> 'PLAIN' then jsonb_build_object('code', 'NUMBER_GAPLESS',
      'journal', j.code)
    when wanted not between 1 and 999999999 then jsonb_build_object('code', 'NUMBER_RANGE',
      'limit', 999999999)
    when exists (select from entry e where e.organization_id = organization()
        and e.journal_id = j.id and e.fiscal_year_id = y.id and e.number = wanted)
      then jsonb_build_object('code', 'NUMBER_TAKEN', 'number', wanted, 'journal', j.code,
        'year', y.name)
  end
  from journal j join fiscal_year y on y.organization_id = organization() and y.id = year
  where j.organization_id = organization() and j.id = journal
$$;

create or replace function accounting.judge_entries(
  batch jsonb, rows accounting.posting_line[], poster uuid, may_soft boolean)
returns setof accounting.posting_entry language sql stable
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  with ided as (
    select e.*, coalesce(e.id, gen_random_uuid()) as key
    from jsonb_to_recordset(batch) as e(entry integer, id uuid, journal uuid, "journalCode" text,
      "postedOn" date, kind text, memo text, reverses uuid, "sourceType" text, "sourceId" uuid,
      "sourceEvent" text, number integer)),
  given as (
    select e.*,
      first_value(e.key) over (partition by e."sourceType", e."sourceId", e."sourceEvent"
        order by e.entry) as first_key,
      row_number() over (partition by e.reverses order by e.entry) as reverse_turn
    from ided e),
  counted as (
    select l.entry, count(*) as lines,
      (array_agg(l.fault order by l.number) filter (where l.fault is not null))[1] as fault
    from unnest(rows) l group by l.entry),
  judged as (
    select g.entry, g.key, j.id as journal_id, j.code, p.fiscal_year_id, y.name as year_name,
      p.id as period_id, g."postedOn",
      case when g.reverses is null then coalesce(g.kind, 'NORMAL') else 'REVERSAL' end as kind,
      g.memo, g.reverses, g."sourceType", g."sourceId", g."sourceEvent", coalesce(earlier.id,
        case when g."sourceId" is not null and g.first_key <> g.key then g.first_key end)
        as earlier_id,
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
          case when g.number is not null then number_fault(g.number, j.id, y.id) end,
          case when coalesce(c.lines, 0) < 2 then
            jsonb_build_object('code', 'TOO_FEW_LINES', 'lines', coalesce(c.lines, 0)) end,
          c.fault, b.fault)
      end as fault, g.number
    from given g
    left join journal j on j.organization_id = organization()
      and (j.id = g.journal or (g.journal is null and j.code = g."journalCode"))
    left join period p on p.organization_id = organization()
      and g."postedOn" between p.starts_on and p.ends_on
    left join fiscal_year y on y.organization_id = organization() and y.id = p.fiscal_year_id
    left join lateral (
      select e.id, e.kind, e.reference, e.posted_on from entry e
      where e.organization_id = (select organization()) and e.id = g.reverses offset 0) o on true
    left join lateral (
      select e.id, e.reference from entry e
      where e.organization_id = (select organization()) and e.reverses_id = g.reverses
      offset 0) back on true
    left join lateral (
      select e.id from entry e
      where e.organization_id = (select organization()) and e.source_type = g."sourceType"
        and e.source_id = g."sourceId" and e.source_event = g."sourceEvent"
      offset 0) earlier on true
    left join counted c on c.entry = g.entry
    left join accounting.balance_faults(rows) b on b.entry = g.entry)
  -- Of twins that are sound otherwise the first one has the number.
  select j.entry, j.key, j.journal_id, j.code, j.fiscal_year_id, j.year_name, j.period_id,
    j."postedOn", j.kind, j.memo, j.reverses, j."sourceType", j."sourceId", j."sourceEvent",
    j.earlier_id, coalesce(j.fault, case when j.number is not null and j.earlier_id is null
      and row_number() over (partition by j.journal_id, j.fiscal_year_id, j.number,
        j.fault is null and j.earlier_id is null order by j.entry) > 1
      then jsonb_build_object('code', 'NUMBER_TAKEN', 'number', j.number, 'journal', j.code,
        'year', j.year_name) end), j.number
  from judged j
$$;
`;
