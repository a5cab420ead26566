import { defineEntity, p } from '@mikro-orm/core';
import { Decimal } from 'decimal.js';

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

/**
 * Decimal digits that a currency has where they are not two (ISO 4217:2015 table A.1, "minor
 * unit"). `Intl` is not used: it is wrong for sixteen national currencies.
 */
const MINOR_UNITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** How many digits may follow the decimal point in this currency. */
export function minorUnits(currency: string): number {
  return MINOR_UNITS[currency] ?? 2;
}

/** Whether the amount has no more digits than its currency allows (`10.001 EUR` has). */
export function fitsMinorUnits(amount: string, currency: string): boolean {
  return new Decimal(amount).decimalPlaces() <= minorUnits(currency);
}

/**
 * The stored text of an amount without zeros beyond the digits of its currency: `1349.0000 EUR`
 * -> `1349.00`. Digits that are not zero stay, so that nothing is ever rounded on the way out.
 */
export function shownAmount(amount: string, currency: string): string {
  const point = amount.indexOf('.');
  if (point < 0) return amount;
  let end = amount.length;
  const least = point + 1 + minorUnits(currency);
  while (end > least && amount.charAt(end - 1) === '0') end -= 1;
  return end === point + 1 ? amount.slice(0, point) : amount.slice(0, end);
}
