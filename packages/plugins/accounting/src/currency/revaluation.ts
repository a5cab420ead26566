import { exact, roundAmount, type RoundingMode, sumAmounts } from '@bureau/core';
import { type ForeignItem, inBase } from './settlement.js';

/** An item or a bank account that is valued at the end of a period. */
export interface RevaluedItem extends ForeignItem {
  id: string;
  currency: string;
  /** Sum of the revaluations that are not reversed yet, as of the day; 0 where there is none. */
  revalued: string;
}

/** What is posted for one item. */
export interface RevaluationLine {
  id: string;
  currency: string;
  /** Worth at the rate of the day. */
  worth: string;
  /** Above 0 a gain, below a loss; never 0. */
  difference: string;
}

/**
 * Unrealized differences at the end of a period: worth at the rate less what the books say. A
 * second run at the same day and rates finds nothing to post (I34). What is posted is turned round
 * on the first day of the next period, or carried on, as the organization has chosen (S9). Source:
 * IAS 21, paragraph 23.
 * @param rateOf base units for one unit of a currency on the day
 */
export function revaluationLines(
  items: Iterable<RevaluedItem>,
  rateOf: (currency: string) => string,
  rounding: { digits: number; mode?: RoundingMode },
): RevaluationLine[] {
  const lines: RevaluationLine[] = [];
  for (const { id, currency, amount, base, revalued } of items) {
    const worth = inBase(amount, rateOf(currency), rounding);
    const now = sumAmounts([base, revalued]);
    const difference = roundAmount(exact(worth).minus(now), rounding.digits);
    if (!exact(difference).isZero()) lines.push({ id, currency, worth, difference });
  }
  return lines;
}
