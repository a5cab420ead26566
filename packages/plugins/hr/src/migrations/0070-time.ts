import type { Migration } from '@bureau/core';
import { timeEntries } from './time/entries.js';
import { timeGuards, timeGuardsDown } from './time/guards.js';
import { timeRules } from './time/rules.js';

/** Working time: shifts, rules, what was recorded, and periods that are closed. Frozen. */
export const time: Migration = {
  name: '0070-time',
  up: [timeRules, timeEntries, timeGuards].join('\n'),
  down: `
drop table hr.time_sheet, hr.time_entry, hr.time_correction, hr.time_period, hr.shift,
  hr.work_time_assignment, hr.work_time_break, hr.work_time_policy, hr.shift_pattern;
${timeGuardsDown}`,
};
