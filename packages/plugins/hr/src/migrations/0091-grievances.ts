import type { Migration } from '@bureau/core';
import { cases } from './grievances/cases.js';

/** Grievances, those who look into them, and what is written. */
export const grievances: Migration = {
  name: '0091-grievances',
  up: cases,
  down: `
drop table hr.grievance_step, hr.grievance_message, hr.grievance_accused, hr.grievance_handler,
  hr.grievance_officer, hr.grievance;
drop function hr.grievance_goes_on();`,
};
