import { errorsOf } from '@bureau/core';

/** Business errors of budgets; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const budgetErrors = errorsOf('accounting', {
  BUDGET_HEADING: 'Account {account} is a heading: its budget is the sum of those below it.',
  BUDGET_SPREAD: 'Account {account}: give the year, or {periods} amounts, one for each period.',
  BUDGET_WEIGHTS: 'Account {account}: {periods} weights are needed, none below zero, one above.',
  BUDGET_TWICE: 'Account {account} is named twice.',
  BUDGET_ORIGIN: 'Name either a budget or a fiscal year that it is filled from.',
  BUDGET_FACTOR: 'The factor is above 0.',
  BUDGET_PERIODS: 'The year has {periods} periods, that of the origin {others}.',
  BUDGET_LINES: 'At most {limit} accounts are set at once.',
});
