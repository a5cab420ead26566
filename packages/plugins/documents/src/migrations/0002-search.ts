import type { Migration } from '@bureau/core';
import { columns, words } from './search/columns.js';

/** Full-text search of documents. Frozen. */
export const search: Migration = {
  name: '0002-search',
  up: [columns, words].join('\n'),
  down: `
drop table documents.search_word;
alter table documents.document drop column search_vector, drop column search_config;
alter table documents.document reset (toast_tuple_target);`,
};
