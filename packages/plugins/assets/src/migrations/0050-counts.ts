import type { Migration } from '@bureau/core';
import { countTables } from './counts/tables.js';

/** Counts on site by scan list. Frozen. */
export const counts: Migration = {
  name: '0050-counts',
  up: countTables,
  down: 'drop table assets.asset_audit_line, assets.asset_audit;',
};
