import type { Migration } from '../../plugin/definition.js';
import { comments, RECORD } from './calendars/tenant.js';
import { keeper } from './units/keeper.js';

const reference = (column: string, to: string, more = '') => `
alter table core.org_unit_version add constraint org_unit_version_${column}_fkey
  foreign key (organization_id, ${column}) references core.${to} (organization_id, id) ${more};
create index org_unit_version_${column}_idx on core.org_unit_version (organization_id, ${column},
  id);`;

const ORGANIZATION =
  "organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)";

const table = `
create table core.org_unit_version (${RECORD},
  unit_id uuid not null,
  valid_from date not null,
  valid_to date,
  name varchar(200) not null,
  parent_id uuid,
  legal_entity_id uuid,
  known_from timestamptz(6) not null,
  known_to timestamptz(6),
  recorded_by_id uuid,
  superseded_by_id uuid,
  constraint org_unit_version_span_check check (valid_to is null or valid_from < valid_to),
  constraint org_unit_version_known_check check (known_to is null or known_from < known_to)
);
create index org_unit_version_known_from_idx on core.org_unit_version (organization_id,
  known_from, id);
create index org_unit_version_known_to_idx on core.org_unit_version (organization_id, known_to,
  id);
create index org_unit_version_valid_from_idx on core.org_unit_version (organization_id,
  valid_from, id);
create index org_unit_version_valid_to_idx on core.org_unit_version (organization_id, valid_to,
  id);
${reference('unit_id', 'org_unit', 'on delete cascade')}
${reference('parent_id', 'org_unit')}
${reference('legal_entity_id', 'legal_entity')}
${reference('recorded_by_id', 'membership')}
${reference('superseded_by_id', 'membership')}
alter table core.org_unit_version enable row level security;
alter table core.org_unit_version force row level security;
create policy organization on core.org_unit_version for all
  using (${ORGANIZATION}) with check (${ORGANIZATION});
grant select on core.org_unit_version to bureau_app;
grant select on core.org_unit_version to bureau_reader;
${comments(
  'org_unit_version',
  'What was known of a unit and its place from one instant until another.',
  {
    unit_id: 'The unit',
    valid_from: 'First day on which this holds; 0001-01-01: ever since',
    valid_to: 'First day on which this no longer holds; null = open',
    name: 'Name of the unit',
    parent_id: 'Unit that it belongs to; null: top',
    legal_entity_id: 'Company to which its people and costs belong',
    known_from: 'Since when this was known',
    known_to: 'From when on something else was known; null: this still stands',
    recorded_by_id: 'User who wrote it; null: the platform, or before versions were kept',
    superseded_by_id: 'User who wrote something else; null: the platform, or nobody yet',
  },
)}`;

/** Units on two axes of time: the tree as it was on a day, and as it was known. Frozen. */
export const unitVersions: Migration = {
  name: '0125-unit-versions',
  up: [table, keeper].join('\n'),
  down: `
drop trigger keeps_version on core.org_unit;
drop function core.keep_org_unit_version(), core.known_instant();
drop table core.org_unit_version;`,
};
