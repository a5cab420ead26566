import type { Migration } from '@bureau/core';

/** Values of the custom fields of assets and their models. */
export const attributes: Migration = {
  name: '0016-attributes',
  up: `
alter table assets.asset add column attributes jsonb not null default '{}';
create index asset_attributes_idx on assets.asset using gin (attributes jsonb_path_ops);
comment on column assets.asset.attributes is 'Values of custom fields by their keys';
alter table assets.asset_model add column attributes jsonb not null default '{}';
create index asset_model_attributes_idx on assets.asset_model using gin (attributes jsonb_path_ops);
comment on column assets.asset_model.attributes is 'Values of custom fields by their keys';`,
  down: `
alter table assets.asset drop column attributes;
alter table assets.asset_model drop column attributes;`,
};
