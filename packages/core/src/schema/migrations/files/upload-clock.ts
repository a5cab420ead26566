const RETURNS = `
returns table (organization_id uuid, id uuid, size integer, purpose text, media_type text,
  sha256 text, actor_kind text, actor_id uuid, user_id uuid)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  found_organization uuid;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  select u.organization_id into found_organization from core.upload u where u.token_hash = p_hash;
  if not found then
    return;
  end if;
  perform set_config('app.organization_id', found_organization::text, true);
  return query
  update core.upload u
    set token_hash = null, version = u.version + 1, updated_at = now()
    where u.organization_id = found_organization and u.token_hash = p_hash
      and u.state = 'REQUESTED' and u.expires_at > `;

const TAIL = `
    returning u.organization_id, u.id, u.size, u.purpose::text, u.media_type::text,
      u.sha256::text, u.actor_kind::text, u.actor_id, u.created_by_id;
  perform set_config('app.organization_id', before, true);
end $$;`;

const rights = (signature: string) => `
comment on function core.upload_claim(${signature}) is
  'Uses up the address of an upload with this SHA-256 and returns what may be sent to it';
revoke execute on function core.upload_claim(${signature}) from public;
grant execute on function core.upload_claim(${signature}) to bureau_app;
`;

/** The claim of an upload takes the instant by which its end is judged. */
export const uploadClock = `
drop function core.upload_claim(bytea);
create function core.upload_claim(p_hash bytea, p_now timestamptz)${RETURNS}p_now${TAIL}
${rights('bytea, timestamptz')}`;

/** As it was. */
export const uploadClockDown = `
drop function core.upload_claim(bytea, timestamptz);
create function core.upload_claim(p_hash bytea)${RETURNS}now()${TAIL}
${rights('bytea')}`;
