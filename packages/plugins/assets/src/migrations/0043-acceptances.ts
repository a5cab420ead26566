import type { Migration } from '@bureau/core';
import { acceptanceTables } from './acceptances/tables.js';

/** Acceptance at hand-over and at return. Frozen. */
export const acceptances: Migration = {
  name: '0043-acceptances',
  up: `${acceptanceTables}
alter table assets.category add column is_acceptance_needed boolean not null default false;
comment on column assets.category.is_acceptance_needed is
  'Whether whoever gets such equipment is asked to confirm it';
`,
  down: `
alter table assets.category drop column is_acceptance_needed;
drop table assets.asset_acceptance;`,
};
