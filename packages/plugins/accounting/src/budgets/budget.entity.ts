import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { DimensionSet } from '../dimensions/dimension-set.entity.js';
import { amount } from '../trade/document-columns.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Period } from '../years/period.entity.js';

/** Whether statements are compared with a budget. */
export const BudgetStatus = enumOf('BudgetStatus', 'Whether a budget counts.', {
  DRAFT: 'It is being written, or was replaced.',
  ACTIVE: 'Statements are compared with it: one of each fiscal year.',
});
export type BudgetStatus = EnumValue<typeof BudgetStatus>;

/** What a fiscal year is meant to bring and to cost. */
export const BudgetSchema = defineEntity({
  name: 'Budget',
  schema: 'accounting',
  tableName: 'budget',
  comment: 'What a fiscal year is meant to bring and to cost.',
  uniques: [
    { properties: ['name'] },
    {
      name: 'budget_active_key',
      properties: ['fiscalYear'],
      where: "status = 'ACTIVE'",
    },
  ],
  checks: [{ name: 'budget_name_filled_check', expression: "btrim(name) <> ''" }],
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people, unique'),
    fiscalYear: () => p.manyToOne(FiscalYear).comment('The fiscal year'),
    status: choice(BudgetStatus).default('DRAFT').comment('Whether it counts'),
  },
});

export class Budget extends BudgetSchema.class {}
BudgetSchema.setClass(Budget);

/** What one account is meant to have in one period, with certain dimension values or without. */
export const BudgetLineSchema = defineEntity({
  name: 'BudgetLine',
  schema: 'accounting',
  tableName: 'budget_line',
  comment: 'What one account is meant to have in one period.',
  uniques: [
    {
      name: 'budget_line_set_key',
      properties: ['budget', 'account', 'period', 'dimensionSet'],
      where: 'dimension_set_id is not null',
    },
    {
      name: 'budget_line_plain_key',
      properties: ['budget', 'account', 'period'],
      where: 'dimension_set_id is null',
    },
  ],
  properties: {
    ...record(),
    budget: () => p.manyToOne(Budget).deleteRule('cascade').comment('The budget'),
    account: () => p.manyToOne(LedgerAccount).comment('The account; never a heading'),
    period: () => p.manyToOne(Period).comment('The period'),
    dimensionSet: () =>
      p.manyToOne(DimensionSet).nullable().comment('Dimension values that it is for; null: none'),
    amount: amount().comment('In the base currency; income and expenses both above zero'),
  },
});

export class BudgetLine extends BudgetLineSchema.class {}
BudgetLineSchema.setClass(BudgetLine);
