/**
 * Functions of the owner through which the server's role reaches what no table grant gives it.
 * Each has a pinned search_path; none is for PUBLIC. The organization that a function sets inside
 * is put back before it returns, and by the rollback when it fails. (A `set` clause would do that
 * by itself, but PostgreSQL lets superusers only name a custom setting there.)
 */
export const credentials = `
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
`;

/** Rights of a user, merged over the roles: permission -> conditions, null for every row. */
export const rights = `
create function core.permissions_of(p_organization uuid, p_user uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(jsonb_object_agg(h.permission, h.conditions), '{}')
  from (
    select rp.permission,
      case when bool_or(rp.conditions is null) then null
           else jsonb_agg(distinct c.name) end as conditions
    from core.role_grant g
    join core.role_permission rp
      on rp.organization_id = g.organization_id and rp.role_id = g.role_id
    left join lateral unnest(rp.conditions) as c (name) on true
    where g.organization_id = p_organization and g.user_id = p_user
    group by rp.permission
  ) h
$$;
comment on function core.permissions_of(uuid, uuid) is
  'What a user holds over all roles: permission -> row conditions, null for every row';

create function core.limit_class_of(p_organization uuid, p_user uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((
    select r.limit_class from core.role_grant g
    join core.role r on r.organization_id = g.organization_id and r.id = g.role_id
    where g.organization_id = p_organization and g.user_id = p_user
    order by array_position(
      array['INTERACTIVE', 'INTEGRATION', 'BULK', 'BENCHMARK'], r.limit_class) desc
    limit 1), 'INTERACTIVE')
$$;
comment on function core.limit_class_of(uuid, uuid) is
  'The widest limit class over the roles of a user';
`;

/** Takes all of it back. */
export const credentialsDown = `
drop function core.credential(bytea);
drop function core.limit_class_of(uuid, uuid);
drop function core.permissions_of(uuid, uuid);
`;
