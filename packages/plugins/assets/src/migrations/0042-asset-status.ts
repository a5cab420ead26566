import type { Migration } from '@bureau/core';
import { statusTables } from './status/tables.js';

/** Statuses in words of the organization, by class. Frozen. */
export const assetStatus: Migration = {
  name: '0042-asset-status',
  up: `${statusTables}
alter table assets.asset add column status_label_id uuid;
alter table assets.asset add constraint asset_status_label_id_fkey
  foreign key (organization_id, status_label_id)
  references assets.status_label (organization_id, id);
create index asset_status_label_id_idx on assets.asset (organization_id, status_label_id, id);
comment on column assets.asset.status_label_id is 'Its status in words of the organization';
`,
  down: `
alter table assets.asset drop column status_label_id;
drop table assets.status_label;`,
};
