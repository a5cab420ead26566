import { type Ctx, exact, minorUnits, roundMoney, roundTogether } from '@bureau/core';
import { demandCurrency } from '../chart/set-up.js';
import type { NewLine } from '../ledger/posting.js';
import { baseCurrencyOf, rateOn } from '../rates/rate-on.js';

/** The currency of a new plan. @throws ACCOUNTING_CURRENCY_UNKNOWN, ACCOUNTING_NOT_SET_UP */
export async function planCurrency(ctx: Ctx, given: string | null | undefined): Promise<string> {
  const base = await baseCurrencyOf(ctx);
  if (given == null || given === base) return base;
  await demandCurrency(ctx, given, ['input', 'currency']);
  return given;
}

/** Rates of the days of plans; each is looked up once. */
export interface PlanRates {
  base: string;
  /** Worth of one unit on a day. @throws ACCOUNTING_RATE_UNKNOWN */
  on(currency: string, day: string): Promise<string>;
}

/** Works in queries too. */
export async function planRates(ctx: Ctx): Promise<PlanRates> {
  const base = await baseCurrencyOf(ctx);
  const known = new Map<string, string>();
  return {
    base,
    on: async (currency, day) => {
      const key = `${currency} ${day}`;
      const wish = { from: currency, to: base, on: day, path: ['input', 'until'] };
      const rate = known.get(key) ?? (await rateOn(ctx, wish));
      known.set(key, rate);
      return rate;
    },
  };
}

/** Lines of one day with their worth at its rate; both sum to zero. */
export async function linesOn(
  rates: PlanRates,
  lines: readonly NewLine[],
  { currency, day }: { currency: string; day: string },
): Promise<NewLine[]> {
  if (currency === rates.base) return [...lines];
  const rate = await rates.on(currency, day);
  const worth = lines.map(({ amount }) => exact(amount).times(rate));
  const base = roundTogether(worth, minorUnits(rates.base));
  return lines.map((line, at) => ({ ...line, currency, baseAmount: base[at] ?? '0' }));
}

/** What an amount is worth in the base currency, rounded. */
export function worthAt(amount: string, rate: string, base: string): string {
  return roundMoney(exact(amount).times(rate), base);
}
