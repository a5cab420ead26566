import type { Migration } from '@bureau/core';

/** Which end of a warranty was told of. */
export const warrantyNotice: Migration = {
  name: '0030-warranty-notice',
  up: `
alter table assets.asset add column warranty_notice_for date;
comment on column assets.asset.warranty_notice_for is
  'The end of the warranty that was told of; null: none';
`,
  down: `
alter table assets.asset drop column warranty_notice_for;
`,
};
