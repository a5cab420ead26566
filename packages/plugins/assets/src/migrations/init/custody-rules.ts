/**
 * What the tables cannot say by themselves.
 *
 * Custody is a chain: a period that is not the first refers to the end of the one before it, at
 * most one refers to each end, and it begins there. With one first period and one without an end,
 * that leaves neither gap nor overlap, whoever writes and in whatever order.
 *
 * Link and open end are checked at the end of the transaction, because the next period is written
 * before the running one is closed.
 */
export const custodyRules = `
alter table assets.custody_period
  add constraint custody_period_chain_fkey
    foreign key (organization_id, asset_id, previous_ends_at)
    references assets.custody_period (organization_id, asset_id, ends_at)
    deferrable initially deferred,
  add constraint custody_period_running_excl
    exclude using btree (organization_id with =, asset_id with =) where (ends_at is null)
    deferrable initially deferred;

create function assets.refuse(code text, data jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = 'BU001', message = code, detail = data::text;
end $$;

-- What has ended is history: only the running period may change, and only by ending.
create function assets.guard_custody() returns trigger language plpgsql as $$
begin
  if old.ends_at is not null
    or (new.organization_id, new.id, new.asset_id, new.starts_at, new.reason)
      is distinct from (old.organization_id, old.id, old.asset_id, old.starts_at, old.reason)
    or (new.employee_id, new.site_id, new.previous_ends_at)
      is distinct from (old.employee_id, old.site_id, old.previous_ends_at)
  then
    perform assets.refuse('ASSETS_CUSTODY_FROZEN', '{}');
  end if;
  return new;
end $$;

create trigger guard_custody before update on assets.custody_period
  for each row execute function assets.guard_custody();

-- The edges of the state machine, for whoever writes past the entity.
create function assets.guard_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- An import enters what is here already; what has left is entered by nobody.
    if new.state <> 'DISPOSED' then return new; end if;
  elsif (old.state, new.state) in (
    ('ORDERED', 'AVAILABLE'), ('AVAILABLE', 'IN_USE'), ('IN_USE', 'RETURN_PENDING'),
    ('IN_USE', 'AVAILABLE'), ('RETURN_PENDING', 'AVAILABLE'), ('AVAILABLE', 'IN_REPAIR'),
    ('IN_REPAIR', 'AVAILABLE'), ('ORDERED', 'LOST'), ('AVAILABLE', 'LOST'), ('IN_USE', 'LOST'),
    ('RETURN_PENDING', 'LOST'), ('IN_REPAIR', 'LOST'), ('LOST', 'AVAILABLE'),
    ('LOST', 'DISPOSED'), ('AVAILABLE', 'DISPOSED'))
  then
    return new;
  end if;
  perform assets.refuse('ASSETS_STATE_EDGE', jsonb_build_object(
    'from', case when tg_op = 'UPDATE' then old.state else '-' end, 'to', new.state));
  return null;
end $$;

create trigger guard_new_state before insert on assets.asset
  for each row execute function assets.guard_state();
create trigger guard_state before update of state on assets.asset
  for each row when (old.state is distinct from new.state)
  execute function assets.guard_state();

-- Why asset and custody do not fit; null when they do.
create function assets.custody_fault(organization uuid, wanted uuid) returns text
language plpgsql stable as $$
declare
  thing record;
  running record;
  has_history boolean;
begin
  if organization is distinct from nullif(current_setting('app.organization_id', true), '')::uuid
  then return 'organization'; end if;
  select state, holder_id, site_id, disposal_id into thing from assets.asset
    where organization_id = organization and id = wanted;
  if not found then return null; end if;
  select employee_id, site_id into running from assets.custody_period
    where organization_id = organization and asset_id = wanted and ends_at is null;
  if found then
    if (thing.holder_id, thing.site_id) is distinct from (running.employee_id, running.site_id)
    then return 'custodian'; end if;
    return case
      when thing.state in ('ORDERED', 'DISPOSED') then 'state'
      when thing.state in ('AVAILABLE', 'IN_REPAIR') and running.site_id is null then 'state'
      when thing.state in ('IN_USE', 'RETURN_PENDING') and running.employee_id is null
        then 'state'
    end;
  end if;
  if thing.holder_id is not null or thing.site_id is not null then return 'custodian'; end if;
  if thing.state = 'DISPOSED' then
    return case when not exists (select from assets.disposal where organization_id = organization
      and id = thing.disposal_id and asset_id = wanted) then 'disposal' end;
  end if;
  has_history := exists (select from assets.custody_period
    where organization_id = organization and asset_id = wanted);
  return case when has_history or thing.state not in ('ORDERED', 'LOST') then 'gap' end;
end $$;

create function assets.check_asset_custody() returns trigger language plpgsql as $$
declare
  fault text := assets.custody_fault(new.organization_id, new.id);
begin
  if fault is not null then
    perform assets.refuse('ASSETS_CUSTODY_BROKEN', jsonb_build_object('reason', fault));
  end if;
  return null;
end $$;

create constraint trigger check_new_custody after insert on assets.asset
  deferrable initially deferred
  for each row execute function assets.check_asset_custody();
create constraint trigger check_custody after update of state, holder_id, site_id, disposal_id
  on assets.asset deferrable initially deferred
  for each row execute function assets.check_asset_custody();

create function assets.check_period_custody() returns trigger language plpgsql as $$
declare
  period assets.custody_period := case when tg_op = 'DELETE' then old else new end;
  fault text := assets.custody_fault(period.organization_id, period.asset_id);
begin
  -- History goes with its asset only.
  if fault is null and tg_op = 'DELETE' and exists (select from assets.asset
    where organization_id = period.organization_id and id = period.asset_id)
  then fault := 'history'; end if;
  if fault is not null then
    perform assets.refuse('ASSETS_CUSTODY_BROKEN', jsonb_build_object('reason', fault));
  end if;
  return null;
end $$;

create constraint trigger check_custody after insert or update or delete
  on assets.custody_period deferrable initially deferred
  for each row execute function assets.check_period_custody();
`;

export const custodyRulesDown = `
drop trigger check_custody on assets.custody_period;
drop trigger guard_custody on assets.custody_period;
drop trigger check_custody on assets.asset;
drop trigger check_new_custody on assets.asset;
drop trigger guard_state on assets.asset;
drop trigger guard_new_state on assets.asset;
drop function assets.check_period_custody();
drop function assets.check_asset_custody();
drop function assets.custody_fault(uuid, uuid);
drop function assets.guard_state();
drop function assets.guard_custody();
drop function assets.refuse(text, jsonb);
`;
