import { Decimal } from 'decimal.js';
import { minorUnits } from './currencies.js';

/**
 * Decimal arithmetic that never rounds a sum or a product of stored numbers: 80 significant digits,
 * where decimal.js keeps 20 by itself. Quotients round half away from zero at the 80th digit. Write
 * results with `toFixed`, which never writes an exponent.
 */
export const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP });

/** A number of `Exact`. */
export type ExactNumber = Decimal;

/** Anything that stands for an exact number: decimal text, a whole number, or one computed. */
export type DecimalText = string | number | bigint | Decimal;

/**
 * What happens to a half: `HALF_AWAY` from zero (2.5 -> 3, -2.5 -> -3; a credit note then mirrors
 * its invoice), or `HALF_EVEN` to the even neighbour (2.5 -> 2; IEEE 754, "bankers' rounding").
 */
export type RoundingMode = 'HALF_AWAY' | 'HALF_EVEN';

const MODES = { HALF_AWAY: Decimal.ROUND_HALF_UP, HALF_EVEN: Decimal.ROUND_HALF_EVEN } as const;

/** @param value decimal text such as `-12.50`. @throws Error of decimal.js for anything else. */
export function exact(value: DecimalText): ExactNumber {
  return new Exact(typeof value === 'bigint' ? value.toString() : value);
}

/** Decimal text with so many digits after the point: `roundAmount('1.005', 2)` -> `1.01`. */
export function roundAmount(
  value: DecimalText,
  digits: number,
  mode: RoundingMode = 'HALF_AWAY',
): string {
  return plain(settled(value).toDecimalPlaces(digits, MODES[mode]), digits);
}

/**
 * A computed number without the trace that a quotient leaves at its 80th digit: what is a whole
 * cent, or a half of one, would lie a trace below it and be rounded to the wrong side. 40 decimals
 * are more than any product of stored numbers has.
 */
export function settled(value: DecimalText): ExactNumber {
  return exact(value).toDecimalPlaces(40);
}

/** An amount in the digits of its currency (ISO 4217): `1234.5 JPY` -> `1235`. */
export function roundMoney(
  value: DecimalText,
  currency: string,
  mode: RoundingMode = 'HALF_AWAY',
): string {
  return roundAmount(value, minorUnits(currency), mode);
}

/**
 * Cash rounding: the nearest multiple of the smallest coin, with the digits of the step.
 * `roundToStep('12.32', '0.05')` -> `12.30`. The difference is a line of its own in the books.
 * @throws RangeError when the step is not above 0
 */
export function roundToStep(
  value: DecimalText,
  step: DecimalText,
  mode: RoundingMode = 'HALF_AWAY',
): string {
  const coin = exact(step);
  if (!coin.greaterThan(0)) throw new RangeError(`A step is above 0, not ${coin.toFixed()}.`);
  const digits = Math.max(coin.decimalPlaces(), fractionDigits(step));
  // Not a quotient: at the 80th digit one would be rounded twice.
  const [whole, rest] = [exact(value).dividedToIntegerBy(coin), exact(value).modulo(coin)];
  const twice = rest.abs().times(2).comparedTo(coin);
  const isUp = twice > 0 || (twice === 0 && (mode === 'HALF_AWAY' || !whole.modulo(2).isZero()));
  const steps = isUp ? whole.plus(exact(value).isNegative() ? -1 : 1) : whole;
  return plain(steps.times(coin), digits);
}

/** The exact sum as plain decimal text; `0` of nothing. */
export function sumAmounts(amounts: Iterable<DecimalText>): string {
  let sum = new Exact(0);
  for (const amount of amounts) sum = sum.plus(exact(amount));
  return plain(sum);
}

/** Zero has no sign in the books. */
function plain(value: ExactNumber, digits?: number): string {
  return (value.isZero() ? value.abs() : value).toFixed(digits);
}

/** `0.50` rounds to two digits, as written. */
function fractionDigits(step: DecimalText): number {
  const text = typeof step === 'string' ? step : '';
  return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}
