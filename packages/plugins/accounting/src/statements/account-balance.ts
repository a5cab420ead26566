import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { shownIn } from '../chart/base-currency.js';
import { dayBefore } from './columns.js';
import type { AccountBalance } from './statement.types.js';
import { readSums, type TotalsQuery } from './totals.js';

/** The days of a balance. */
export interface BalanceDays {
  day: string;
  /** Only from this day on: income and expenses open at zero in each fiscal year (I10). */
  since: string | undefined;
  /** Currency of the books; null: not known. */
  own: string | null;
}

/** What an account stands at on a day, in each of its currencies and in that of the books. */
export async function accountBalanceOf(
  ctx: Ctx,
  query: Omit<TotalsQuery, 'days'> & { accountId: string },
  { day, since, own }: BalanceDays,
): Promise<AccountBalance> {
  const days = since === undefined ? [day] : [day, dayBefore(since)];
  const measures = ['debit', 'credit', 'base'] as const;
  const rows = await readSums(ctx, { ...query, days }, { by: 'currency', measures });
  const before = new Map(rows.filter(({ n }) => Number(n) === 2).map((row) => [row.currency, row]));
  const sums = rows
    .filter(({ n }) => Number(n) === 1)
    .map(({ currency, ...sum }) => {
      const less = (name: (typeof measures)[number]) =>
        new Decimal(sum[name]).minus(before.get(currency)?.[name] ?? 0);
      return { currency, debit: less('debit'), credit: less('credit'), base: less('base') };
    });
  const base = sums.reduce((sum, one) => sum.plus(one.base), new Decimal(0));
  return {
    account: { id: query.accountId },
    asOf: day,
    baseBalance: shownIn(own)(base),
    currencies: sums.map(({ currency, debit, credit }) => {
      const shown = shownIn(currency);
      const balance = shown(debit.minus(credit));
      return { currency, debit: shown(debit), credit: shown(credit), balance };
    }),
  };
}
