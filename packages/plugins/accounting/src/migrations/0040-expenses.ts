import type { Migration } from '@bureau/core';
import {
  expenseClaims,
  expenseClaimsComments,
  expenseClaimsDown,
} from './claims/expense-claims.js';

/** Expense claims of employees. Frozen. */
export const expenses: Migration = {
  name: '0040-expenses',
  up: [expenseClaims, expenseClaimsComments].join('\n'),
  down: expenseClaimsDown,
};
