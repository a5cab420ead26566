import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { isEarning, readAccounts, type StatementAccount } from './accounts.js';
import { dayBefore, type Span } from './columns.js';
import { type FigureDays, type FigureOf, figureOf, type FigureShape, figuresOf } from './figure.js';
import { addColumns, type Columns, groupLines, lineOf } from './statement-lines.js';
import type { StatementLine } from './statement.types.js';
import { readBalances, type TotalsQuery } from './totals.js';

const ASSETS = [
  { subtype: 'CASH', label: 'Cash and bank' },
  { subtype: 'RECEIVABLE', label: 'Trade receivables' },
  { subtype: 'INVENTORY', label: 'Inventories' },
  { subtype: 'TAX_PAYABLE', label: 'Input tax' },
  { subtype: 'OTHER_CURRENT_ASSET', label: 'Other current assets' },
  { subtype: 'FIXED_ASSET', label: 'Fixed assets' },
  { subtype: 'ACCUMULATED_DEPRECIATION', label: 'Accumulated depreciation' },
  { subtype: 'OTHER_ASSET', label: 'Other assets' },
] as const;

const LIABILITIES = [
  { subtype: 'PAYABLE', label: 'Trade payables' },
  { subtype: 'TAX_PAYABLE', label: 'Taxes' },
  { subtype: 'OTHER_CURRENT_LIABILITY', label: 'Other current liabilities' },
  { subtype: 'LONG_TERM_LIABILITY', label: 'Long-term liabilities' },
] as const;

const EQUITY = [
  { subtype: 'SHARE_CAPITAL', label: 'Share capital' },
  { subtype: 'RETAINED_EARNINGS', label: 'Retained earnings' },
  { subtype: 'OTHER_EQUITY', label: 'Other equity' },
] as const;

/**
 * The balance sheet at the last day of each column. Earnings are computed, whether years were
 * closed by an entry or not: what income and expenses of the running fiscal year come to, and what
 * those of earlier years do.
 */
export async function balanceSheet(
  ctx: Ctx,
  spans: readonly Span[],
  how: Pick<TotalsQuery, 'knownAt' | 'dimensionValueIds'>,
): Promise<StatementLine[]> {
  const days = spans.map(({ to }) => to);
  const starts = await yearStarts(ctx, days);
  const [accounts, columns] = await Promise.all([
    readAccounts(ctx),
    readBalances(ctx, { ...how, days: [...days, ...starts.map(dayBefore)] }),
  ]);
  const [at, before] = [columns.slice(0, days.length), columns.slice(days.length)];
  return sheetOf(accounts, { days, starts, columns: at, before });
}

interface Sheet {
  /** Last day of each column, and the first one of its fiscal year. */
  days: readonly string[];
  starts: readonly string[];
  columns: Columns;
  /** Up to the day before each start. */
  before: Columns;
}

function sheetOf(accounts: readonly StatementAccount[], sheet: Sheet): StatementLine[] {
  const { columns } = sheet;
  const of = (type: StatementAccount['type']) => accounts.filter((one) => one.type === type);
  const upTo = shapeOf(sheet.days.map((to) => ({ from: null, to })));
  const debits = { ...upTo, sign: 1 as const };
  const assets = groupLines(ASSETS, { accounts: of('ASSET'), columns, shape: debits });
  const debts = groupLines(LIABILITIES, { accounts: of('LIABILITY'), columns, shape: upTo });
  const equity = groupLines(EQUITY, { accounts: of('EQUITY'), columns, shape: upTo });
  const earned = earningLines(accounts, sheet);
  const totalEquity = addColumns(equity.sums, earned.sums);
  const equityFigure = figuresOf(equity.figure, figureOf(earningAccounts(accounts), upTo));
  const both = addColumns(debts.sums, totalEquity);
  const owed = both.map((sum) => sum.negated());
  const total = (
    key: string,
    label: string,
    { sums: amounts, figure }: { sums: readonly Decimal[]; figure: FigureOf },
  ) => lineOf(key, label, { level: 0, amounts, figure });
  return [
    ...assets.lines,
    total('TOTAL_ASSETS', 'Total assets', assets),
    ...debts.lines,
    total('TOTAL_LIABILITIES', 'Total liabilities', debts),
    ...equity.lines,
    ...earned.lines,
    total('TOTAL_EQUITY', 'Total equity', { sums: totalEquity, figure: equityFigure }),
    lineOf('TOTAL_LIABILITIES_AND_EQUITY', 'Total liabilities and equity', {
      ...{ level: 0, amounts: both },
      figure: figuresOf(debts.figure, equityFigure),
    }),
    // Zero for the whole books; a part of them by dimension need not balance.
    lineOf('DIFFERENCE', 'Difference', {
      ...{ level: 0, amounts: addColumns(assets.sums, owed) },
      figure: figureOf(accounts, debits),
    }),
  ];
}

/** Earnings of earlier years and of the running one, and both together. */
function earningLines(accounts: readonly StatementAccount[], sheet: Sheet) {
  const { columns, before, days, starts } = sheet;
  const earning = earningAccounts(accounts);
  const sums = earnings(accounts, columns);
  const earlier = earnings(accounts, before);
  const ofYear = sums.map((sum, index) => sum.minus(earlier[index] ?? 0));
  const lines = [
    lineOf('EARLIER_EARNINGS', 'Earnings of earlier years', {
      ...{ level: 1, amounts: earlier },
      figure: figureOf(
        earning,
        shapeOf(starts.map((start) => ({ from: null, to: dayBefore(start) }))),
      ),
    }),
    lineOf('YEAR_EARNINGS', 'Earnings of the year', {
      ...{ level: 1, amounts: ofYear },
      figure: figureOf(earning, shapeOf(days.map((to, at) => ({ from: starts[at] ?? null, to })))),
    }),
  ];
  return { lines, sums };
}

/** Credits above zero, closing entries as well. */
function shapeOf(days: readonly FigureDays[]): FigureShape {
  return { days, sign: -1, withoutClosing: false };
}

/** Income and expenses. */
export function earningAccounts(accounts: readonly StatementAccount[]): StatementAccount[] {
  return accounts.filter(({ type }) => isEarning(type));
}

/** Income less expenses of each column. */
export function earnings(accounts: readonly StatementAccount[], columns: Columns): Decimal[] {
  const earning = earningAccounts(accounts);
  return columns.map((column) =>
    earning.reduce((sum, { id }) => sum.minus(column.get(id) ?? 0), new Decimal(0)),
  );
}

/** First day of the fiscal year of each day; the day itself where there is none. */
export async function yearStarts(ctx: Ctx, days: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ starts_on: string }>(
    `select coalesce(y.starts_on, u.d)::text as starts_on
       from unnest($1::date[]) with ordinality as u(d, n)
       left join accounting.fiscal_year y on u.d between y.starts_on and y.ends_on
      order by u.n`,
    [days],
  );
  return rows.map(({ starts_on }) => starts_on);
}
