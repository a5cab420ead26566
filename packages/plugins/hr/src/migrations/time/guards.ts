/** How the database itself keeps records of time as they were. */
export const timeGuards = `
-- The share of the lock lasts until the commit: a period is not closed while time is written.
create function hr.time_day_open(organization uuid, employee uuid, worked date) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  period record;
begin
  for period in
    select p.state, p.starts_on, p.ends_on
    from hr.time_period p
    where p.organization_id = organization and worked between p.starts_on and p.ends_on
      and p.legal_entity_id in (select m.legal_entity_id from hr.employment m
        where m.organization_id = organization and m.employee_id = employee
          and m.starts_on <= worked and (m.ends_on is null or m.ends_on > worked))
    for share of p
  loop
    if period.state <> 'OPEN' then
      raise exception using errcode = 'BU001', message = 'HR_TIME_PERIOD_CLOSED',
        detail = jsonb_build_object('from', period.starts_on, 'to', period.ends_on)::text;
    end if;
  end loop;
end $$;

create function hr.time_entry_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'BU001', message = 'HR_TIME_STANDS';
  end if;
  if tg_op = 'UPDATE' then
    if (new.employee_id, new.site_id, new.time_zone, new.day, new.kind, new.source,
        new.started_at, new.correction_id)
      is distinct from (old.employee_id, old.site_id, old.time_zone, old.day, old.kind,
        old.source, old.started_at, old.correction_id)
      or new.ended_at is distinct from old.ended_at
        and (old.ended_at is not null or old.state <> 'VALID' or new.state <> 'VALID')
      or new.state <> old.state and (old.state, new.state) not in
        (('PROPOSED', 'VALID'), ('PROPOSED', 'DROPPED'), ('VALID', 'REPLACED'))
      or new.replaced_by_id is distinct from old.replaced_by_id and old.state <> 'VALID' then
      raise exception using errcode = 'BU001', message = 'HR_TIME_STANDS';
    end if;
    if new.state = 'DROPPED' then
      return new;
    end if;
  end if;
  perform hr.time_day_open(new.organization_id, new.employee_id, new.day);
  return new;
end $$;
create trigger stands before insert or update or delete on hr.time_entry
  for each row execute function hr.time_entry_stands();

create function hr.time_correction_steps() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.state <> 'PENDING'
    or (new.employee_id, new.day, new.reason) is distinct from (old.employee_id, old.day,
      old.reason) then
    raise exception using errcode = 'BU001', message = 'HR_TIME_STANDS';
  end if;
  return new;
end $$;
create trigger steps before update or delete on hr.time_correction
  for each row execute function hr.time_correction_steps();

create function hr.time_period_steps() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'OPEN' then
      raise exception using errcode = 'BU001', message = 'HR_TIME_PERIOD_STATE',
        detail = jsonb_build_object('state', old.state)::text;
    end if;
    return old;
  end if;
  if (new.legal_entity_id, new.starts_on, new.ends_on)
      is distinct from (old.legal_entity_id, old.starts_on, old.ends_on)
    or new.state <> old.state and (old.state, new.state) not in (('OPEN', 'APPROVED'),
      ('APPROVED', 'LOCKED'), ('APPROVED', 'OPEN'), ('LOCKED', 'OPEN'))
    or new.state = 'OPEN' and old.state <> 'OPEN' and new.reopened_reason is null then
    raise exception using errcode = 'BU001', message = 'HR_TIME_PERIOD_STATE',
      detail = jsonb_build_object('state', old.state)::text;
  end if;
  return new;
end $$;
create trigger steps before update or delete on hr.time_period
  for each row execute function hr.time_period_steps();

create function hr.time_sheet_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  sheet hr.time_sheet := case when tg_op = 'DELETE' then old else new end;
begin
  perform from hr.time_period p
    where p.organization_id = sheet.organization_id and p.id = sheet.period_id
      and p.state = 'LOCKED' for share;
  if found or tg_op = 'UPDATE' then
    raise exception using errcode = 'BU001', message = 'HR_TIME_STANDS';
  end if;
  return sheet;
end $$;
create trigger stands before insert or update or delete on hr.time_sheet
  for each row execute function hr.time_sheet_stands();

-- A policy that was given to people says the same for ever.
create function hr.work_time_policy_stands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (to_jsonb(new) - '{name,is_active,version,updated_at}'::text[])
    is distinct from (to_jsonb(old) - '{name,is_active,version,updated_at}'::text[]) then
    raise exception using errcode = 'BU001', message = 'HR_TIME_STANDS';
  end if;
  return new;
end $$;
create trigger stands before update on hr.work_time_policy
  for each row execute function hr.work_time_policy_stands();
create trigger stands before update on hr.work_time_break
  for each row execute function hr.work_time_policy_stands();
`;

/** Takes them back, when their tables are gone. */
export const timeGuardsDown = `
drop function hr.work_time_policy_stands(), hr.time_sheet_stands(), hr.time_period_steps(),
  hr.time_correction_steps(), hr.time_entry_stands(), hr.time_day_open(uuid, uuid, date);`;
