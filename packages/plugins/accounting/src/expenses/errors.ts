import { errorsOf } from '@bureau/core';

/** Business errors of expense claims; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const expenseErrors = errorsOf('accounting', {
  EXPENSE_EMPLOYEE: 'Name the employee: behind the caller is no person.',
  EXPENSE_CATEGORY: 'Line {line}: there is no active category {category}.',
  EXPENSE_DAY: 'Line {line}: {day} is after the date of the claim.',
  EXPENSE_AMOUNT: 'Line {line}: an expense is above zero.',
  EXPENSE_RECEIPT: 'Line {line}: {category} needs a receipt from {amount} on.',
  EXPENSE_RECEIPT_USED: 'Line {line}: the receipt stands in another line already.',
  EXPENSE_OWN: 'Nobody approves the own expenses, whoever entered them.',
});
