/** What this migration replaces, word for word, for the way back. Frozen with it. */
export const before = `
create function core.credential(p_hash bytea)
returns table (
  kind text, credential_id uuid, organization_id uuid, membership_id uuid, person_id uuid,
  display_name text, time_zone text, is_active boolean, scopes text[], permissions jsonb,
  limit_class text, expires_at timestamptz, idle_until timestamptz, revoked_at timestamptz
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  found_kind text;
  a core.api_key;
  s core.session;
  owner_id uuid;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  select k.* into a from core.api_key k where k.key_hash = p_hash;
  if found then
    found_kind := 'apiKey';
    owner_id := a.user_id;
    perform set_config('app.organization_id', a.organization_id::text, true);
    if a.revoked_at is null and a.expires_at > now()
       and (a.last_used_at is null or a.last_used_at < now() - interval '1 minute') then
      update core.api_key k set last_used_at = now()
        from (select u.id from core.api_key u where u.organization_id = a.organization_id
              and u.id = a.id for no key update skip locked) free
        where k.organization_id = a.organization_id and k.id = free.id;
    end if;
  else
    select t.* into s from core.session t where t.token_hash = p_hash;
    if not found then
      return;
    end if;
    found_kind := 'session';
    owner_id := s.user_id;
    perform set_config('app.organization_id', s.organization_id::text, true);
    if s.revoked_at is null and s.expires_at > now()
       and s.last_seen_at > now() - interval '12 hours'
       and s.last_seen_at < now() - interval '1 minute' then
      update core.session t set last_seen_at = now()
        from (select u.id from core.session u where u.organization_id = s.organization_id
              and u.id = s.id for no key update skip locked) free
        where t.organization_id = s.organization_id and t.id = free.id;
    end if;
  end if;
  return query
  select found_kind, coalesce(a.id, s.id), m.organization_id, m.id, m.person_id,
    m.display_name::text, o.time_zone::text, m.is_active, a.scopes,
    core.permissions_of(m.organization_id, m.id), core.limit_class_of(m.organization_id, m.id),
    coalesce(a.expires_at, s.expires_at), s.last_seen_at + interval '12 hours',
    coalesce(a.revoked_at, s.revoked_at)
  from core.membership m
  join core.organization o on o.id = m.organization_id
  where m.organization_id = coalesce(a.organization_id, s.organization_id) and m.id = owner_id;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.credential(bytea) is
  'The one live or dead credential with this SHA-256, its user and the rights of that user';

create function core.login_succeeded(
  p_attempt bytea, p_organization uuid, p_user uuid, p_session uuid, p_hash bytea)
returns timestamptz
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  ends timestamptz := now() + interval '7 days';
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  perform set_config('app.organization_id', p_organization::text, true);
  delete from core.login_attempt t where t.key = p_attempt;
  insert into core.session
    (organization_id, id, user_id, token_hash, last_seen_at, expires_at)
    values (p_organization, p_session, p_user, p_hash, now(), ends);
  perform set_config('app.organization_id', before, true);
  return ends;
end $$;
comment on function core.login_succeeded(bytea, uuid, uuid, uuid, bytea) is
  'Forgets failed attempts and opens a session; returns its end';

revoke execute on function core.credential(bytea),
  core.login_succeeded(bytea, uuid, uuid, uuid, bytea) from public;
grant execute on function core.credential(bytea),
  core.login_succeeded(bytea, uuid, uuid, uuid, bytea) to bureau_app;
`;
