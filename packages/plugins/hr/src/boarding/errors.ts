import { errorsOf } from '@bureau/core';

/** Business errors of plans for joiners and leavers; codes are `HR_BOARDING_<REASON>`. */
export const boardingErrors = errorsOf('hr', {
  BOARDING_STATE: 'This cannot be done with a plan that is {state}.',
  BOARDING_TASK_STATE: 'This cannot be done with a task that is {state}.',
  BOARDING_TASKS: 'A template has 1 to 100 tasks.',
  BOARDING_OWNER:
    'A task of a ROLE needs ownerRole, one of a PERSON needs ownerId; others neither.',
  BOARDING_DUE: 'A task is due at most 366 days before or after the day.',
  BOARDING_NO_DAY: 'Employee {number} has no last day that is known.',
  BOARDING_RUNNING: 'Employee {number} has such a plan already.',
  BOARDING_INACTIVE: 'The template {code} is not used any more.',
});
