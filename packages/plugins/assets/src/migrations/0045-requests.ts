import type { Migration } from '@bureau/core';
import { requestTables } from './requests/tables.js';

/** Equipment that employees ask for. Frozen. */
export const requests: Migration = {
  name: '0045-requests',
  up: requestTables,
  down: 'drop table assets.asset_request;',
};
