import type { Migration } from '../../plugin/definition.js';

const FUNCTION = (said: string) => `
create or replace function core.access_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  found jsonb := coalesce(to_jsonb(new), to_jsonb(old));
begin
  perform pg_notify('core_access', coalesce(found ->> 'organization_id', found ->> 'id'));${said}
  return null;
end $$;`;

const TRIGGER = (columns: readonly string[]) => `
drop trigger access_update on core.organization;
create trigger access_update after update on core.organization for each row
  when (${columns.map((name) => `new.${name} is distinct from old.${name}`).join(' or ')})
  execute function core.access_changed();`;

/**
 * A transaction that changes credentials or rights says so to itself, so that the process that runs
 * it need not forget after every commit whom it knows. What the credential says of an organization
 * is all heard of now.
 */
export const accessInTransaction: Migration = {
  name: '0280-access-in-transaction',
  up: `
${FUNCTION(`
  perform set_config('app.access_changed', 'yes', true);`)}
comment on function core.access_changed() is
  'Says on the channel core_access in which organization credentials or rights have changed, and to the transaction itself by app.access_changed';
${TRIGGER(['time_zone', 'is_second_factor_required'])}
`,
  down: `
${TRIGGER(['time_zone'])}
${FUNCTION('')}
comment on function core.access_changed() is
  'Says on the channel core_access in which organization credentials or rights have changed';
`,
};
