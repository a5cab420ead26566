/** Why asset and custody do not fit, as of this migration: hosts and parts have one custodian. */
export const custodyFault = `
create or replace function assets.custody_fault(organization uuid, wanted uuid) returns text
language plpgsql stable as $$
declare
  thing record;
  running record;
  has_history boolean;
begin
  if organization is distinct from nullif(current_setting('app.organization_id', true), '')::uuid
  then return 'organization'; end if;
  select state, holder_id, site_id, disposal_id, host_id into thing from assets.asset
    where organization_id = organization and id = wanted;
  if not found then return null; end if;
  if thing.host_id is not null and not exists (select from assets.asset h
    where h.organization_id = organization and h.id = thing.host_id and (h.holder_id, h.site_id)
      is not distinct from (thing.holder_id, thing.site_id)) then return 'host'; end if;
  if exists (select from assets.asset p where p.organization_id = organization
    and p.host_id = wanted and (p.holder_id, p.site_id)
      is distinct from (thing.holder_id, thing.site_id)) then return 'parts'; end if;
  select employee_id, site_id, reason into running from assets.custody_period
    where organization_id = organization and asset_id = wanted and ends_at is null;
  if found then
    if (thing.holder_id, thing.site_id) is distinct from (running.employee_id, running.site_id)
    then return 'custodian'; end if;
    return case
      when thing.state in ('ORDERED', 'DISPOSED') then 'state'
      when thing.state in ('AVAILABLE', 'IN_REPAIR') and running.site_id is null then 'state'
      when thing.state = 'RETURN_PENDING' and running.employee_id is null then 'state'
      when thing.state = 'IN_USE' and running.employee_id is null
        and running.reason not in ('CHECK_OUT', 'TRANSFER', 'WITH_HOST') then 'state'
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
`;

/** As it was in 0001. */
export const custodyFaultOf0001 = `
create or replace function assets.custody_fault(organization uuid, wanted uuid) returns text
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
`;
