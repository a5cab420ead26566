/** A table whose rows are kept with all that was ever known of them. */
export interface Versioned {
  /** The table as it is now, without schema: `job_record`. */
  record: string;
  /** Where its versions stand: `job_version`. */
  versions: string;
  /** What a version repeats. */
  columns: readonly string[];
}

/**
 * One instant for all that a transaction writes. The shared lock is there before the instant is
 * taken, and lasts until the commit: whoever takes it alone knows that nothing comes any more with
 * an instant of before.
 */
export const instant = `
create function hr.known_instant() returns timestamptz
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := nullif(current_setting('hr.known_at', true), '')::timestamptz;
begin
  if at is null then
    perform pg_advisory_xact_lock_shared(
      hashtextextended('hr.known ' || current_setting('app.organization_id'), 0));
    at := clock_timestamp();
    perform set_config('hr.known_at', at::text, true);
  end if;
  return at;
end $$;
`;

/**
 * Keeps versions by triggers, whoever writes: a change closes the version that was known and opens
 * another one. Nobody but these functions writes versions. What a transaction wrote and wrote over
 * again was never known to others and leaves nothing.
 */
export function versioned(table: Versioned): string {
  return [keeper(table), triggers(table), backfill(table)].join('\n');
}

function of(alias: string, { columns }: Versioned): string {
  return columns.map((column) => `${alias}.${column}`).join(', ');
}

function keeper(table: Versioned): string {
  const { versions, columns } = table;
  return `
create function hr.keep_${versions}() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz;
  organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  caller uuid := nullif(current_setting('app.principal_id', true), '')::uuid;
  who uuid;
  ids uuid[];
begin
  if tg_op = 'INSERT' then
    ids := array(select a.id from added a);
  elsif tg_op = 'DELETE' then
    ids := array(select b.id from before b);
  else
    ids := array(select b.id from before b
      join added a on a.organization_id = b.organization_id and a.id = b.id
      where (${of('a', table)}) is distinct from (${of('b', table)}));
  end if;
  if cardinality(ids) = 0 then
    return null;
  end if;
  at := hr.known_instant();
  -- A key writes for its user; the platform itself is nobody.
  select m.id into who from core.membership m
    where m.organization_id = organization and m.id in (caller, (
      select k.user_id from core.api_key k
      where k.organization_id = organization and k.id = caller));
  if tg_op <> 'INSERT' then
    delete from hr.${versions} v
      where v.organization_id = organization and v.record_id = any (ids)
        and v.known_to is null and v.known_from = at;
    update hr.${versions} v
      set known_to = at, superseded_by_id = who, version = 2, updated_at = at
      where v.organization_id = organization and v.record_id = any (ids) and v.known_to is null;
  end if;
  if tg_op <> 'DELETE' then
    -- Somebody who began later was faster: run again, so that what is known never goes back.
    perform from added a
      join hr.${versions} v on v.organization_id = organization and v.employee_id = a.employee_id
      where greatest(v.known_from, v.known_to) > at;
    if found then
      raise exception using errcode = '40001', message = 'Changed by others at the same time.';
    end if;
    insert into hr.${versions} (organization_id, id, created_at, updated_at, record_id,
        known_from, recorded_by_id, ${columns.join(', ')})
      select a.organization_id, gen_random_uuid(), at, at, a.id, at, who, ${of('a', table)}
      from added a where a.id = any (ids);
  end if;
  return null;
end $$;
revoke all on function hr.keep_${versions}() from public;
`;
}

function triggers({ record, versions }: Versioned): string {
  return `
create trigger keeps_inserted after insert on hr.${record}
  referencing new table as added
  for each statement execute function hr.keep_${versions}();
create trigger keeps_updated after update on hr.${record}
  referencing old table as before new table as added
  for each statement execute function hr.keep_${versions}();
create trigger keeps_deleted after delete on hr.${record}
  referencing old table as before
  for each statement execute function hr.keep_${versions}();
`;
}

function backfill(table: Versioned): string {
  const { record, versions, columns } = table;
  return `
-- Forced row-level security binds the owner too: rows of all organizations are copied.
alter table hr.${record} no force row level security;
alter table hr.${versions} no force row level security;
insert into hr.${versions} (organization_id, id, created_at, updated_at, record_id,
    known_from, ${columns.join(', ')})
  select r.organization_id, r.id, r.created_at, r.created_at, r.id, r.created_at,
    ${of('r', table)}
  from hr.${record} r;
alter table hr.${record} force row level security;
alter table hr.${versions} force row level security;
`;
}

/** Takes functions and triggers back. */
export function versionedDown({ record, versions }: Versioned): string {
  const dropped = ['keeps_inserted', 'keeps_updated', 'keeps_deleted']
    .map((name) => `drop trigger ${name} on hr.${record};`)
    .join('\n');
  return `${dropped}
drop function hr.keep_${versions}();
drop table hr.${versions};`;
}
