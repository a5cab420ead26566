/**
 * Keeps versions of units by a trigger, whoever writes. Two settings of the transaction say from
 * which day a change holds: `core.unit_moved_on` of its place, `core.unit_changed_on` of the rest;
 * default today. A change holds from its day on, whatever stood for later days.
 */
export const keeper = `
-- One instant for all that a transaction writes. The shared lock is there before the instant is
-- taken, and lasts until the commit: whoever takes it alone knows that nothing comes any more with
-- an instant of before.
create function core.known_instant() returns timestamptz
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := nullif(current_setting('core.known_at', true), '')::timestamptz;
begin
  if at is null then
    perform pg_advisory_xact_lock_shared(
      hashtextextended('core.known ' || current_setting('app.organization_id'), 0));
    at := clock_timestamp();
    perform set_config('core.known_at', at::text, true);
  end if;
  return at;
end $$;

create function core.keep_org_unit_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  caller uuid := nullif(current_setting('app.principal_id', true), '')::uuid;
  moved date := nullif(current_setting('core.unit_moved_on', true), '')::date;
  since date := coalesce(moved, nullif(current_setting('core.unit_changed_on', true), '')::date,
    (clock_timestamp() at time zone (select o.time_zone from core.organization o
      where o.organization_id = new.organization_id))::date);
  at timestamptz;
  who uuid;
  stood core.org_unit_version;
  made core.org_unit_version;
begin
  if tg_op = 'UPDATE' and moved is null and (new.name, new.parent_id, new.legal_entity_id)
    is not distinct from (old.name, old.parent_id, old.legal_entity_id) then
    return null;
  end if;
  at := core.known_instant();
  -- A key writes for its user; the platform itself is nobody.
  select m.id into who from core.membership m
    where m.organization_id = new.organization_id and m.id in (caller, (
      select k.user_id from core.api_key k
      where k.organization_id = new.organization_id and k.id = caller));
  if tg_op = 'INSERT' then
    insert into core.org_unit_version (organization_id, id, created_at, updated_at, unit_id,
        valid_from, name, parent_id, legal_entity_id, known_from, recorded_by_id)
      values (new.organization_id, gen_random_uuid(), at, at, new.id, '0001-01-01', new.name,
        new.parent_id, new.legal_entity_id, at, who);
    return null;
  end if;
  -- Somebody who began later was faster: run again, so that what is known never goes back.
  perform from core.org_unit_version v
    where v.organization_id = new.organization_id and v.unit_id = new.id
      and greatest(v.known_from, v.known_to) > at;
  if found then
    raise exception using errcode = '40001', message = 'Changed by others at the same time.';
  end if;
  for stood in
    select * from core.org_unit_version v
    where v.organization_id = new.organization_id and v.unit_id = new.id and v.known_to is null
      and (v.valid_to is null or v.valid_to > since)
  loop
    made := stood;
    if moved is not null or new.parent_id is distinct from old.parent_id then
      made.parent_id := new.parent_id;
    end if;
    if new.name <> old.name then
      made.name := new.name;
    end if;
    if new.legal_entity_id is distinct from old.legal_entity_id then
      made.legal_entity_id := new.legal_entity_id;
    end if;
    continue when made is not distinct from stood;
    if stood.known_from = at then
      delete from core.org_unit_version v
        where v.organization_id = stood.organization_id and v.id = stood.id;
    else
      update core.org_unit_version v
        set known_to = at, superseded_by_id = who, version = 2, updated_at = at
        where v.organization_id = stood.organization_id and v.id = stood.id;
    end if;
    insert into core.org_unit_version (organization_id, id, created_at, updated_at, unit_id,
        valid_from, valid_to, name, parent_id, legal_entity_id, known_from, recorded_by_id)
      select new.organization_id, gen_random_uuid(), at, at, new.id, span.valid_from,
        span.valid_to, span.name, span.parent_id, span.legal_entity_id, at, who
      from (values
        (stood.valid_from, since, stood.name, stood.parent_id, stood.legal_entity_id),
        (greatest(stood.valid_from, since), stood.valid_to, made.name, made.parent_id,
          made.legal_entity_id))
        as span(valid_from, valid_to, name, parent_id, legal_entity_id)
      where span.valid_to is null or span.valid_from < span.valid_to;
  end loop;
  return null;
end $$;
revoke all on function core.keep_org_unit_version() from public;
create trigger keeps_version after insert or update on core.org_unit
  for each row execute function core.keep_org_unit_version();

-- Forced row-level security binds the owner too: rows of all organizations are copied.
alter table core.org_unit no force row level security;
alter table core.org_unit_version no force row level security;
insert into core.org_unit_version (organization_id, id, created_at, updated_at, unit_id,
    valid_from, name, parent_id, legal_entity_id, known_from)
  select u.organization_id, gen_random_uuid(), u.created_at, u.created_at, u.id, '0001-01-01',
    u.name, u.parent_id, u.legal_entity_id, u.created_at
  from core.org_unit u;
alter table core.org_unit force row level security;
alter table core.org_unit_version force row level security;
`;
