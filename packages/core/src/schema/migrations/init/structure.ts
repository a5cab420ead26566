import { comments, foundByOwner, RECORD, tenant } from './tenant.js';

/** The organization itself, its companies, units and places. */
export const structure = `
create table core.organization (
  id uuid not null unique,
  organization_id uuid not null generated always as (id) stored references core.organization (id),
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  slug varchar(60) not null unique check (slug ~ '^[a-z][a-z0-9-]*$'),
  name varchar(200) not null check (btrim(name) <> ''),
  time_zone varchar(64) not null,
  currency varchar(3) not null check (currency ~ '^[A-Z]{3}$'),
  locale varchar(35) not null default 'en',
  is_demo boolean not null default false,
  primary key (organization_id, id)
);
${tenant('organization')}
${foundByOwner('organization')}
create policy worker on core.organization for select to bureau_worker using (true);
comment on policy worker on core.organization is
  'bureau:own-policy The worker goes from one organization to the next';

create table core.legal_entity (${RECORD},
  code varchar(40) not null check (btrim(code) <> ''),
  name varchar(200) not null check (btrim(name) <> ''),
  country varchar(2) not null check (country ~ '^[A-Z]{2}$'),
  currency varchar(3) not null check (currency ~ '^[A-Z]{3}$'),
  tax_number varchar(40),
  constraint legal_entity_code_key unique (organization_id, code)
);
create index legal_entity_name_idx on core.legal_entity (organization_id, name, id);
create index legal_entity_country_idx on core.legal_entity (organization_id, country, id);
create index legal_entity_name_trgm on core.legal_entity using gin (name public.gin_trgm_ops);
create index legal_entity_code_trgm on core.legal_entity using gin (code public.gin_trgm_ops);
${tenant('legal_entity')}

create table core.org_unit (${RECORD},
  code varchar(40) not null check (btrim(code) <> ''),
  name varchar(200) not null check (btrim(name) <> ''),
  parent_id uuid,
  legal_entity_id uuid,
  constraint org_unit_code_key unique (organization_id, code),
  constraint org_unit_parent_fkey foreign key (organization_id, parent_id)
    references core.org_unit (organization_id, id),
  constraint org_unit_legal_entity_fkey foreign key (organization_id, legal_entity_id)
    references core.legal_entity (organization_id, id)
);
create index org_unit_name_idx on core.org_unit (organization_id, name, id);
create index org_unit_parent_idx on core.org_unit (organization_id, parent_id, id);
create index org_unit_legal_entity_idx on core.org_unit (organization_id, legal_entity_id, id);
create index org_unit_name_trgm on core.org_unit using gin (name public.gin_trgm_ops);
create index org_unit_code_trgm on core.org_unit using gin (code public.gin_trgm_ops);
${tenant('org_unit')}

-- Moves of one organization wait for each other: two at once could close a ring together that
-- neither of them sees.
create function core.org_unit_no_ring() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.parent_id is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('core.org_unit ' || new.organization_id, 0));
  if exists (
    with recursive above (id, parent_id) as (
      select u.id, u.parent_id from core.org_unit u
        where u.organization_id = new.organization_id and u.id = new.parent_id
      union
      select u.id, u.parent_id from core.org_unit u
        join above a on u.id = a.parent_id
        where u.organization_id = new.organization_id
    )
    select from above where above.id = new.id or above.parent_id = new.id
  ) or new.parent_id = new.id then
    raise exception using errcode = 'BU001', message = 'CORE_ORG_UNIT_RING';
  end if;
  return new;
end $$;
revoke execute on function core.org_unit_no_ring() from public;
create trigger org_unit_no_ring before insert or update of parent_id on core.org_unit
  for each row execute function core.org_unit_no_ring();

create table core.site (${RECORD},
  code varchar(40) not null check (btrim(code) <> ''),
  name varchar(200) not null check (btrim(name) <> ''),
  time_zone varchar(64) not null,
  country varchar(2) not null check (country ~ '^[A-Z]{2}$'),
  city varchar(120),
  address varchar(500),
  constraint site_code_key unique (organization_id, code)
);
create index site_name_idx on core.site (organization_id, name, id);
create index site_country_idx on core.site (organization_id, country, id);
create index site_city_idx on core.site (organization_id, city, id);
create index site_name_trgm on core.site using gin (name public.gin_trgm_ops);
create index site_code_trgm on core.site using gin (code public.gin_trgm_ops);
create index site_city_trgm on core.site using gin (city public.gin_trgm_ops);
${tenant('site')}
`;

const base = {
  organization_id: 'Organization that the row belongs to',
  id: 'Opaque, sortable id',
  version: 'Grows by one with each change',
  created_at: 'When the record was made',
  updated_at: 'When the record was last changed',
};

/** The same sentences as in the entities: the database explains itself. */
export const structureComments = [
  comments('organization', 'A company or association that keeps its books here; the tenant.', {
    ...base,
    organization_id: 'The id again, so that joins look alike on every table',
    slug: 'Name in addresses and at login; unique, lower case',
    name: 'Name as people write it',
    time_zone: 'IANA time zone in which its days begin',
    currency: 'ISO 4217 code of amounts without another one',
    locale: 'BCP 47 tag for texts and sorting',
    is_demo: 'Holds invented data and may be reset',
  }),
  comments('legal_entity', 'A registered company of the organization.', {
    ...base,
    code: 'Short code, unique in the organization',
    name: 'Registered name',
    country: 'ISO 3166-1 alpha-2 code of its seat',
    currency: 'ISO 4217 code of its books',
    tax_number: 'VAT or tax registration number',
  }),
  comments('org_unit', 'A department or team; units form a tree.', {
    ...base,
    code: 'Short code, unique in the organization',
    name: 'Name of the unit',
    parent_id: 'Unit that it belongs to; null: top',
    legal_entity_id: 'Company to which its people and costs belong',
  }),
  comments('site', 'A place of the organization: office, store or plant.', {
    ...base,
    code: 'Short code, unique in the organization',
    name: 'Name of the place',
    time_zone: 'IANA time zone of the place',
    country: 'ISO 3166-1 alpha-2 code',
    city: 'Town or city',
    address: 'Street address as printed on an envelope',
  }),
].join('\n');

/** Takes all of it back. */
export const structureDown = `
drop table core.site, core.org_unit, core.legal_entity, core.organization;
drop function core.org_unit_no_ring();
`;
