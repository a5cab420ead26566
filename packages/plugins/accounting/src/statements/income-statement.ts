import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { budgetColumns } from '../budgets/budget-amounts.js';
import { isEarning, readAccounts } from './accounts.js';
import { dayBefore, type Span } from './columns.js';
import { type FigureOf, type FigureShape, figuresOf } from './figure.js';
import { addColumns, type Columns, groupLines, lineOf } from './statement-lines.js';
import type { StatementLine } from './statement.types.js';
import { readBalances, type TotalsQuery } from './totals.js';

/** Sections from top to bottom, each with the running result behind it. */
const SECTIONS = [
  {
    groups: [{ subtype: 'REVENUE', label: 'Revenue' }],
    result: ['TOTAL_REVENUE', 'Total revenue'],
  },
  {
    groups: [{ subtype: 'COST_OF_SALES', label: 'Cost of sales' }],
    result: ['GROSS_PROFIT', 'Gross profit'],
  },
  {
    groups: [
      { subtype: 'OTHER_INCOME', label: 'Other income' },
      { subtype: 'PERSONNEL_EXPENSE', label: 'Personnel' },
      { subtype: 'OPERATING_EXPENSE', label: 'Operating expenses' },
      { subtype: 'DEPRECIATION', label: 'Depreciation' },
    ],
    result: ['OPERATING_RESULT', 'Operating result'],
  },
  {
    groups: [{ subtype: 'FINANCIAL', label: 'Financial result' }],
    result: ['RESULT_BEFORE_TAX', 'Result before tax'],
  },
  {
    groups: [{ subtype: 'INCOME_TAX', label: 'Income tax' }],
    result: ['NET_INCOME', 'Net income'],
  },
] as const;

/**
 * What was earned and spent in each column, and behind them what was meant; income above zero,
 * expenses below. No lines stand behind a figure of a budget.
 */
export async function incomeStatement(
  ctx: Ctx,
  spans: readonly Span[],
  how: Pick<TotalsQuery, 'knownAt' | 'dimensionValueIds' | 'withoutClosing'>,
): Promise<StatementLine[]> {
  const days = spans.filter(({ isBudget }) => !isBudget);
  const [all, moved, meant] = await Promise.all([
    readAccounts(ctx),
    movements(ctx, days, how),
    budgetColumns(ctx, spans, { dimensionValueIds: how.dimensionValueIds }),
  ]);
  const accounts = all.filter(({ type }) => isEarning(type));
  const columns = [...moved, ...meant];
  const { withoutClosing = false } = how;
  const shape: FigureShape = { days, sign: -1, withoutClosing };
  const lines: StatementLine[] = [];
  const figures: FigureOf[] = [];
  let running = columns.map(() => new Decimal(0));
  for (const { groups, result } of SECTIONS) {
    const section = groupLines(groups, { accounts, columns, shape });
    running = addColumns(running, section.sums);
    figures.push(section.figure);
    const total = { level: 0, amounts: running, figure: figuresOf(...figures) };
    lines.push(...section.lines, lineOf(result[0], result[1], total));
  }
  return lines;
}

/** What each account moved by in each span. */
export async function movements(
  ctx: Ctx,
  spans: readonly Span[],
  how: Omit<TotalsQuery, 'days'>,
): Promise<Columns> {
  const ends = spans.map(({ to }) => to);
  const starts = spans.map(({ from }) => dayBefore(from));
  const totals = await readBalances(ctx, { ...how, days: [...ends, ...starts] });
  return spans.map((_, index) => {
    const moved = new Map(totals[index]);
    for (const [id, amount] of totals[spans.length + index] ?? []) {
      moved.set(id, (moved.get(id) ?? new Decimal(0)).minus(amount));
    }
    return moved;
  });
}
