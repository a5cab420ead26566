import { errorsOf } from '@bureau/core';

/** Business errors of maintenance; codes are `ASSETS_<KEY>` and never renamed. */
export const maintenanceErrors = errorsOf('assets', {
  PLAN_RULE: 'Give every how many days (1 to 7300), or units above 0 (or both), it comes again.',
  PLAN_LEAD: 'Work is ordered 0 to 365 days before it is due.',
  WORK_STATE: 'This cannot be done with a work order that is {state}.',
  COUNTER_BACK: 'The counter showed {reading} on {day} already; it does not run back.',
  COUNTER_FORM: 'A counter is a decimal from 0 up with 3 decimals at most.',
});
