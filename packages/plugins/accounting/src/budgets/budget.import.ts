import { type Ctx, defineImport, exact, type ImportColumn, type ImportRow } from '@bureau/core';
import { DimensionSet } from '../dimensions/dimension-set.entity.js';
import { demandScale } from '../fixed-assets/asset-accounts.js';
import { BudgetLine } from './budget.entity.js';
import { type BudgetNames, lookUpBudgets, type NamedLine } from './budget-names.js';
import { budgetErrors } from './errors.js';

const KEY = ['budget', 'account', 'period', 'dimensions'];
const columns: ImportColumn[] = [
  { ...text('budget', 'Name of the budget', 120), required: true },
  { ...text('account', 'Code of the account; no heading', 40), required: true },
  { ...text('period', 'Name of a period of its fiscal year, such as 2026-03', 20), required: true },
  text('dimensions', 'Dimension values by code: CC=SALES PRJ=A17; empty for none', 400),
  {
    ...{ name: 'amount', description: 'Income and expenses both above zero', kind: 'decimal' },
    required: true,
  },
];

/** Lines of budgets from a file, such as a spreadsheet in which a year was planned. */
export const budgetLineImport = defineImport<BudgetNames, { record: BudgetLine }>({
  kind: 'budgetLine',
  plugin: 'accounting',
  description: 'Lines of budgets, one row for each account, period and set of dimension values.',
  permission: 'accounting.budget.write',
  columns,
  key: KEY,
  makes: 'BudgetLine',
  export: {
    list: 'budgetLines',
    paths: {
      budget: 'budget.name',
      account: 'account.code',
      period: 'period.name',
      dimensions: 'dimensionSet.label',
      amount: 'amount',
    },
  },
  prepare: lookUpBudgets,
  apply,
  upsert: { permission: 'accounting.budget.write', find, change },
});

function text(name: string, description: string, maxLength: number): ImportColumn {
  return { name, description, kind: 'text', maxLength };
}

function apply(ctx: Ctx, row: ImportRow, names: BudgetNames): BudgetLine {
  const { budget, account, period, values } = names.of(row);
  if (names.lineOf(row)) throw budgetErrors.BUDGET_LINE_TWICE({}, ['account']);
  const idle = values.find(({ isActive }) => !isActive);
  if (idle) throw budgetErrors.BUDGET_DIMENSION({ value: idle.code }, ['dimensions']);
  const set = names.setOf(row);
  const line = ctx.em.create(BudgetLine, {
    ...{ budget, account, period, amount: amountOf(row, names) },
    dimensionSet: set === null ? null : ctx.em.getReference(DimensionSet, set),
  });
  names.remember(row, line);
  // Lines alone make a new version too: whoever saw the old one loses.
  budget.updatedAt = ctx.now;
  return line;
}

function find(
  _ctx: Ctx,
  rows: readonly ImportRow[],
  names: BudgetNames,
): Promise<Map<string, { record: BudgetLine }>> {
  const known = new Map<string, { record: BudgetLine }>();
  for (const row of rows) {
    const record = names.lineOf(row);
    const key = KEY.map((name) => (row[name] === undefined ? null : String(row[name])));
    if (record) known.set(JSON.stringify(key), { record });
  }
  return Promise.resolve(known);
}

function change(
  ctx: Ctx,
  { record }: { record: BudgetLine },
  { row, prepared }: { row: ImportRow; prepared: BudgetNames },
): void {
  const amount = amountOf(row, prepared);
  if (exact(amount).equals(record.amount)) return;
  record.amount = amount;
  const { budget }: NamedLine = prepared.of(row);
  budget.updatedAt = ctx.now;
}

/** @throws ACCOUNTING_PLAN_SCALE */
function amountOf(row: ImportRow, { currency }: BudgetNames): string {
  const amount = String(row['amount'] ?? '0');
  demandScale(amount, currency, ['amount']);
  return amount;
}
