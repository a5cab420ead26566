import { errorsOf } from '@bureau/core';

/** Business errors of working time; codes are `HR_TIME_<REASON>` and never renamed. */
export const timeErrors = errorsOf('hr', {
  TIME_OPEN: 'There is time that goes on since {since}. End it first.',
  TIME_NOT_OPEN: 'There is no time that goes on.',
  TIME_IN_BREAK: 'There is a break already, since {since}.',
  TIME_NOT_IN_BREAK: 'There is no break that goes on.',
  TIME_ORDER: 'Time that began at {since} ends after it.',
  TIME_FORGOTTEN: 'Time since {since} lasts longer than a day. Correct that day.',
  TIME_OVERLAPS: 'There is other time at this instant already, of {day}.',
  TIME_AT: 'Time is recorded as it happens, or of the last {days} days by a terminal.',
  TIME_NO_EMPLOYEE: 'You are no employee here. Give employeeId.',
  TIME_EMPLOYEE_UNKNOWN: 'There is no employee with the number {number}.',
  TIME_NOT_EMPLOYED: 'Employee {number} does not work here on {day}.',
  TIME_SPANS: 'Spans begin on the day, follow each other, are over, and are 20 at most.',
  TIME_CORRECTION_STATE: 'This cannot be done with a correction that is {state}.',
  TIME_CORRECTION_PENDING: 'A correction of {day} is waiting for a decision.',
  TIME_OWN: 'Nobody decides on the own time.',
  TIME_PERIOD_CLOSED: 'Working time from {from} to {to} is closed.',
  TIME_PERIOD_STATE: 'This cannot be done with a period that is {state}.',
  TIME_PERIOD_SPAN: 'A period ends on its first day or later, and has 62 days at most.',
  TIME_PERIOD_RUNS: 'The period goes on until {day}.',
  TIME_PERIOD_UNSETTLED:
    '{open} entries go on and {pending} corrections wait in the period. Settle them first.',
  TIME_PERIOD_LARGE: 'A period has at most {limit} people.',
  TIME_STANDS: 'Recorded time and rules that are in use stand for ever.',
  TIME_RULES: 'A value of the policy is out of its range, or a break is told twice.',
  TIME_TEXT: 'A value is needed here; white space is none.',
  TIME_OF_DAY: 'A time of the day has the form 22:00.',
  TIME_INACTIVE: '{code} is not assigned any more.',
  TIME_TOO_MANY: 'At most {limit} at once.',
});
