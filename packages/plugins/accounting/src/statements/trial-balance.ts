import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownIn, shownInBase } from '../chart/base-currency.js';
import { yearStarts } from './balance-sheet.js';
import { dayBefore } from './columns.js';
import type { FigureSource } from './figure.js';
import type { TrialBalance, TrialBalanceFigure, TrialBalanceRow } from './statement.types.js';
import { sumsStatement } from './sums-statement.js';
import { settle, type TotalsQuery } from './totals.js';

type Row = Record<'base' | 'opening' | 'debit' | 'credit' | 'closing', string> & {
  /** Null: earnings of earlier years. */
  account_id: string | null;
  earns: string;
};

/**
 * Every account with lines: what it opened with, what moved it, what it closed with. Income and
 * expenses open at zero in the fiscal year of the first day (I10): what they earned before, and no
 * closing entry took over, is a row of its own. The database makes the rows: for hundreds of
 * accounts that is a fraction of what it costs here.
 */
export async function trialBalance(
  ctx: Ctx,
  span: { from: string; to: string },
  how: Omit<TotalsQuery, 'days'>,
): Promise<TrialBalance> {
  const { from, to } = span;
  await settle(ctx, how.knownAt);
  const [year = from] = await yearStarts(ctx, [from]);
  const isStart = year === from;
  const { text, values } = sumsStatement(
    { ...how, days: [dayBefore(from), to, ...(isStart ? [] : [dayBefore(year)])] },
    { by: 'account_id', measures: ['base_debit', 'base_credit'] },
  );
  const rows = await ctx.report<Row>(rowsOf(text, isStart ? 1 : 3), values);
  const earning = rows.flatMap((row) => (row.earns === 'true' ? (row.account_id ?? []) : []));
  const shown = rows[0] ? shownIn(rows[0].base) : await shownInBase(ctx);
  const sum = (side: 'debit' | 'credit') =>
    shown(rows.reduce((total, row) => total.plus(row[side]), new Decimal(0)));
  return {
    ...span,
    rows: rows.map(({ account_id: id, earns, opening, debit, credit, closing }) => ({
      account: id === null ? null : { id },
      opening: shown(opening),
      debit: shown(debit),
      credit: shown(credit),
      closing: shown(closing),
      about:
        id === null
          ? { accountIds: earning, from: null, start: year, to: dayBefore(year) }
          : { accountIds: [id], from: earns === 'true' ? year : null, start: from, to },
      how,
    })),
    totalDebit: sum('debit'),
    totalCredit: sum('credit'),
  };
}

/**
 * Rows by code of account, from sums of which the first day is that before the span.
 * @param before number of the day before the fiscal year
 */
function rowsOf(sums: string, before: number): string {
  const part = (measure: string, condition: string) =>
    `coalesce(sum(${measure}) filter (where ${condition}), 0)`;
  const moved = (measure: string) => `${part(measure, 'n = 2')} - ${part(measure, 'n = 1')}`;
  const at = (day: number) => part('base_debit - base_credit', `n = ${day}`);
  return `
  with found as (
    select s.account_id, a.code, a.type in ('INCOME', 'EXPENSE') as earns, ${at(1)} as opening,
        ${moved('base_debit')} as debit, ${moved('base_credit')} as credit, ${at(2)} as closing,
        case when a.type in ('INCOME', 'EXPENSE') then ${at(before)} else 0 end as earlier
      from (${sums}) as s join accounting.account a on a.id = s.account_id
     group by s.account_id, a.code, a.type),
  earned as (select sum(earlier) as sum from found)
  select account_id, earns::text as earns, trim_scale(opening - earlier) as opening,
      trim_scale(debit) as debit, trim_scale(credit) as credit,
      trim_scale(closing - earlier) as closing,
      (select base_currency from accounting.settings) as base
    from (select * from found union all
      select null, null, false, sum, 0, 0, sum, 0 from earned where sum <> 0) as rows
   order by code nulls last`;
}

/** The lines that a figure of a row is the sum of. */
export function figureSource(
  figure: TrialBalanceFigure,
  { accountIds, from, start, to }: TrialBalanceRow['about'],
): FigureSource {
  const all = { accountIds, sign: 1, withoutClosing: false } as const;
  if (figure === 'OPENING') return { ...all, from, to: dayBefore(start) };
  if (figure === 'CLOSING') return { ...all, from, to };
  return { ...all, from: start, to, side: figure, sign: figure === 'DEBIT' ? 1 : -1 };
}
