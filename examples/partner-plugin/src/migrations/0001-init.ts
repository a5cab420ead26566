import type { Migration } from '@bureau/core';

/** Vehicles and trips. Frozen: what changes later is a migration of its own. */
export const init: Migration = {
  name: '0001-init',
  up: `
-- Generated from the entities.
create table fleet.vehicle (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  plate varchar(16) not null,
  model_name varchar(80) not null,
  state text not null default 'POOL',
  price_amount numeric(20,4),
  price_currency varchar(3),
  holder_id uuid,
  handed_over_on date,
  constraint vehicle_pkey primary key (organization_id, id),
  constraint vehicle_plate_key unique (organization_id, plate),
  constraint vehicle_state_check check ("state" in ('POOL', 'HANDED_OVER', 'SOLD')),
  constraint vehicle_price_whole_check check ((price_amount is null) = (price_currency is null))
);

create table fleet.trip (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  vehicle_id uuid not null,
  driven_on date not null,
  kilometres integer not null,
  purpose varchar(200) not null,
  constraint trip_pkey primary key (organization_id, id)
);

alter table fleet.vehicle add constraint vehicle_organization_id_fkey
  foreign key (organization_id) references core.organization (id);

alter table fleet.vehicle add constraint vehicle_holder_id_fkey
  foreign key (organization_id, holder_id) references hr.employee (organization_id, id);

alter table fleet.trip add constraint trip_organization_id_fkey
  foreign key (organization_id) references core.organization (id);

alter table fleet.trip add constraint trip_vehicle_id_fkey
  foreign key (organization_id, vehicle_id) references fleet.vehicle (organization_id, id);

create index vehicle_handed_over_on_idx on fleet.vehicle (organization_id, handed_over_on, id);

create index vehicle_created_at_idx on fleet.vehicle (organization_id, created_at, id);

create index vehicle_holder_id_idx on fleet.vehicle (organization_id, holder_id, id);

create index vehicle_model_name_idx on fleet.vehicle (organization_id, model_name, id);

create index vehicle_state_idx on fleet.vehicle (organization_id, state, id);

create index vehicle_price_amount_idx on fleet.vehicle (organization_id, price_amount, id);

create index vehicle_search_idx on fleet.vehicle using gin (plate public.gin_trgm_ops, model_name public.gin_trgm_ops);

create index trip_driven_on_idx on fleet.trip (organization_id, driven_on, id);

create index trip_kilometres_idx on fleet.trip (organization_id, kilometres, id);

create index trip_vehicle_id_idx on fleet.trip (organization_id, vehicle_id, id);

alter table fleet.vehicle enable row level security;

alter table fleet.vehicle force row level security;

create policy organization on fleet.vehicle for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));

grant select, insert, update, delete on fleet.vehicle to bureau_app;

grant select on fleet.vehicle to bureau_reader;

alter table fleet.trip enable row level security;

alter table fleet.trip force row level security;

create policy organization on fleet.trip for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));

grant select, insert, update, delete on fleet.trip to bureau_app;

grant select on fleet.trip to bureau_reader;

comment on table fleet.vehicle is 'A vehicle of the organization.';

comment on column fleet.vehicle.organization_id is 'Organization that the row belongs to';

comment on column fleet.vehicle.id is 'Opaque, sortable id';

comment on column fleet.vehicle.version is 'Grows by one with each change';

comment on column fleet.vehicle.created_at is 'When the record was made';

comment on column fleet.vehicle.updated_at is 'When the record was last changed';

comment on column fleet.vehicle.plate is 'Number plate, unique in the organization';

comment on column fleet.vehicle.model_name is 'Make and model as people say it';

comment on column fleet.vehicle.state is 'Where it is in its life';

comment on column fleet.vehicle.price_amount is 'What it cost (Exact amount in units of the currency)';

comment on column fleet.vehicle.price_currency is 'What it cost (ISO 4217 code)';

comment on column fleet.vehicle.holder_id is 'Who drives it';

comment on column fleet.vehicle.handed_over_on is 'Day on which the holder got it';

comment on table fleet.trip is 'One way that a vehicle went.';

comment on column fleet.trip.organization_id is 'Organization that the row belongs to';

comment on column fleet.trip.id is 'Opaque, sortable id';

comment on column fleet.trip.version is 'Grows by one with each change';

comment on column fleet.trip.created_at is 'When the record was made';

comment on column fleet.trip.updated_at is 'When the record was last changed';

comment on column fleet.trip.vehicle_id is 'What was driven';

comment on column fleet.trip.driven_on is 'Day of the trip';

comment on column fleet.trip.kilometres is 'Length of the way';

comment on column fleet.trip.purpose is 'Where to, and why';

-- What the entities cannot say.
alter table fleet.vehicle add constraint vehicle_holder_state_check check (
  (state = 'HANDED_OVER') = (holder_id is not null)
  and (holder_id is null) = (handed_over_on is null)
);

alter table fleet.vehicle add constraint vehicle_price_amount_check check (price_amount >= 0);

alter table fleet.trip add constraint trip_kilometres_check check (kilometres > 0);
`,
  down: `
drop table fleet.trip;
drop table fleet.vehicle;
`,
};
