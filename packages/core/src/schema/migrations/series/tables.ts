import { comments, RECORD, tenant } from './tenant.js';

/** How the numbers of a declared series are written. */
export const numberSeries = `
create table core.number_series (${RECORD},
  key varchar(80) not null,
  pattern varchar(60) not null check (pattern ~ '\\{0+\\}'),
  constraint number_series_key_key unique (organization_id, key)
);
${tenant('number_series')}
grant select, insert, update on core.number_series to bureau_app, bureau_worker;
grant select on core.number_series to bureau_reader;
${comments('number_series', 'How the organization writes the numbers of one series.', {
  key: 'Which series, as its plugin declares it: assets.tag',
  pattern: 'Text with {yyyy}, {entity}, {0000}',
})}`;

/**
 * One row for each year and company that a series counts by. Drawing is one upsert of it; in a
 * gapless series the row lock of that upsert is what makes callers wait for each other.
 */
export const numberCounter = `
create table core.number_counter (${RECORD},
  series_id uuid not null,
  legal_entity_id uuid,
  year integer check (year between 1900 and 9999),
  last_value bigint not null check (last_value between 0 and 999999999999),
  constraint number_counter_scope_key
    unique nulls not distinct (organization_id, series_id, legal_entity_id, year),
  constraint number_counter_series_fkey foreign key (organization_id, series_id)
    references core.number_series (organization_id, id),
  constraint number_counter_legal_entity_fkey foreign key (organization_id, legal_entity_id)
    references core.legal_entity (organization_id, id)
);
create index number_counter_series_idx on core.number_counter (organization_id, series_id, id);
create index number_counter_legal_entity_idx
  on core.number_counter (organization_id, legal_entity_id, id);
create index number_counter_year_idx on core.number_counter (organization_id, year, id);
${tenant('number_counter')}
grant select, insert, update on core.number_counter to bureau_app, bureau_worker;
grant select on core.number_counter to bureau_reader;
${comments('number_counter', 'How far a series has come, by year and company.', {
  series_id: 'The series',
  legal_entity_id: 'Company; null: all of them',
  year: 'Calendar year; null: it counts on for ever',
  last_value: 'The number that was drawn last',
})}`;

/** Takes them back. */
export const seriesDown = `
drop table core.number_counter, core.number_series;
`;
