import type { Migration } from '../../plugin/definition.js';

const SEARCHED = {
  party: ['name', 'legal_name', 'code', 'email'],
  file: ['name'],
  registered_document: ['name'],
};

const indexes = Object.entries(SEARCHED).map(([table, columns]) => ({
  name: `${table}_search_idx`,
  on: `core.${table} using gin (${columns.map((name) => `${name} public.gin_trgm_ops`).join(', ')})`,
}));

/** Text search of the tables that came after the first ones reads an index as well. */
export const textSearch: Migration = {
  name: '0102-text-search',
  up: indexes.map(({ name, on }) => `create index ${name} on ${on};\n`).join(''),
  down: indexes.map(({ name }) => `drop index core.${name};\n`).join(''),
};
