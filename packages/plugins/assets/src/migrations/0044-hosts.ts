import type { Migration } from '@bureau/core';
import { custodyFault, custodyFaultOf0001 } from './hosts/custody-fault.js';

/**
 * Assets that are parts of others and go with them, and assets in use at a site. What may be in
 * use at a site was checked out to it, sent on, or came with what it is part of. Frozen.
 */
export const hosts: Migration = {
  name: '0044-hosts',
  up: `
alter table assets.asset add column host_id uuid;
alter table assets.asset add constraint asset_host_id_fkey
  foreign key (organization_id, host_id) references assets.asset (organization_id, id);
alter table assets.asset add constraint asset_host_check
  check (host_id is null or state = 'IN_USE');
create index asset_host_id_idx on assets.asset (organization_id, host_id, id);
comment on column assets.asset.host_id is 'The asset that it is part of, if any';
alter table assets.custody_period drop constraint custody_period_reason_check;
alter table assets.custody_period add constraint custody_period_reason_check check (reason in
  ('RECEIPT', 'CHECK_OUT', 'CHECK_IN', 'TRANSFER', 'RECOVERY', 'WITH_HOST'));
${custodyFault}`,
  down: `
${custodyFaultOf0001}
alter table assets.custody_period drop constraint custody_period_reason_check;
alter table assets.custody_period add constraint custody_period_reason_check check (reason in
  ('RECEIPT', 'CHECK_OUT', 'CHECK_IN', 'TRANSFER', 'RECOVERY'));
alter table assets.asset drop column host_id;`,
};
