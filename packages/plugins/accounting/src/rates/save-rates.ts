import { type Ctx, exact } from '@bureau/core';
import { demandCurrency } from '../chart/set-up.js';
import { optional } from '../input-values.js';
import { rateErrors } from './errors.js';
import { ExchangeRate } from './exchange-rate.entity.js';
import { RATE_DIGITS } from './rate-on.js';

/** Rates that one call may save. */
export const MOST_RATES = 1_000;

/** A rate as it is given. */
export interface GivenRate {
  fromCurrency: string;
  toCurrency: string;
  validOn: string;
  rate: string;
  source?: string | null;
}

/** What became of the rates. */
export interface SavedRates {
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * Adds rates, or changes those of the same pair and day. @throws ACCOUNTING_RATE_PAIR and others
 * with the path of the rate; nothing is saved then
 */
export async function saveRates(ctx: Ctx, rates: readonly GivenRate[]): Promise<SavedRates> {
  if (rates.length === 0 || rates.length > MOST_RATES) {
    throw rateErrors.RATE_BATCH({ limit: MOST_RATES, size: rates.length }, ['input', 'rates']);
  }
  await demandRates(ctx, rates);
  const known = await knownRates(ctx, rates);
  const saved: SavedRates = { created: 0, updated: 0, unchanged: 0 };
  for (const given of rates) {
    const { fromCurrency, toCurrency, validOn } = given;
    const record = known.get(rateKey(given));
    if (record) saved[changeRate(record, given) ? 'updated' : 'unchanged'] += 1;
    else {
      const source = optional(given.source) ?? null;
      const rate = exact(given.rate).toFixed();
      ctx.em.create(ExchangeRate, { fromCurrency, toCurrency, validOn, rate, source });
      saved.created += 1;
    }
  }
  return saved;
}

/** What tells one rate from another. */
export function rateKey(rate: Pick<GivenRate, 'fromCurrency' | 'toCurrency' | 'validOn'>): string {
  return JSON.stringify([rate.fromCurrency, rate.toCurrency, rate.validOn]);
}

/** Those of these pairs and days that are there. */
export async function knownRates(
  ctx: Ctx,
  rates: readonly Pick<GivenRate, 'fromCurrency' | 'toCurrency' | 'validOn'>[],
): Promise<Map<string, ExchangeRate>> {
  const every = (key: 'fromCurrency' | 'toCurrency' | 'validOn') => ({
    $in: [...new Set(rates.map((rate) => rate[key]))],
  });
  const found = await ctx.em.find(ExchangeRate, {
    fromCurrency: every('fromCurrency'),
    toCurrency: every('toCurrency'),
    validOn: every('validOn'),
  });
  return new Map(found.map((record) => [rateKey(record), record]));
}

/** Whether anything of it is another now; a source that is left out stays. */
export function changeRate(
  record: ExchangeRate,
  { rate, source }: Pick<GivenRate, 'rate' | 'source'>,
): boolean {
  const words = optional(source) ?? record.source ?? null;
  if (exact(record.rate).equals(rate) && words === (record.source ?? null)) return false;
  record.rate = exact(rate).toFixed();
  record.source = words;
  return true;
}

/** @throws ACCOUNTING_RATE_PAIR, ACCOUNTING_RATE_RANGE */
export function demandRate(
  { fromCurrency, toCurrency, rate }: Pick<GivenRate, 'fromCurrency' | 'toCurrency' | 'rate'>,
  paths: { pair: readonly string[]; rate: readonly string[] },
): void {
  if (fromCurrency === toCurrency) {
    throw rateErrors.RATE_PAIR({ currency: fromCurrency }, paths.pair);
  }
  const value = exact(rate);
  const isSound = value.greaterThan(0) && value.lessThan(1e10);
  if (!isSound || value.decimalPlaces() > RATE_DIGITS) throw rateErrors.RATE_RANGE({}, paths.rate);
}

async function demandRates(ctx: Ctx, rates: readonly GivenRate[]): Promise<void> {
  const [seen, currencies] = [new Set<string>(), new Set<string>()];
  for (const [at, given] of rates.entries()) {
    const path = ['input', 'rates', String(at)];
    demandRate(given, { pair: [...path, 'toCurrency'], rate: [...path, 'rate'] });
    const key = rateKey(given);
    if (seen.has(key)) throw rateErrors.RATE_TWICE({}, path);
    seen.add(key);
    for (const name of ['fromCurrency', 'toCurrency'] as const) {
      const currency = given[name];
      if (!currencies.has(currency)) await demandCurrency(ctx, currency, [...path, name]);
      currencies.add(currency);
    }
  }
}
