import type { Migration } from '../../plugin/definition.js';

/** The trigger `access_update`, for example, with a condition. */
const trigger = (table: string, event: string, when = '') => `
create trigger access_${event} after ${event} on core.${table}
  for each row ${when} execute function core.access_changed();`;

const dropped = (table: string, event: string) => `
drop trigger access_${event} on core.${table};`;

/** Every row but what the server itself writes down about its use. */
const CHANGED = (stamp: string) =>
  `when ((to_jsonb(new) - '${stamp}') is distinct from (to_jsonb(old) - '${stamp}'))`;

const TRIGGERS: readonly (readonly [table: string, event: string, when?: string])[] = [
  ['api_key', 'update', CHANGED('last_used_at')],
  ['api_key', 'delete'],
  ['session', 'update', CHANGED('last_seen_at')],
  ['session', 'delete'],
  ['membership', 'update'],
  ['membership', 'delete'],
  ['role_grant', 'insert'],
  ['role_grant', 'update'],
  ['role_grant', 'delete'],
  ['role_permission', 'insert'],
  ['role_permission', 'update'],
  ['role_permission', 'delete'],
  ['role', 'update'],
  ['organization', 'update', 'when (new.time_zone is distinct from old.time_zone)'],
];

/**
 * Tells the server processes that what somebody may do has changed, with the commit of the change:
 * they keep for a moment what they looked up of a credential.
 */
export const accessNotices: Migration = {
  name: '0095-access-notices',
  up: `
create function core.access_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  found jsonb := coalesce(to_jsonb(new), to_jsonb(old));
begin
  perform pg_notify('core_access', coalesce(found ->> 'organization_id', found ->> 'id'));
  return null;
end $$;
comment on function core.access_changed() is
  'Says on the channel core_access in which organization credentials or rights have changed';
revoke execute on function core.access_changed() from public;
${TRIGGERS.map(([table, event, when]) => trigger(table, event, when)).join('')}
`,
  down: `${TRIGGERS.map(([table, event]) => dropped(table, event)).join('')}
drop function core.access_changed();
`,
};
