import type { Migration } from '@bureau/core';
import { maintenanceTables } from './maintenance/tables.js';

/** Maintenance plans by time and counter, and their work orders. Frozen. */
export const maintenance: Migration = {
  name: '0049-maintenance',
  up: maintenanceTables,
  down: 'drop table assets.work_order, assets.counter_reading, assets.maintenance_plan;',
};
