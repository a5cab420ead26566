import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.license (${RECORD},
  attributes jsonb not null default '{}',
  code varchar(60) not null,
  name varchar(200) not null,
  publisher varchar(120),
  seats integer not null,
  seats_used integer not null default 0,
  cost_amount numeric(20,4),
  cost_currency varchar(3),
  purchased_on date,
  expires_on date,
  is_freed_on_return boolean not null default true,
  notice_for date,
  note varchar(1000),
  constraint license_code_key unique (organization_id, code),
  constraint license_code_filled_check check (btrim(code) <> ''),
  constraint license_name_filled_check check (btrim(name) <> ''),
  constraint license_seats_range_check check (seats between 1 and 1000000),
  constraint license_seats_used_check check (seats_used between 0 and seats),
  constraint license_cost_floor_check check (cost_amount >= 0),
  constraint license_span_check check (purchased_on <= expires_on),
  constraint license_cost_whole_check check ((cost_amount is null) = (cost_currency is null))
);
create index license_name_idx on assets.license (organization_id, name, id);
create index license_expires_on_idx on assets.license (organization_id, expires_on, id);
create index license_seats_used_idx on assets.license (organization_id, seats_used, id);
create index license_publisher_idx on assets.license (organization_id, publisher, id);
create index license_seats_idx on assets.license (organization_id, seats, id);
create index license_purchased_on_idx on assets.license (organization_id, purchased_on, id);
create index license_search_idx on assets.license using gin (code public.gin_trgm_ops, name
  public.gin_trgm_ops, publisher public.gin_trgm_ops);
create index license_attributes_idx on assets.license using gin (attributes jsonb_path_ops);
${tenant('license')}

create table assets.seat (${RECORD},
  license_id uuid not null,
  employee_id uuid,
  asset_id uuid,
  assigned_at timestamptz(3) not null,
  released_at timestamptz(3),
  release_reason text,
  constraint seat_user_check check ((employee_id is null) <> (asset_id is null)),
  constraint seat_span_check check (assigned_at <= released_at),
  constraint seat_released_check check ((released_at is null) = (release_reason is null)),
  constraint seat_release_reason_check check (release_reason in ('RELEASE', 'RETURN', 'DISPOSAL',
    'LEAVING', 'EXPIRY'))
);
create unique index seat_employee_key on assets.seat (organization_id, license_id, employee_id)
  where released_at is null;
create unique index seat_asset_key on assets.seat (organization_id, license_id, asset_id) where
  released_at is null;
create index seat_assigned_at_idx on assets.seat (organization_id, assigned_at, id);
create index seat_released_at_idx on assets.seat (organization_id, released_at, id);
create index seat_license_id_idx on assets.seat (organization_id, license_id, id);
create index seat_employee_id_idx on assets.seat (organization_id, employee_id, id);
create index seat_asset_id_idx on assets.seat (organization_id, asset_id, id);
create index seat_release_reason_idx on assets.seat (organization_id, release_reason, id);
${tenant('seat')}

alter table assets.seat add constraint seat_license_id_fkey foreign key (organization_id,
  license_id) references assets.license (organization_id, id);
alter table assets.seat add constraint seat_employee_id_fkey foreign key (organization_id,
  employee_id) references hr.employee (organization_id, id);
alter table assets.seat add constraint seat_asset_id_fkey foreign key (organization_id, asset_id)
  references assets.asset (organization_id, id);
`;

const told = [
  comments(
    'license',
    'The right to use a piece of software, for so many people and devices at once.',
    {
      attributes: 'Values of custom fields by their keys',
      code: 'Short code, unique in the organization',
      name: 'What may be used',
      publisher: 'Who sells the right to use it',
      seats: 'How many may use it at once',
      seats_used: 'How many seats are taken; the database counts',
      cost_amount: 'What it was bought for (Exact amount in units of the currency)',
      cost_currency: 'What it was bought for (ISO 4217 code)',
      purchased_on: 'Day of the purchase',
      expires_on: 'Last day on which it may be used; null: for ever',
      is_freed_on_return:
        'Whether the seat of a device is free again when the device is given back',
      notice_for: 'The end that was told of; null: none',
      note: 'Free text',
    },
  ),
  comments('seat', 'Who or what uses a licence, or used it.', {
    license_id: 'The licence',
    employee_id: 'Who uses it, when a person',
    asset_id: 'What it is used on, when a device',
    assigned_at: 'Since when',
    released_at: 'Until when; null: still',
    release_reason: 'Why it is free again',
  }),
].join('\n');

/** Licences and who uses them. Frozen. */
export const licenseTables = tables + told;
