import { exact, fitsMinorUnits, minorUnits } from '@bureau/core';
import { errors } from '../errors.js';
import { tradeErrors } from './errors.js';

/** Decimals of prices and quantities; those of a percentage. */
const PRICE_DIGITS = 8;
const PERCENT_DIGITS = 4;

/**
 * An amount has the decimals of its currency: it is never rounded to them in silence (S5).
 * @throws ACCOUNTING_SCALE_EXCEEDED
 */
export function demandDecimals(
  amount: string | null | undefined,
  { currency, path }: { currency: string; path: readonly string[] },
): void {
  if (amount == null || fitsMinorUnits(amount, currency)) return;
  throw errors.SCALE_EXCEEDED({ currency, digits: minorUnits(currency) }, path);
}

/** The same for the figures of a line of a document. @throws ACCOUNTING_PRICE_DECIMALS */
export function demandLineDecimals(
  line: { unitPrice: string; quantity: string; discountPercent: string },
  { number, path }: { number: number; path: readonly string[] },
): void {
  const most = {
    unitPrice: PRICE_DIGITS,
    quantity: PRICE_DIGITS,
    discountPercent: PERCENT_DIGITS,
  };
  for (const name of ['unitPrice', 'quantity', 'discountPercent'] as const) {
    const digits = most[name];
    if (exact(line[name]).decimalPlaces() <= digits) continue;
    throw tradeErrors.PRICE_DECIMALS({ line: number, value: line[name], digits }, [...path, name]);
  }
}
