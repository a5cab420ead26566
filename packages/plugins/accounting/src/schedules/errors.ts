import { errorsOf } from '@bureau/core';

/** Business errors of schedules; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const scheduleErrors = errorsOf('accounting', {
  DEFERRAL_ENDED: 'All of {name} is in the result already.',
  DEFERRAL_AMOUNT: 'A deferred amount is above zero.',
  RECURRENCE_RULE: 'The rule {rule} cannot be followed: {part} is not understood.',
  RECURRENCE_NEVER: 'The rule {rule} has no day.',
  RECURRING_LINES: 'An entry that comes back has 2 to {limit} lines that sum to zero.',
  LOAN_TERMS: 'These terms of a loan cannot be ({reason}).',
  ACCRUAL_DAY: 'An accrual is taken back after the day on which it is posted.',
  PAYROLL_SUM: 'Payslip {payslip}: gross {gross} is not net {net} and {withheld} withheld.',
  PAYROLL_NOTHING: 'Nothing of this payroll run is open on account {account}.',
});
