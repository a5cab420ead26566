import { errorsOf } from '@bureau/core';

/** Business errors of leave; codes are `HR_LEAVE_<REASON>` and never renamed. */
export const leaveErrors = errorsOf('hr', {
  LEAVE_STATE: 'This cannot be done with leave that is {state}.',
  LEAVE_STARTED: 'Leave that began on {day} cannot be taken back. Shorten it.',
  LEAVE_NOT_STARTED: 'Leave that begins on {day} cannot be shortened. Take it back.',
  LEAVE_SHORTER:
    'Leave from {from} to {to} can end earlier only, on its first day at the earliest.',
  LEAVE_SPAN:
    'Leave ends on its first day or later, lasts a year at most, and takes half a day at least.',
  LEAVE_NO_DAYS: 'No work is done on these days: no leave is needed.',
  LEAVE_NO_CALENDAR: 'The place of work has no calendar, so its working days are not known.',
  LEAVE_NOT_EMPLOYED: 'Employee {number} does not work here on {day}.',
  LEAVE_NOT_ENTITLED: 'Employee {number} is not entitled to {type} on {day}.',
  LEAVE_HALF_DAY: 'Half days are not allowed for this leave.',
  LEAVE_BLACKOUT: 'No leave between {from} and {to} ({reason}).',
  LEAVE_OVERLAPS: 'There is other leave from {from} to {to} already.',
  LEAVE_BALANCE: 'The balance would be {balance} days on {day}; that is too low.',
  LEAVE_OWN: 'Nobody decides on the own leave.',
  LEAVE_NO_EMPLOYEE: 'You are no employee here. Give employeeId.',
  LEAVE_INACTIVE: 'Leave of the type {type} cannot be asked for any more.',
  LEAVE_NO_BALANCE: 'Leave of the type {type} has no balance.',
  LEAVE_DAYS: 'Days are decimals with up to 4 digits, from 0 to 366.',
  LEAVE_STEP: 'A rounding step is above 0 and at most 1.',
  LEAVE_LIFE: 'Carried days live for 1 to 366 days.',
  LEAVE_TENURE: 'At most 20 tenure steps, each after another number of years, from 1 to 60.',
  LEAVE_ADJUSTMENT: 'An adjustment is not 0, has up to 4 decimals and at most 366 days.',
  LEAVE_TYPE_UNKNOWN: 'There is no type of leave with the code {code}.',
  LEAVE_EMPLOYEE_UNKNOWN: 'There is no employee with the number {number}.',
  LEAVE_OPENED: 'Employee {number} has an opening balance of {type} already.',
  LEAVE_LEDGER: 'Entries of the ledger of leave stand for ever.',
  LEAVE_TOO_MANY: 'At most {limit} employees at once.',
  LEAVE_NOTE: 'A note has at most 500 characters.',
  LEAVE_TEXT: 'A value is needed here; white space is none.',
});
