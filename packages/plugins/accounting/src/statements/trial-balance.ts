import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownIn, shownInBase } from '../chart/base-currency.js';
import { dayBefore } from './columns.js';
import type { FigureSource } from './figure.js';
import type { TrialBalance, TrialBalanceFigure, TrialBalanceRow } from './statement.types.js';
import { sumsStatement } from './sums-statement.js';
import { settle, type TotalsQuery } from './totals.js';

type Row = Record<'account_id' | 'base' | 'opening' | 'debit' | 'credit' | 'closing', string>;

/**
 * Every account with lines: what it opened with, what moved it, what it closed with. The database
 * makes the rows: for hundreds of accounts that is a fraction of what it costs here.
 */
export async function trialBalance(
  ctx: Ctx,
  span: { from: string; to: string },
  how: Omit<TotalsQuery, 'days'>,
): Promise<TrialBalance> {
  const { from, to } = span;
  await settle(ctx, how.knownAt);
  const { text, values } = sumsStatement(
    { ...how, days: [dayBefore(from), to] },
    { by: 'account_id', measures: ['base_debit', 'base_credit'] },
  );
  const rows = await ctx.report<Row>(rowsOf(text), values);
  const shown = rows[0] ? shownIn(rows[0].base) : await shownInBase(ctx);
  const sum = (side: 'debit' | 'credit') =>
    shown(rows.reduce((total, row) => total.plus(row[side]), new Decimal(0)));
  return {
    ...span,
    rows: rows.map(({ account_id: id, opening, debit, credit, closing }) => ({
      account: { id },
      opening: shown(opening),
      debit: shown(debit),
      credit: shown(credit),
      closing: shown(closing),
      about: { accountId: id, from, to },
      how,
    })),
    totalDebit: sum('debit'),
    totalCredit: sum('credit'),
  };
}

/** Rows by code of account, from sums of which the first day is that before the span. */
function rowsOf(sums: string): string {
  const part = (measure: string, condition: string) =>
    `coalesce(sum(${measure}) filter (where ${condition}), 0)`;
  const moved = (measure: string) =>
    `trim_scale(${part(measure, 'n = 2')} - ${part(measure, 'n = 1')})`;
  const at = (day: number) => `trim_scale(${part('base_debit - base_credit', `n = ${day}`)})`;
  return `
  select s.account_id, ${at(1)} as opening, ${moved('base_debit')} as debit,
      ${moved('base_credit')} as credit, ${at(2)} as closing,
      (select base_currency from accounting.settings) as base
    from (${sums}) as s join accounting.account a on a.id = s.account_id
   group by s.account_id, a.code order by a.code`;
}

/** The lines that a figure of a row is the sum of. */
export function figureSource(
  figure: TrialBalanceFigure,
  { accountId, from, to }: TrialBalanceRow['about'],
): FigureSource {
  const all = { accountIds: [accountId], sign: 1, withoutClosing: false } as const;
  if (figure === 'OPENING') return { ...all, from: null, to: dayBefore(from) };
  if (figure === 'CLOSING') return { ...all, from: null, to };
  return { ...all, from, to, side: figure, sign: figure === 'DEBIT' ? 1 : -1 };
}
