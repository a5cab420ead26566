import type { Migration } from '../../plugin/definition.js';

const SIGNATURE = 'core.sign_in_failed(uuid, text, uuid, uuid, uuid, text, text, jsonb)';

/** Refused sign-ins stand in the trail of their organization, beside the event. */
export const failedSignIns: Migration = {
  name: '0022-failed-sign-ins',
  up: `
create function core.sign_in_failed(
  p_organization uuid, p_slug text, p_user uuid, p_event uuid, p_entry uuid, p_request text,
  p_operation text, p_origin jsonb)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  organization uuid := coalesce(p_organization,
    (select o.id from core.organization o where o.slug = lower(p_slug)));
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  perform core.login_failed(
    organization, p_slug, p_user, p_event, p_origin ->> 'address', p_request);
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  insert into core.audit_entry (organization_id, id, principal_kind, principal_id, operation,
      request_id, address, user_agent, client, record_type, record_id, action)
    select organization, p_entry, 'anonymous', '00000000-0000-0000-0000-000000000000',
      p_operation, p_request, p_origin ->> 'address', p_origin ->> 'program',
      p_origin ->> 'client', case when p_user is null then null else 'User' end, p_user,
      'SIGN_IN_FAILED'
    where organization is not null;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function ${SIGNATURE} is
  'Tells a refused sign-in to the outbox and the trail of its organization; the same work when it has none';
revoke execute on function ${SIGNATURE} from public;
grant execute on function ${SIGNATURE} to bureau_app;
`,
  down: `drop function ${SIGNATURE};`,
};
