import type { Migration } from '../../plugin/definition.js';
import { exportPart, exportPartDown } from './bulk/export-part.js';

/** What an export has written so far, and the end of what exports left behind. */
export const bulkExport: Migration = {
  name: '0018-bulk-export',
  up: exportPart,
  down: exportPartDown,
};
