import type { Migration } from '@bureau/core';
import { goalTables } from './growth/goals.js';

/** Goals and how they stand. */
export const goals: Migration = {
  name: '0083-goals',
  up: goalTables,
  down: `
drop table hr.goal_check_in, hr.key_result, hr.goal;
drop function hr.goal_no_ring(), hr.goal_goes_on();`,
};
