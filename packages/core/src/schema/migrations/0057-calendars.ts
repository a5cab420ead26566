import type { Migration } from '../../plugin/definition.js';
import { calendarDown, calendarTables } from './calendars/tables.js';

/** Calendars, holidays, and whose they are. */
export const calendars: Migration = {
  name: '0057-calendars',
  up: calendarTables,
  down: calendarDown,
};
