import type { Migration } from '../../plugin/definition.js';

/** Processes that keep credentials for a moment hear that a second factor is asked for. */
export const secondFactorNotices: Migration = {
  name: '0101-second-factor-notices',
  up: `
create trigger access_second_factor after update on core.organization
  for each row
  when (new.is_second_factor_required is distinct from old.is_second_factor_required)
  execute function core.access_changed();
`,
  down: 'drop trigger access_second_factor on core.organization;',
};
