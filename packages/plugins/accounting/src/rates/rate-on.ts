import { type Ctx, exact, type ExactNumber, roundAmount } from '@bureau/core';
import { errors } from '../errors.js';
import { rateErrors } from './errors.js';

/** Decimals of a rate. */
export const RATE_DIGITS = 10;

/** How a rate was found. */
export type RateWay = 'SAME' | 'DIRECT' | 'INVERSE' | 'TRIANGULATED';

/** A rate as it was found. */
export interface FoundRate {
  /** Units of the second currency for one of the first; at most 10 decimals. */
  rate: string;
  /** The day from which it holds; of two rates the earlier one. */
  validOn: string;
  way: RateWay;
}

/** A pair on a day. */
export interface RateWish {
  from: string;
  to: string;
  on: string;
}

const LAST = `
  select w.a as "from", w.b as "to", r.rate::text as rate, r.valid_on::text as "validOn"
    from unnest($1::text[], $2::text[]) as w(a, b)
   cross join lateral (
     select x.rate, x.valid_on from accounting.exchange_rate x
      where x.from_currency = w.a and x.to_currency = w.b and x.valid_on <= $3
      order by x.valid_on desc limit 1) r`;

/** One rate of the table, either way round. */
interface Leg {
  rate: ExactNumber;
  validOn: string;
  way: 'DIRECT' | 'INVERSE';
}

/**
 * The last rate of a pair on a day or before: of the pair itself either way round, the younger of
 * both; or else over the base currency of the books. `undefined` where there is none.
 */
export async function findRate(
  ctx: Ctx,
  { from, to, on }: RateWish,
): Promise<FoundRate | undefined> {
  if (from === to) return { rate: '1', validOn: on, way: 'SAME' };
  const base = await baseCurrencyOf(ctx);
  const [a, b] = [
    [from, to, from, base, to, base],
    [to, from, base, from, base, to],
  ];
  type Row = { from: string; to: string; rate: string; validOn: string };
  const rows = await ctx.sql<Row>(LAST, [a, b, on]);
  const leg = (one: string, other: string): Leg | undefined => {
    const of = (x: string, y: string) => rows.find((row) => row.from === x && row.to === y);
    const [direct, inverse] = [of(one, other), of(other, one)];
    if (direct && direct.validOn >= (inverse?.validOn ?? '')) {
      return { rate: exact(direct.rate), validOn: direct.validOn, way: 'DIRECT' };
    }
    if (!inverse) return undefined;
    return { rate: exact(1).dividedBy(inverse.rate), validOn: inverse.validOn, way: 'INVERSE' };
  };
  const own = leg(from, to);
  if (own) return { ...own, rate: textOf(own.rate) };
  const [first, second] = [leg(from, base), leg(base, to)];
  if (!first || !second) return undefined;
  const validOn = first.validOn < second.validOn ? first.validOn : second.validOn;
  return { rate: textOf(first.rate.times(second.rate)), validOn, way: 'TRIANGULATED' };
}

/** Currency of the books, in queries too. @throws ACCOUNTING_NOT_SET_UP */
export async function baseCurrencyOf(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ base: string }>(
    'select base_currency as base from accounting.settings',
  );
  if (!row) throw errors.NOT_SET_UP();
  return row.base;
}

/** The rate that holds on a day. @throws ACCOUNTING_RATE_UNKNOWN */
export async function rateOn(
  ctx: Ctx,
  { from, to, on, path = ['input'] }: RateWish & { path?: readonly string[] },
): Promise<string> {
  const found = await findRate(ctx, { from, to, on });
  if (!found) throw rateErrors.RATE_UNKNOWN({ from, to, day: on }, path);
  return found.rate;
}

function textOf(rate: ExactNumber): string {
  return exact(roundAmount(rate, RATE_DIGITS)).toFixed();
}
