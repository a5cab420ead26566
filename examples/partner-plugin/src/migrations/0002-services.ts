import type { Migration } from '@bureau/core';

/** Numbers, inspections, registration papers and custom fields of vehicles. Frozen. */
export const services: Migration = {
  name: '0002-services',
  up: `
alter table fleet.vehicle
  add column number varchar(40),
  add column inspection_due_on date,
  add column is_inspection_announced boolean not null default false,
  add column registration_id uuid,
  add column attributes jsonb not null default '{}',
  add constraint vehicle_number_key unique (organization_id, number),
  add constraint vehicle_registration_id_fkey
    foreign key (organization_id, registration_id) references core.file (organization_id, id);

create index vehicle_inspection_due_on_idx
  on fleet.vehicle (organization_id, inspection_due_on, id);

create index vehicle_registration_id_idx
  on fleet.vehicle (organization_id, registration_id, id);

create index vehicle_attributes_idx on fleet.vehicle using gin (attributes jsonb_path_ops);

comment on column fleet.vehicle.number is 'Inventory number; null: older';

comment on column fleet.vehicle.inspection_due_on is 'Last day on which it may be inspected';

comment on column fleet.vehicle.is_inspection_announced is 'Whether that was told';

comment on column fleet.vehicle.registration_id is 'Its registration paper';

comment on column fleet.vehicle.attributes is 'Values of custom fields';
`,
  down: `
alter table fleet.vehicle
  drop column number,
  drop column inspection_due_on,
  drop column is_inspection_announced,
  drop column registration_id,
  drop column attributes;
`,
};
