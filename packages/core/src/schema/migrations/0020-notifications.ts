import type { Migration } from '../../plugin/definition.js';
import { notificationTables, notificationTablesDown } from './notifications/tables.js';

/** Notifications, how people want them, and mails. */
export const notifications: Migration = {
  name: '0020-notifications',
  up: notificationTables,
  down: notificationTablesDown,
};
