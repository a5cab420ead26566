import { exact, roundAmount, type RoundingMode } from '@bureau/core';

/** What is open of an item in foreign currency; both above 0 for a claim, both below for a debt. */
export interface ForeignItem {
  /** In the currency of the item. */
  amount: string;
  /** What it stands for in the books, in base currency. */
  base: string;
}

/** What settling a part does. */
export interface Settlement {
  /** What goes off the item, in base currency. */
  carrying: string;
  /** Above 0 a gain, below a loss. */
  gain: string;
  rest: ForeignItem;
}

/** An amount in base currency. @param rate base units for one unit of the currency */
export function inBase(
  amount: string,
  rate: string,
  { digits, mode }: { digits: number; mode?: RoundingMode },
): string {
  return roundAmount(exact(amount).times(rate), digits, mode);
}

/**
 * Settles a part of an item (S9): it takes its share of the carrying base, `base x part / amount`
 * rounded; the last part takes what is left, so that amount and base end at 0 together (I19). The
 * realized difference is `settled base - carrying base`, whatever the number of parts their total
 * is the same. Source: IAS 21, paragraph 28.
 * @param part of the amount, with its sign
 * @param settledBase what the part was worth on the day of payment, with the sign of the item
 * @throws RangeError for a part beyond the item or of the other sign
 */
export function settlePart(
  item: ForeignItem,
  { part, settledBase }: { part: string; settledBase: string },
  { digits, mode }: { digits: number; mode?: RoundingMode },
): Settlement {
  const share = exact(part).dividedBy(item.amount);
  if (!(share.greaterThan(0) && share.lessThanOrEqualTo(1))) {
    throw new RangeError(`${part} is no part of ${item.amount}.`);
  }
  const isLast = exact(part).equals(item.amount);
  const proportional = exact(item.base).times(part).dividedBy(item.amount);
  const carrying = roundAmount(isLast ? item.base : proportional, digits, mode);
  return {
    carrying,
    gain: roundAmount(exact(settledBase).minus(carrying), digits),
    rest: {
      amount: exact(item.amount).minus(part).toFixed(),
      base: roundAmount(exact(item.base).minus(carrying), digits),
    },
  };
}
