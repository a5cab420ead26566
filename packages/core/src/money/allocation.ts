import {
  type DecimalText,
  exact,
  type ExactNumber,
  roundAmount,
  type RoundingMode,
  settled,
  sumAmounts,
} from './rounding.js';

/**
 * Divides an amount by weights with nothing left over and nothing made up: each share is the exact
 * one rounded down to `digits`, and what remains goes one unit each to the largest remainders, ties
 * to the first (the method of Hamilton; rules.md, rule 1). The shares of a negative amount are
 * those of the positive one with the sign turned, so that a credit note mirrors its invoice.
 * @param total decimal text with at most `digits` decimals
 * @param weights decimals of any scale, none negative, not all 0
 * @returns one share a weight, in their order, each with `digits` decimals; their sum is `total`
 * @throws RangeError
 */
export function allocate(
  total: DecimalText,
  weights: readonly DecimalText[],
  digits: number,
): string[] {
  const units = unitsOf(exact(total), digits);
  const whole = wholeWeights(weights);
  const sum = whole.reduce((left, right) => left + right, 0n);
  if (sum === 0n) throw new RangeError('An amount needs at least one weight above 0.');
  const size = units < 0n ? -units : units;
  const parts = whole.map((weight) => (size * weight) / sum);
  const remainders = whole.map((weight, at) => ({ at, over: (size * weight) % sum }));
  remainders.sort((a, b) => (a.over === b.over ? a.at - b.at : a.over > b.over ? -1 : 1));
  let left = size - parts.reduce((a, b) => a + b, 0n);
  for (const { at } of remainders) {
    if (left === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => textOf(units < 0n ? -part : part, digits));
}

/** `allocate` by percentages. @throws RangeError when they do not sum to exactly 100. */
export function allocateByPercent(
  total: DecimalText,
  percents: readonly DecimalText[],
  digits: number,
): string[] {
  const sum = sumAmounts(percents);
  if (!exact(sum).equals(100)) throw new RangeError(`Percentages sum to 100, not to ${sum}.`);
  return allocate(total, percents, digits);
}

/**
 * Rounds exact values of either sign so that together they are their rounded sum: each is cut
 * toward zero, and the units that are missing go to the largest remainders of that sign, ties to
 * the first. Values of the other sign give mirrored results.
 * @returns one amount a value, in their order, each with `digits` decimals
 */
export function roundTogether(
  values: readonly DecimalText[],
  digits: number,
  mode: RoundingMode = 'HALF_AWAY',
): string[] {
  const scale = exact(10).pow(digits);
  const scaled = values.map((value) => settled(value).times(scale));
  const parts = scaled.map((value) => value.truncated());
  const target = exact(roundAmount(sumAmounts(values), digits, mode)).times(scale);
  let missing = target.minus(sumAmounts(parts)).toNumber();
  const sign = Math.sign(missing);
  const over = scaled.map((value, at) => ({ at, rest: value.minus(parts[at] ?? 0).times(sign) }));
  over.sort((a, b) => b.rest.comparedTo(a.rest) || a.at - b.at);
  for (const { at } of over) {
    if (missing === 0) break;
    parts[at] = (parts[at] ?? exact(0)).plus(sign);
    missing -= sign;
  }
  return parts.map((part) => roundAmount(part.dividedBy(scale), digits));
}

function unitsOf(total: ExactNumber, digits: number): bigint {
  const units = total.times(exact(10).pow(digits));
  if (!units.isInteger()) {
    throw new RangeError(`${total.toFixed()} has more than ${digits} decimals.`);
  }
  return BigInt(units.toFixed());
}

/** Whole numbers in the same proportion. */
function wholeWeights(weights: readonly DecimalText[]): bigint[] {
  const values = weights.map(exact);
  const scale = Math.max(0, ...values.map((value) => value.decimalPlaces()));
  return values.map((value) => {
    if (value.isNegative() && !value.isZero()) {
      throw new RangeError(`A weight is not negative: ${value.toFixed()}.`);
    }
    return BigInt(value.times(exact(10).pow(scale)).toFixed(0));
  });
}

function textOf(units: bigint, digits: number): string {
  return exact(units).dividedBy(exact(10).pow(digits)).toFixed(digits);
}
