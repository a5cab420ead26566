import type { Migration } from '../../plugin/definition.js';

/** Organizations and roles may ask for a second factor; the credential says when it is missing. */
export const secondFactorRules: Migration = {
  name: '0081-second-factor-rules',
  up: `
alter table core.organization
  add column is_second_factor_required boolean not null default false;
comment on column core.organization.is_second_factor_required is
  'Whoever signs in by a password must have a second factor';
alter table core.role add column is_second_factor_required boolean not null default false;
comment on column core.role.is_second_factor_required is
  'Its holders who sign in by a password must have a second factor';

create function core.credential_facts(p_hash bytea) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c record;
  must_enrol boolean := false;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  select * into c from core.credential(p_hash);
  if not found then
    return null;
  end if;
  if c.kind = 'session' and c.factor = 'PASSWORD' then
    perform set_config('app.organization_id', c.organization_id::text, true);
    select o.is_second_factor_required or exists (
        select from core.role_grant g join core.role r
          on r.organization_id = g.organization_id and r.id = g.role_id
        where g.organization_id = o.id and g.user_id = c.membership_id
          and r.is_second_factor_required)
      into must_enrol from core.organization o where o.id = c.organization_id;
    perform set_config('app.organization_id', before, true);
  end if;
  return to_jsonb(c) || jsonb_build_object('must_enrol', must_enrol);
end $$;
comment on function core.credential_facts(bytea) is
  'The credential with this SHA-256, and whether its session lacks a second factor that is asked for';
revoke execute on function core.credential_facts(bytea) from public;
grant execute on function core.credential_facts(bytea) to bureau_app;
`,
  down: `
drop function core.credential_facts(bytea);
alter table core.role drop column is_second_factor_required;
alter table core.organization drop column is_second_factor_required;
`,
};
