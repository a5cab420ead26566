import { type Ctx, exact, type ExactNumber, hookPoint, roundMoney } from '@bureau/core';
import { baseCurrencyOf, rateOn } from '../rates/rate-on.js';

/** Cash that another plugin expects. */
export interface PlannedPayment {
  /** `YYYY-MM-DD`; what is overdue is expected on the first day. */
  on: string;
  /** Number of the document, or name: what the caller may read. */
  name: string;
  /** Decimal text; below zero: it is paid. */
  amount: string;
  /** ISO 4217 code. */
  currency: string;
}

/** A forecast that asks for payments: `expect` takes one, any number of times. */
export interface CashForecastQuestion {
  /** First and last day; what is told of later days is left out. */
  from: string;
  to: string;
  expect(payment: PlannedPayment): void;
}

/**
 * Asks other plugins for the payments that they plan, such as those of contracts. A hook reads as
 * the caller, and tells of nothing that the caller may not see, nor of what stands in the books
 * already as an open item, a template or a loan.
 */
export const cashForecastSource = hookPoint<CashForecastQuestion>(
  'accounting.cashForecast',
  'A forecast of cash asks for payments that other plugins plan.',
);

/** A payment as a forecast takes it: its worth in the base currency. */
export interface PlannedCash {
  on: string;
  name: string;
  value: ExactNumber;
}

/**
 * What other plugins plan, at the rates of today. Nothing is read where nobody plans.
 * @throws ACCOUNTING_RATE_UNKNOWN for a currency without a rate
 */
export async function plannedPayments(
  ctx: Ctx,
  { from, to }: { from: string; to: string },
): Promise<PlannedCash[]> {
  const told: PlannedPayment[] = [];
  await ctx.hook(cashForecastSource, { from, to, expect: (payment) => told.push(payment) });
  const within = told.filter(({ on }) => on <= to);
  if (within.length === 0) return [];
  const base = await baseCurrencyOf(ctx);
  const rates = new Map<string, string>();
  for (const { currency } of within) {
    if (rates.has(currency)) continue;
    const wish = { from: currency, to: base, on: ctx.today, path: ['to'] };
    rates.set(currency, await rateOn(ctx, wish));
  }
  return within.map(({ on, name, amount, currency }) => {
    const worth = exact(amount).times(rates.get(currency) ?? '0');
    return { on: on < from ? from : on, name, value: exact(roundMoney(worth, base)) };
  });
}
