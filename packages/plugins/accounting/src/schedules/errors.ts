import { errorsOf } from '@bureau/core';

/** Business errors of schedules; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const scheduleErrors = errorsOf('accounting', {
  DEFERRAL_ENDED: 'All of {name} is in the result already.',
  DEFERRAL_AMOUNT: 'A deferred amount is above zero.',
  RECURRENCE_RULE: 'The rule {rule} cannot be followed: {part} is not understood.',
  RECURRENCE_NEVER: 'The rule {rule} has no day.',
  RECURRING_LINES: 'An entry that comes back has 2 to {limit} lines that sum to zero.',
  LOAN_TERMS: 'These terms of a loan cannot be ({reason}).',
  LOAN_ENDED: 'Loan {name} is paid back already.',
  LOAN_REPAY_AMOUNT: 'Of loan {name} {open} {currency} is owed: between 0 and that is paid back.',
  LOAN_REPAY_DAY: 'The loan is paid until {day}: nothing is paid back before.',
  LOAN_REPAY_DUE: 'The payment of {due} comes first: post it.',
  LOAN_FEE: 'A fee is not below 0.',
  ACCRUAL_DAY: 'An accrual is taken back after the day on which it is posted.',
  PAYROLL_SUM: 'Payslip {payslip}: gross {gross} is not net {net} and {withheld} withheld.',
  PAYROLL_NOTHING: 'Nothing of this payroll run is open on account {account}.',
});
