import { errorsOf } from '@bureau/core';

/** Business errors of budgets; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const budgetErrors = errorsOf('accounting', {
  BUDGET_HEADING: 'Account {account} is a heading: its budget is the sum of those below it.',
  BUDGET_SPREAD: 'Account {account}: give the year, or {periods} amounts, one for each period.',
  BUDGET_WEIGHTS: 'Account {account}: {periods} weights are needed, none below zero, one above.',
  BUDGET_TWICE: 'Account {account} is named twice with the same dimension values.',
  BUDGET_ORIGIN: 'Name either a budget or a fiscal year that it is filled from.',
  BUDGET_FACTOR: 'The factor is above 0.',
  BUDGET_PERIODS: 'The year has {periods} periods, that of the origin {others}.',
  BUDGET_UNKNOWN: 'There is no budget {name}.',
  BUDGET_ACCOUNT: 'There is no account {account}.',
  BUDGET_PERIOD: 'The fiscal year of budget {name} has no period {period}.',
  BUDGET_DIMENSION: 'Dimension value {value} does not exist or is not active.',
  BUDGET_DIMENSION_TWICE: 'A line has one value of a dimension at most.',
  BUDGET_LINE_TWICE: 'The budget has this line already.',
  BUDGET_LINES: 'At most {limit} accounts are set at once.',
});
