import { comments, RECORD, tenant } from './tenant.js';

/** Definitions of custom fields. */
export const customField = `
create table core.custom_field (${RECORD},
  record_type varchar(80) not null,
  key varchar(40) not null check (key ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  label varchar(120) not null,
  description varchar(500),
  type text not null check (type in ('TEXT', 'INTEGER', 'DECIMAL', 'BOOLEAN', 'DATE', 'DATETIME',
    'CHOICE', 'MULTI_CHOICE', 'RECORD', 'URL', 'EMAIL')),
  options text[] not null default '{}',
  target varchar(80),
  is_required boolean not null default false,
  is_filterable boolean not null default true,
  default_value jsonb,
  permission varchar(120),
  position integer not null default 0,
  archived_at timestamptz(6),
  constraint custom_field_key_key unique (organization_id, record_type, key),
  check ((type = 'RECORD') = (target is not null)),
  check ((type in ('CHOICE', 'MULTI_CHOICE')) = (cardinality(options) > 0))
);
create index custom_field_position_idx on core.custom_field (organization_id, position, id);
create index custom_field_key_idx on core.custom_field (organization_id, key, id);
create index custom_field_type_idx on core.custom_field (organization_id, type, id);
create index custom_field_archived_at_idx on core.custom_field (organization_id, archived_at, id);
${tenant('custom_field')}
grant select, insert, update on core.custom_field to bureau_app;
grant select on core.custom_field to bureau_worker, bureau_reader;
${comments(
  'custom_field',
  'A field that the organization adds to the records of a type, without code.',
  {
    record_type: 'Type of the records that have it, such as Asset',
    key: 'Name in the API, unique for the type; never changes',
    label: 'What people call it',
    description: 'What it is for',
    type: 'What it holds; never changes',
    options: 'The options of a CHOICE or MULTI_CHOICE, in order',
    target: 'Record type that a RECORD points to',
    is_required: 'Needed when a record is made',
    is_filterable: 'May stand in filters and orders',
    default_value: 'Value of new records that are given none, as it is stored',
    permission: 'Permission needed to read and write it; null: as for the record',
    position: 'Place in the list of fields, smallest first',
    archived_at: 'When it was put away; its values are kept',
  },
)}`;

const PREDICATE =
  "organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)";

/** Ids of records in other systems, one per record and system. */
export const externalRef = `
create table core.external_ref (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  record_type varchar(80) not null,
  record_id uuid not null,
  system varchar(40) not null check (system ~ '^[a-z][a-z0-9_-]{0,39}$'),
  external_id varchar(200) not null check (external_id <> ''),
  created_at timestamptz(6) not null default now(),
  primary key (organization_id, record_type, record_id, system),
  constraint external_ref_id_key unique (organization_id, record_type, system, external_id)
);
alter table core.external_ref enable row level security;
alter table core.external_ref force row level security;
create policy tenant on core.external_ref for all using (${PREDICATE}) with check (${PREDICATE});
grant select, insert, update, delete on core.external_ref to bureau_app;
grant select on core.external_ref to bureau_worker, bureau_reader;
comment on table core.external_ref is 'The ids that records have in other systems.';
comment on column core.external_ref.organization_id is 'Organization that the row belongs to';
comment on column core.external_ref.record_type is 'Type of the record, such as Asset';
comment on column core.external_ref.record_id is 'The record; of any table, so no foreign key';
comment on column core.external_ref.system is 'The other system, such as sap';
comment on column core.external_ref.external_id is 'The id there, as that system writes it';
comment on column core.external_ref.created_at is 'When it was set';`;

const ATTRIBUTED = ['legal_entity', 'org_unit', 'site', 'person'];

/** Values of custom fields on the company structure and on people. */
export const attributes = ATTRIBUTED.map(
  (table) => `
alter table core.${table} add column attributes jsonb not null default '{}';
create index ${table}_attributes_idx on core.${table} using gin (attributes jsonb_path_ops);
comment on column core.${table}.attributes is 'Values of custom fields by their keys';`,
).join('\n');

export const customFieldsDown = `
${ATTRIBUTED.map((table) => `alter table core.${table} drop column attributes;`).join('\n')}
drop table core.external_ref;
drop table core.custom_field;`;
