import type { Migration } from '@bureau/core';

/** Leases of assets, and which end of them was told of. Frozen. */
export const leases: Migration = {
  name: '0051-leases',
  up: `
alter table assets.asset add column lease_ends_on date, add column lease_notice_for date;
create index asset_lease_ends_on_idx on assets.asset (organization_id, lease_ends_on, id);
comment on column assets.asset.lease_ends_on is 'Last day of its lease; null: it is not leased';
comment on column assets.asset.lease_notice_for is
  'The end of the lease that was told of; null: none';
`,
  down: 'alter table assets.asset drop column lease_ends_on, drop column lease_notice_for;',
};
