import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.configuration_item (${RECORD},
  code varchar(60) not null,
  name varchar(200) not null,
  kind text not null,
  asset_id uuid,
  constraint configuration_item_code_key unique (organization_id, code),
  constraint configuration_item_code_filled_check check (btrim(code) <> ''),
  constraint configuration_item_name_filled_check check (btrim(name) <> ''),
  constraint configuration_item_kind_check check (kind in ('SERVICE', 'APPLICATION', 'DATABASE',
    'SERVER', 'NETWORK', 'DEVICE'))
);
create index configuration_item_name_idx on assets.configuration_item (organization_id, name, id);
create index configuration_item_kind_idx on assets.configuration_item (organization_id, kind, id);
create index configuration_item_asset_id_idx on assets.configuration_item (organization_id,
  asset_id, id);
${tenant('configuration_item')}

create table assets.configuration_relation (${RECORD},
  dependent_id uuid not null,
  dependency_id uuid not null,
  kind text not null,
  constraint configuration_relation_dependent_id_dependency_id_key unique (organization_id,
    dependent_id, dependency_id),
  constraint configuration_relation_self_check check (dependent_id <> dependency_id),
  constraint configuration_relation_kind_check check (kind in ('RUNS_ON', 'USES', 'CONNECTED_BY',
    'POWERED_BY'))
);
create index configuration_relation_created_at_idx on assets.configuration_relation
  (organization_id, created_at, id);
create index configuration_relation_dependency_id_idx on assets.configuration_relation
  (organization_id, dependency_id, id);
create index configuration_relation_kind_idx on assets.configuration_relation (organization_id,
  kind, id);
${tenant('configuration_relation')}

alter table assets.configuration_item add constraint configuration_item_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.configuration_relation add constraint configuration_relation_dependent_id_fkey
  foreign key (organization_id, dependent_id) references assets.configuration_item
  (organization_id, id);
alter table assets.configuration_relation add constraint configuration_relation_dependency_id_fkey
  foreign key (organization_id, dependency_id) references assets.configuration_item
  (organization_id, id);
`;

const told = [
  comments('configuration_item', 'Something that has to work, so that other things do.', {
    code: 'Short code, unique in the organization',
    name: 'What it is called',
    kind: 'What it is',
    asset_id: 'The asset that it is, if any',
  }),
  comments('configuration_relation', 'One item does not work without another.', {
    dependent_id: 'What does not work alone',
    dependency_id: 'What it needs',
    kind: 'How it depends on it',
  }),
].join('\n');

/** Configuration items and what depends on what. Frozen. */
export const configurationTables = tables + told;
