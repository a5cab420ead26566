import type { Migration } from '@bureau/core';
import { dataSetTables } from './sets/data-sets.js';

/** Data sets that people load. Frozen. */
export const dataSets: Migration = {
  name: '0012-data-sets',
  up: dataSetTables,
  down: 'drop table analytics.data_row, analytics.data_set_share, analytics.data_set;',
};
