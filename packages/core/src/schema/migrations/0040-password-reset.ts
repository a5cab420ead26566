import type { Migration } from '../../plugin/definition.js';

const up = `
create function core.password_reset_ask(p_slug text, p_email text, p_job uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  organization uuid;
  was_locked boolean;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  -- Counted for unknown names too; whether there is such a user is looked at by the job.
  select a.is_locked into was_locked from core.attempt_begin(
    'reset ' || lower(p_slug) || E'\\n' || lower(p_email), 5) a;
  select o.id into organization from core.organization o where o.slug = lower(p_slug);
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  insert into core.job (organization_id, id, kind, input, actor_kind, actor_id)
    select organization, p_job, 'core.passwordReset', jsonb_build_object('email', lower(p_email)),
      'system', '00000000-0000-0000-0000-000000000000'
    where organization is not null and not was_locked;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.password_reset_ask(text, text, uuid) is
  'Makes the job that mails a token for a new password, at most five in 15 minutes; says nothing';
revoke execute on function core.password_reset_ask(text, text, uuid) from public;
grant execute on function core.password_reset_ask(text, text, uuid) to bureau_app;
`;

/** How somebody without a credential asks for a new password. */
export const passwordReset: Migration = {
  name: '0040-password-reset',
  up,
  down: 'drop function core.password_reset_ask(text, text, uuid);',
};
