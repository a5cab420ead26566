import type { Ctx } from '@bureau/core';
import { readAccounts } from './accounts.js';
import { earningAccounts, earnings } from './balance-sheet.js';
import { dayBefore, type Span } from './columns.js';
import { type FigureDays, figureOf, type FigureShape } from './figure.js';
import { addColumns, groupLines, lineOf } from './statement-lines.js';
import type { StatementLine } from './statement.types.js';
import { readBalances, type TotalsQuery } from './totals.js';

/**
 * How equity came from its opening to its closing in each column: earnings, and what was posted to
 * equity itself. Closing entries move earnings into an account and change nothing in sum.
 */
export async function equityStatement(
  ctx: Ctx,
  spans: readonly Span[],
  how: Pick<TotalsQuery, 'knownAt' | 'dimensionValueIds'>,
): Promise<StatementLine[]> {
  const accounts = await readAccounts(ctx);
  const equity = accounts.filter(({ type }) => type === 'EQUITY');
  const days = [...spans.map(({ from }) => dayBefore(from)), ...spans.map(({ to }) => to)];
  const columns = await readBalances(ctx, { ...how, days, withoutClosing: true });
  const [before, after] = [columns.slice(0, spans.length), columns.slice(spans.length)];
  const shape = (of: readonly FigureDays[]): FigureShape => {
    return { days: of, sign: -1, withoutClosing: true };
  };
  const sumOf = (at: typeof columns) =>
    groupLines(GROUPS, { accounts: equity, columns: at, shape: shape([]) }).sums;
  const opening = addColumns(sumOf(before), earnings(accounts, before));
  const closing = addColumns(sumOf(after), earnings(accounts, after));
  const moved = after.map((column, index) => {
    const change = new Map(column);
    for (const [id, amount] of before[index] ?? []) {
      change.set(id, (change.get(id) ?? amount.minus(amount)).minus(amount));
    }
    return change;
  });
  const posted = groupLines(GROUPS, { accounts: equity, columns: moved, shape: shape(spans) });
  const earning = earningAccounts(accounts);
  const all = [...equity, ...earning];
  const figureTo = (to: (span: Span) => string) =>
    figureOf(all, shape(spans.map((span) => ({ from: null, to: to(span) }))));
  return [
    lineOf('OPENING_EQUITY', 'Equity at the beginning', {
      ...{ level: 0, amounts: opening },
      figure: figureTo(({ from }) => dayBefore(from)),
    }),
    lineOf('NET_INCOME', 'Earnings', {
      ...{ level: 1, amounts: earnings(accounts, moved) },
      figure: figureOf(earning, shape(spans)),
    }),
    ...posted.lines,
    lineOf('CLOSING_EQUITY', 'Equity at the end', {
      ...{ level: 0, amounts: closing },
      figure: figureTo(({ to }) => to),
    }),
  ];
}

const GROUPS = [
  { subtype: 'SHARE_CAPITAL', label: 'Share capital' },
  { subtype: 'RETAINED_EARNINGS', label: 'Retained earnings' },
  { subtype: 'OTHER_EQUITY', label: 'Other equity' },
] as const;
