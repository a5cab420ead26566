import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.component (${RECORD},
  code varchar(60) not null,
  name varchar(200) not null,
  category_id uuid,
  constraint component_code_key unique (organization_id, code),
  constraint component_code_filled_check check (btrim(code) <> ''),
  constraint component_name_filled_check check (btrim(name) <> '')
);
create index component_name_idx on assets.component (organization_id, name, id);
create index component_category_id_idx on assets.component (organization_id, category_id, id);
${tenant('component')}

create table assets.consumable (${RECORD},
  code varchar(60) not null,
  name varchar(200) not null,
  category_id uuid,
  constraint consumable_code_key unique (organization_id, code),
  constraint consumable_code_filled_check check (btrim(code) <> ''),
  constraint consumable_name_filled_check check (btrim(name) <> '')
);
create index consumable_name_idx on assets.consumable (organization_id, name, id);
create index consumable_category_id_idx on assets.consumable (organization_id, category_id, id);
${tenant('consumable')}

create table assets.equipment_stock (${RECORD},
  component_id uuid,
  consumable_id uuid,
  site_id uuid not null,
  quantity integer not null,
  constraint equipment_stock_item_check check ((component_id is null) <> (consumable_id is null)),
  constraint equipment_stock_quantity_floor_check check (quantity >= 0)
);
create unique index equipment_stock_component_key on assets.equipment_stock (organization_id,
  component_id, site_id) where component_id is not null;
create unique index equipment_stock_consumable_key on assets.equipment_stock (organization_id,
  consumable_id, site_id) where consumable_id is not null;
create index equipment_stock_quantity_idx on assets.equipment_stock (organization_id, quantity,
  id);
create index equipment_stock_created_at_idx on assets.equipment_stock (organization_id,
  created_at, id);
create index equipment_stock_component_id_idx on assets.equipment_stock (organization_id,
  component_id, id);
create index equipment_stock_consumable_id_idx on assets.equipment_stock (organization_id,
  consumable_id, id);
create index equipment_stock_site_id_idx on assets.equipment_stock (organization_id, site_id, id);
${tenant('equipment_stock')}

create table assets.equipment_move (${RECORD},
  component_id uuid,
  consumable_id uuid,
  site_id uuid not null,
  kind text not null,
  quantity integer not null,
  asset_id uuid,
  employee_id uuid,
  moved_at timestamptz(3) not null,
  note varchar(500),
  constraint equipment_move_item_check check ((component_id is null) <> (consumable_id is null)),
  constraint equipment_move_sign_check check (quantity <> 0 and (kind not in ('RECEIPT', 'REMOVE')
    or quantity > 0) and (kind not in ('INSTALL', 'ISSUE') or quantity < 0)),
  constraint equipment_move_target_check check ((kind in ('INSTALL', 'REMOVE')) = (asset_id is not
    null) and (kind = 'ISSUE') = (employee_id is not null)),
  constraint equipment_move_kind_check check (kind in ('RECEIPT', 'INSTALL', 'REMOVE', 'ISSUE',
    'COUNT'))
);
create index equipment_move_moved_at_idx on assets.equipment_move (organization_id, moved_at, id);
create index equipment_move_component_id_idx on assets.equipment_move (organization_id,
  component_id, id);
create index equipment_move_consumable_id_idx on assets.equipment_move (organization_id,
  consumable_id, id);
create index equipment_move_site_id_idx on assets.equipment_move (organization_id, site_id, id);
create index equipment_move_asset_id_idx on assets.equipment_move (organization_id, asset_id, id);
create index equipment_move_employee_id_idx on assets.equipment_move (organization_id,
  employee_id, id);
create index equipment_move_kind_idx on assets.equipment_move (organization_id, kind, id);
${tenant('equipment_move')}

alter table assets.component add constraint component_category_id_fkey foreign key
  (organization_id, category_id) references assets.category (organization_id, id);
alter table assets.consumable add constraint consumable_category_id_fkey foreign key
  (organization_id, category_id) references assets.category (organization_id, id);
alter table assets.equipment_stock add constraint equipment_stock_component_id_fkey foreign key
  (organization_id, component_id) references assets.component (organization_id, id);
alter table assets.equipment_stock add constraint equipment_stock_consumable_id_fkey foreign key
  (organization_id, consumable_id) references assets.consumable (organization_id, id);
alter table assets.equipment_stock add constraint equipment_stock_site_id_fkey foreign key
  (organization_id, site_id) references core.site (organization_id, id);
alter table assets.equipment_move add constraint equipment_move_component_id_fkey foreign key
  (organization_id, component_id) references assets.component (organization_id, id);
alter table assets.equipment_move add constraint equipment_move_consumable_id_fkey foreign key
  (organization_id, consumable_id) references assets.consumable (organization_id, id);
alter table assets.equipment_move add constraint equipment_move_site_id_fkey foreign key
  (organization_id, site_id) references core.site (organization_id, id);
alter table assets.equipment_move add constraint equipment_move_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.equipment_move add constraint equipment_move_employee_id_fkey foreign key
  (organization_id, employee_id) references hr.employee (organization_id, id);
`;

const told = [
  comments('component', 'Something that is built into devices and can be taken out again.', {
    code: 'Short code, unique in the organization',
    name: 'What it is',
    category_id: 'The kind of equipment that it is',
  }),
  comments('consumable', 'Something that is used up by whoever gets it.', {
    code: 'Short code, unique in the organization',
    name: 'What it is',
    category_id: 'The kind of equipment that it is',
  }),
  comments(
    'equipment_stock',
    'How many of a component or consumable lie at a site: the sum of its moves.',
    {
      component_id: 'What lies there, a component',
      consumable_id: 'What lies there, a consumable',
      site_id: 'Where',
      quantity: 'How many; never below zero',
    },
  ),
  comments('equipment_move', 'A change of a quantity at a site; written once, never changed.', {
    component_id: 'What moved, a component',
    consumable_id: 'What moved, a consumable',
    site_id: 'Where from or to',
    kind: 'Why',
    quantity: 'What the stock changed by; below zero: it went out',
    asset_id: 'The device, for what is built in or out',
    employee_id: 'Who got it',
    moved_at: 'When',
    note: 'What else is known',
  }),
].join('\n');

/** Components and consumables, how many lie where, and how that came. Frozen. */
export const stockTables = tables + told;
