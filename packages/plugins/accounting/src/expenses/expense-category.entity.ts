import { defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { amount } from '../trade/document-columns.js';
import { TaxCode } from '../trade/tax-code.entity.js';

/** What employees spend money on: they choose it by name and need not know the chart. */
export const ExpenseCategorySchema = defineEntity({
  name: 'ExpenseCategory',
  schema: 'accounting',
  tableName: 'expense_category',
  comment: 'What employees spend money on, and where it is posted.',
  uniques: [{ properties: ['code'] }],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique'),
    name: p.string().length(120).comment('Name for people: Train and taxi'),
    account: () => p.manyToOne(LedgerAccount).comment('Expense account'),
    taxCode: () =>
      p.manyToOne(TaxCode).nullable().comment('Taxes that it bears as a rule; null: none'),
    receiptFrom: amount()
      .nullable()
      .comment('A receipt is needed from this amount of a line on; null: never'),
    isActive: p.boolean().default(true).comment('Whether new lines may have it'),
  },
});

export class ExpenseCategory extends ExpenseCategorySchema.class {}
ExpenseCategorySchema.setClass(ExpenseCategory);
