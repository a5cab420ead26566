import type { Migration } from '@bureau/core';

const ORGANIZATION = `(select nullif(current_setting('app.organization_id', true), '')::uuid)`;

function table(name: string, columns: string): string {
  return `
create table shop."${name}" (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  ${columns},
  primary key (organization_id, id)
);
alter table shop."${name}" enable row level security;
alter table shop."${name}" force row level security;
create policy organization on shop."${name}" for all
  using (organization_id = ${ORGANIZATION}) with check (organization_id = ${ORGANIZATION});
grant select, insert, update, delete on shop."${name}" to bureau_app;
grant select on shop."${name}" to bureau_reader;
`;
}

/** The tables of the shop. */
export const shopTables: Migration = {
  name: '0001-init',
  up: [
    table(
      'region',
      'name varchar(40) not null, is_hidden boolean not null, unique (organization_id, name)',
    ),
    table(
      'customer',
      `name varchar(40) not null, tier text, region_id uuid,
       attributes jsonb not null default '{}'`,
    ),
    table(
      'stay',
      `customer_id uuid not null, region_id uuid not null,
       valid_from date not null, valid_to date`,
    ),
    table(
      'order',
      `customer_id uuid not null, ordered_at timestamptz(6), amount numeric(12,2),
       quantity integer, cost numeric(12,2), price_amount numeric(20,4) not null,
       price_currency char(3) not null,
       is_hidden boolean not null`,
    ),
    table('visit', 'customer_id uuid not null, came_on date not null, minutes integer'),
  ].join('\n'),
  down: 'drop table shop."order", shop.visit, shop.stay, shop.customer, shop.region;',
};
