import type { Migration } from '@bureau/core';
import { comments } from './schedules/comments.js';
import { keys } from './schedules/keys.js';
import { tables } from './schedules/tables.js';

/** Deferrals, entries that come back, and loans. Frozen. */
export const schedules: Migration = {
  name: '0071-schedules',
  up: [tables, keys, comments].join('\n'),
  down: `
drop table accounting.recurring_line;
drop table accounting.recurring_template;
drop table accounting.loan_payment;
drop table accounting.loan;
drop table accounting.deferral_line;
drop table accounting.deferral;
`,
};
