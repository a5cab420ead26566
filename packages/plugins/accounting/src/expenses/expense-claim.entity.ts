import { ApprovalRequest, choice, defineEntity, File, p, Party } from '@bureau/core';
import { documentColumns, documentLineColumns } from '../trade/document-columns.js';
import { ExpenseClaimStatus } from '../trade/trade-kinds.js';
import { ExpenseCategory } from './expense-category.entity.js';

/** What an employee spent for the organization: a document of trade like the others. */
export const ExpenseClaimSchema = defineEntity({
  name: 'ExpenseClaim',
  schema: 'accounting',
  tableName: 'expense_claim',
  comment: 'What an employee spent for the organization.',
  uniques: [{ properties: ['number'] }],
  properties: {
    ...documentColumns(),
    status: choice(ExpenseClaimStatus).default('DRAFT').comment('Where it is in its life'),
    party: () => p.manyToOne(Party).comment('The employee'),
    approval: () =>
      p.manyToOne(ApprovalRequest).nullable().comment('The last request for its approval'),
    pricesIncludeTax: p
      .boolean()
      .default(true)
      .comment('Whether the prices of its lines have the added taxes in them'),
    remark: p
      .string()
      .length(1000)
      .nullable()
      .comment('Why it came back, when it was not approved'),
  },
});

export class ExpenseClaim extends ExpenseClaimSchema.class {}
ExpenseClaimSchema.setClass(ExpenseClaim);

/** One expense with its receipt. */
export const ExpenseClaimLineSchema = defineEntity({
  name: 'ExpenseClaimLine',
  schema: 'accounting',
  tableName: 'expense_claim_line',
  comment: 'One expense with its receipt.',
  uniques: [{ properties: ['document', 'number'] }],
  properties: {
    ...documentLineColumns(),
    document: () => p.manyToOne(ExpenseClaim).deleteRule('cascade').comment('The claim'),
    spentOn: p.date().comment('Day of the receipt'),
    category: () => p.manyToOne(ExpenseCategory).comment('What the money was spent on'),
    receipt: () => p.manyToOne(File).nullable().comment('The receipt'),
  },
});

export class ExpenseClaimLine extends ExpenseClaimLineSchema.class {}
ExpenseClaimLineSchema.setClass(ExpenseClaimLine);
