/**
 * Functions of the owner through which the server's role reaches what no table grant gives it, each
 * with a pinned search_path and none for PUBLIC. The organization that one sets inside is put back.
 */
export const functions = `
drop function core.credential(bytea);
drop function core.login_succeeded(bytea, uuid, uuid, uuid, bytea);

create function core.credential(p_hash bytea)
returns table (
  kind text, credential_id uuid, organization_id uuid, membership_id uuid, person_id uuid,
  display_name text, time_zone text, is_active boolean, scopes text[], permissions jsonb,
  limit_class text, expires_at timestamptz, idle_until timestamptz, revoked_at timestamptz,
  authenticated_at timestamptz, factor text, has_step_up boolean
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
    coalesce(a.revoked_at, s.revoked_at),
    s.authenticated_at::timestamptz, s.factor, coalesce(a.has_step_up, false)
  from core.membership m
  join core.organization o on o.id = m.organization_id
  where m.organization_id = coalesce(a.organization_id, s.organization_id) and m.id = owner_id;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.credential(bytea) is
  'The one live or dead credential with this SHA-256, its user and the rights of that user';

create function core.attempt_begin(p_scope text, p_limit integer)
returns table (attempt bytea, is_locked boolean)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  attempt_key bytea := sha256(convert_to(p_scope, 'UTF8'));
  window_length interval := interval '15 minutes';
  was_locked boolean;
begin
  -- Counted before the secret is looked at: guesses at once cannot outrun the limit.
  insert into core.login_attempt as t (key, failed_count, locked_until, updated_at)
    values (attempt_key, 0, null, clock_timestamp()) on conflict (key) do nothing;
  select coalesce(t.locked_until > clock_timestamp(), false) into was_locked
    from core.login_attempt t where t.key = attempt_key for update;
  update core.login_attempt t set
    failed_count = case when was_locked then t.failed_count
      when t.locked_until is not null or t.updated_at < clock_timestamp() - window_length then 1
      else t.failed_count + 1 end,
    locked_until = case when was_locked then t.locked_until
      when t.locked_until is null and t.failed_count + 1 >= p_limit
        and t.updated_at >= clock_timestamp() - window_length
        then clock_timestamp() + window_length end,
    updated_at = clock_timestamp()
    where t.key = attempt_key;
  return query select attempt_key, was_locked;
end $$;
comment on function core.attempt_begin(text, integer) is
  'Counts a guess within a scope and tells whether the scope was locked before it';

create function core.attempt_right(p_attempt bytea, p_forget boolean) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_forget then
    delete from core.login_attempt t where t.key = p_attempt;
  else
    update core.login_attempt t set
      failed_count = greatest(t.failed_count - 1, 0), locked_until = null
      where t.key = p_attempt and t.failed_count > 0;
  end if;
end $$;
comment on function core.attempt_right(bytea, boolean) is
  'The guess was right: forgets all guesses of its scope, or takes back this one';

create function core.login_failed(
  p_organization uuid, p_slug text, p_user uuid, p_event uuid, p_address text, p_request text)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  organization uuid;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  organization := coalesce(p_organization,
    (select o.id from core.organization o where o.slug = lower(p_slug)));
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  insert into core.outbox_event (organization_id, id, name, version, record_type, record_id,
      payload, principal_kind, principal_id, request_id)
    select organization, p_event, 'core.login.failed', 1,
      case when p_user is null then null else 'User' end, p_user,
      jsonb_build_object('userId', p_user, 'address', p_address), 'anonymous',
      '00000000-0000-0000-0000-000000000000', p_request
    where organization is not null;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.login_failed(uuid, text, uuid, uuid, text, text) is
  'Puts a refused sign-in into the outbox of its organization; the same work when it has none';

revoke execute on function core.credential(bytea), core.attempt_begin(text, integer),
  core.attempt_right(bytea, boolean), core.login_failed(uuid, text, uuid, uuid, text, text)
  from public;
grant execute on function core.credential(bytea), core.attempt_begin(text, integer),
  core.attempt_right(bytea, boolean), core.login_failed(uuid, text, uuid, uuid, text, text)
  to bureau_app;
`;

/** Takes all of it back. */
export const functionsDown = `
drop function core.login_failed(uuid, text, uuid, uuid, text, text);
drop function core.attempt_right(bytea, boolean);
drop function core.attempt_begin(text, integer);
drop function core.credential(bytea);
`;
