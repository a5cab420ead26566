/**
 * Sign-in. A login is an e-mail address and global; a password belongs to one membership. An
 * administrator who sets somebody's first password must not open another organization with it,
 * and no proof that the address is theirs exists here.
 */
export const logins = `
create function core.login_begin(p_email text, p_slug text)
returns table (
  attempt bytea, is_locked boolean, organization_id uuid, membership_id uuid, password_hash text
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  attempt_key bytea := sha256(convert_to(lower(p_slug) || E'\\n' || lower(p_email), 'UTF8'));
  organization uuid;
  was_locked boolean;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  -- Counted before the password is looked at: guesses at once cannot outrun the limit. Counted for
  -- unknown names too, so that nothing differs.
  delete from core.login_attempt d using (
    select o.key from core.login_attempt o
      where o.updated_at < now() - interval '1 day' order by o.updated_at limit 5
      for update skip locked) old
    where d.key = old.key;
  insert into core.login_attempt as t (key, failed_count, locked_until, updated_at)
    values (attempt_key, 0, null, now()) on conflict (key) do nothing;
  select coalesce(t.locked_until > clock_timestamp(), false) into was_locked
    from core.login_attempt t where t.key = attempt_key for update;
  update core.login_attempt t set
    failed_count = case when was_locked then t.failed_count
      when t.locked_until is not null or t.updated_at < now() - interval '1 day' then 1
      else t.failed_count + 1 end,
    locked_until = case when was_locked then t.locked_until
      when t.locked_until is null and t.failed_count + 1 >= 10
        and t.updated_at >= now() - interval '1 day'
        then clock_timestamp() + interval '15 minutes' end,
    updated_at = clock_timestamp()
    where t.key = attempt_key;
  select o.id into organization from core.organization o where o.slug = lower(p_slug);
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  return query
  select attempt_key, was_locked, m.organization_id, m.id, w.password_hash
  from (select 1) one
  left join core.membership m on m.organization_id = organization
    and m.email = lower(p_email) and m.kind = 'HUMAN' and m.is_active
  left join core.login_password w
    on w.organization_id = m.organization_id and w.membership_id = m.id;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.login_begin(text, text) is
  'Counts an attempt to sign in and returns one row: what to check the password against';

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

create function core.login_id(p_email text) returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  found_id uuid;
begin
  insert into core.login (email) values (lower(p_email)) on conflict (email) do nothing
    returning id into found_id;
  if found_id is null then
    select l.id into found_id from core.login l where l.email = lower(p_email);
  end if;
  return found_id;
end $$;
comment on function core.login_id(text) is
  'The login of an e-mail address, made when there is none; says not which of the two';

create function core.password_of(p_user uuid) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select w.password_hash from core.login_password w where w.membership_id = p_user
    and w.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
$$;
comment on function core.password_of(uuid) is
  'Hash of the password of a user of the organization in force';

create function core.set_password(p_user uuid, p_hash text, p_except uuid) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
begin
  insert into core.login_password as w (organization_id, membership_id, password_hash)
    values (organization, p_user, p_hash)
    on conflict (organization_id, membership_id)
    do update set password_hash = excluded.password_hash, updated_at = now();
  update core.session s set revoked_at = now(), version = s.version + 1, updated_at = now()
    where s.organization_id = organization and s.user_id = p_user and s.revoked_at is null
      and s.id is distinct from p_except;
end $$;
comment on function core.set_password(uuid, text, uuid) is
  'Sets the password of a user of the organization in force and ends the sessions but one';
`;

/** Takes all of it back. */
export const loginsDown = `
drop function core.set_password(uuid, text, uuid);
drop function core.password_of(uuid);
drop function core.login_id(text);
drop function core.login_succeeded(bytea, uuid, uuid, uuid, bytea);
drop function core.login_begin(text, text);
`;
