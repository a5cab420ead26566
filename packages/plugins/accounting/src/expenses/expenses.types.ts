import {
  approvalsAskedOf,
  expose,
  type Exposed,
  many,
  type Principal,
  type Where,
} from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { DOCUMENT_AMOUNTS, LINE_AMOUNTS } from '../trade/document-columns.js';
import { ExpenseClaimStatus } from '../trade/trade-kinds.js';
import { OpenItemType } from '../trade/trade.types.js';
import { ExpenseCategory } from './expense-category.entity.js';
import { ExpenseClaim, ExpenseClaimLine } from './expense-claim.entity.js';

/** The caller is the employee; without a person behind the caller nothing is. */
function ownClaim({ personId }: Principal): Where {
  return personId === undefined ? { or: [] } : { party: { person: { id: { eq: personId } } } };
}

/** What the caller is asked to decide on, or was; a draft that came back is the employee's. */
function decidedClaim(principal: Principal): Where {
  return {
    approval: approvalsAskedOf(principal),
    status: { in: Object.values(ExpenseClaimStatus).filter((status) => status !== 'DRAFT') },
  };
}

export const ExpenseCategoryType: Exposed = expose(ExpenseCategory, {
  prefix: 'exg',
  amounts: { receiptFrom: BASE_CURRENCY },
  filter: ['code', 'name', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  root: { one: 'expenseCategory', many: 'expenseCategories' },
});

export const ExpenseClaimType: Exposed = expose(ExpenseClaim, {
  prefix: 'exc',
  amounts: DOCUMENT_AMOUNTS,
  filter: [
    ...(['number', 'status', 'party', 'issuedOn', 'dueOn', 'currency'] as const),
    ...(['total', 'openAmount'] as const),
  ],
  order: ['issuedOn', 'dueOn', 'number', 'total'],
  by: ['number'],
  aggregate: ['total', 'openAmount'],
  relations: {
    lines: many(() => ExpenseClaimLineType, 'document', 'Its expenses.'),
    openItems: many(() => OpenItemType, 'expenseClaim', 'What of it is to be paid back.'),
  },
  conditions: { own: ownClaim, decided: decidedClaim },
});

export const ExpenseClaimLineType: Exposed = expose(ExpenseClaimLine, {
  prefix: 'exl',
  amounts: LINE_AMOUNTS,
  filter: ['document', 'category', 'account', 'taxCode', 'spentOn', 'receipt'],
  order: ['number', 'spentOn'],
  root: false,
  conditions: {
    own: (principal) => ({ document: ownClaim(principal) }),
    decided: (principal) => ({ document: decidedClaim(principal) }),
  },
});
