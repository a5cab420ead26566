import { exact, type ExactNumber, roundAmount, settled } from '@bureau/core';

/** What progress is computed from. */
export interface Measured {
  kind: 'NUMBER' | 'MILESTONE';
  weight: number;
  startValue?: string | null | undefined;
  targetValue?: string | null | undefined;
  currentValue?: string | null | undefined;
  isReached: boolean;
}

/**
 * How far a key result is, 0 to 1: the way that was made of the way from the first value to the
 * wanted one, upwards or downwards; never below nothing nor above all of it.
 */
export function reachedOf(one: Measured): ExactNumber {
  if (one.kind === 'MILESTONE') return exact(one.isReached ? 1 : 0);
  const [start, target] = [exact(one.startValue ?? 0), exact(one.targetValue ?? 0)];
  const way = target.minus(start);
  if (way.isZero()) return exact(0);
  const made = exact(one.currentValue ?? start)
    .minus(start)
    .div(way);
  if (made.isNegative()) return exact(0);
  return made.greaterThan(1) ? exact(1) : made;
}

/** Percent of a goal with two decimals: the weighted mean of its key results, rounded once. */
export function progressOf(all: readonly Measured[]): string {
  let [sum, weights] = [exact(0), 0];
  for (const one of all) {
    sum = sum.plus(reachedOf(one).times(one.weight));
    weights += one.weight;
  }
  return roundAmount(weights === 0 ? exact(0) : settled(sum.times(100).div(weights)), 2);
}
