import type { Migration } from '@bureau/core';

const known = (body: string) => `
create or replace function hr.known_instant() returns timestamptz
language plpgsql set search_path = pg_catalog, pg_temp as $$
${body}
end $$;
`;

const before = `declare
  at timestamptz := nullif(current_setting('hr.known_at', true), '')::timestamptz;
begin
  if at is null then
    perform pg_advisory_xact_lock_shared(
      hashtextextended('hr.known ' || current_setting('app.organization_id'), 0));
    at := clock_timestamp();
    perform set_config('hr.known_at', at::text, true);
  end if;
  return at;`;

/** Jobs, pay and units of one transaction are known at one instant, that of core. Frozen. */
export const knownUnits: Migration = {
  name: '0071-known-units',
  up: known('begin\n  return core.known_instant();'),
  down: known(before),
};
