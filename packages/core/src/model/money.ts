import { defineEntity, p } from '@mikro-orm/core';
import { Decimal } from 'decimal.js';
import { minorUnits } from '../money/currencies.js';

/** An exact amount in one currency (ISO 4217 alphabetic code). Never a float. */
export const MoneySchema = defineEntity({
  name: 'Money',
  embeddable: true,
  properties: {
    amount: p.decimal().precision(20).scale(4).comment('Exact amount in units of the currency'),
    currency: p.string().length(3).comment('ISO 4217 code'),
  },
});

export class Money extends MoneySchema.class {
  /** @param amount decimal text such as `1200.50`. */
  static of(amount: string, currency: string): Money {
    const money = new Money();
    money.amount = new Decimal(amount).toFixed();
    money.currency = currency;
    return money;
  }
}
MoneySchema.setClass(Money);

/** A money property: two columns, `<name>_amount numeric(20,4)` and `<name>_currency`. */
export function money() {
  return p.embedded(Money);
}

/** Whether the amount has no more digits than its currency allows (`10.001 EUR` has). */
export function fitsMinorUnits(amount: string, currency: string): boolean {
  return new Decimal(amount).decimalPlaces() <= minorUnits(currency);
}

/**
 * The text of an amount with the decimals of its currency: `1349.0000 EUR` -> `1349.00`, `7 EUR` ->
 * `7.00`. Digits that are not zero stay, so that nothing is ever rounded on the way out.
 * @param amount decimal text without exponent
 */
export function shownAmount(amount: string, currency: string): string {
  const digits = minorUnits(currency);
  const point = amount.indexOf('.');
  if (point < 0) return digits === 0 ? amount : `${amount}.${'0'.repeat(digits)}`;
  let end = amount.length;
  const least = point + 1 + digits;
  if (end < least) return amount.padEnd(least, '0');
  while (end > least && amount.charAt(end - 1) === '0') end -= 1;
  return end === point + 1 ? amount.slice(0, point) : amount.slice(0, end);
}
