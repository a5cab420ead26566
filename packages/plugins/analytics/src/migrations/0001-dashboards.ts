import type { Migration } from '@bureau/core';
import { dashboardTables } from './boards/dashboards.js';

/** Dashboards that people make. Frozen. */
export const dashboards: Migration = {
  name: '0001-dashboards',
  up: dashboardTables,
  down: 'drop table analytics.dashboard_revision, analytics.dashboard_share, analytics.dashboard;',
};
