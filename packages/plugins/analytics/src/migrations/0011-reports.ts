import type { Migration } from '@bureau/core';
import { reportTables } from './boards/reports.js';

/** Scheduled reports and links to dashboards. Frozen. */
export const reports: Migration = {
  name: '0011-reports',
  up: reportTables,
  down: `drop table analytics.board_view, analytics.board_link, analytics.report_run,
    analytics.report_recipient, analytics.scheduled_report;`,
};
