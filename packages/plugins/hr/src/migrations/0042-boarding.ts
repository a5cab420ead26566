import type { Migration } from '@bureau/core';
import { boardingTables } from './boarding/tables.js';

/** Plans for those who join and leave. */
export const boarding: Migration = {
  name: '0042-boarding',
  up: boardingTables,
  down: `drop table hr.boarding_task, hr.boarding_plan, hr.boarding_template_task,
  hr.boarding_template;`,
};
