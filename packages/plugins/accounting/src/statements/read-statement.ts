import { type Ctx, Refusal } from '@bureau/core';
import { shownIn } from '../chart/base-currency.js';
import { balanceSheet, yearStarts } from './balance-sheet.js';
import { cashFlowStatement } from './cash-flow-statement.js';
import { columnsOf, type Span } from './columns.js';
import type { FigureNarrowing } from './drill-down.js';
import { equityStatement } from './equity-statement.js';
import { incomeStatement } from './income-statement.js';
import { baseCurrency } from './statement-args.js';
import type {
  CashFlowMethod,
  FinancialStatement,
  StatementComparison,
  StatementLine,
  StatementSplit,
} from './statement.types.js';

/** Which statement is wanted; what is absent has its default. */
export interface StatementWish {
  kind: 'BALANCE_SHEET' | 'INCOME_STATEMENT' | 'EQUITY_STATEMENT' | 'CASH_FLOW_STATEMENT';
  /** First day; of a balance sheet that of the fiscal year. */
  from?: string | undefined;
  to: string;
  split?: StatementSplit | null | undefined;
  compare?: readonly StatementComparison[] | null | undefined;
  method?: CashFlowMethod | null | undefined;
  /** Counts closing entries in an income statement. */
  includeClosingEntries?: boolean | null | undefined;
  how: FigureNarrowing;
}

/**
 * A statement, whoever asks for it: the API and files have the same one.
 * @throws Refusal BAD_USER_INPUT for days or columns that make none
 */
export async function readStatement(ctx: Ctx, wish: StatementWish): Promise<FinancialStatement> {
  const { to, split, compare, how } = wish;
  const [start = to] = wish.from === undefined ? await yearStarts(ctx, [to]) : [wish.from];
  const columns = columnsOf({ from: start, to }, split, compare ?? []);
  if (wish.kind !== 'INCOME_STATEMENT' && columns.some(({ isBudget }) => isBudget)) {
    throw new Refusal('BAD_USER_INPUT', 'Only the income statement is compared with a budget.');
  }
  const [currency, lines] = await Promise.all([baseCurrency(ctx), linesOf(ctx, wish, columns)]);
  const shown = shownIn(currency);
  return {
    currency,
    columns,
    lines: lines.map((line) => ({ ...line, amounts: line.amounts.map(shown), how })),
  };
}

function linesOf(ctx: Ctx, wish: StatementWish, spans: Span[]): Promise<StatementLine[]> {
  const { kind, how } = wish;
  if (kind === 'BALANCE_SHEET') return balanceSheet(ctx, spans, how);
  if (kind === 'EQUITY_STATEMENT') return equityStatement(ctx, spans, how);
  if (kind === 'CASH_FLOW_STATEMENT') {
    return cashFlowStatement(ctx, { spans, method: wish.method ?? 'DIRECT' }, how);
  }
  const withoutClosing = wish.includeClosingEntries !== true;
  return incomeStatement(ctx, spans, { ...how, withoutClosing });
}
