import type { Migration } from '@bureau/core';

/** A photo by which an asset is told from others of its kind. */
export const photo: Migration = {
  name: '0015-photo',
  up: `
alter table assets.asset add column photo_id uuid;
alter table assets.asset add constraint asset_photo_id_fkey
  foreign key (organization_id, photo_id) references core.file (organization_id, id);
create index asset_photo_id_idx on assets.asset (organization_id, photo_id, id);
comment on column assets.asset.photo_id is 'What it looks like';
`,
  down: 'alter table assets.asset drop column photo_id;',
};
