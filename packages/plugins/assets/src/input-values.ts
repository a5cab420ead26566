import { filledText, fitsMinorUnits, Money } from '@bureau/core';
import { errors } from './errors.js';

/** A text that must be there, without white space around it. @throws ASSETS_TEXT_BLANK */
export function needed(name: string, value: string): string {
  return filledText(value, () => errors.TEXT_BLANK({}, ['input', name]));
}

/** The same for a change: absent stays absent. @throws ASSETS_TEXT_BLANK, for null too */
export function neededIfGiven(name: string, value: string | null | undefined): string | undefined {
  return value === undefined ? undefined : needed(name, value ?? '');
}

/** A text that may be missing: blank is null, absent stays absent. */
export function optional(value: string | null | undefined): string | null | undefined {
  return value === undefined ? undefined : value?.trim() || null;
}

/**
 * An amount that is not below zero, in whole minor units of its currency.
 * @throws ASSETS_AMOUNT_NEGATIVE, ASSETS_AMOUNT_TOO_FINE
 */
export function amountOf(
  value: { amount: string; currency: string } | null | undefined,
  path: readonly string[],
): Money | null {
  if (!value) return null;
  const { amount, currency } = value;
  if (amount.startsWith('-') && /[1-9]/.test(amount)) throw errors.AMOUNT_NEGATIVE({}, path);
  if (!fitsMinorUnits(amount, currency)) throw errors.AMOUNT_TOO_FINE({ currency }, path);
  return Money.of(amount, currency);
}

/** The values that were given: a change leaves the others as they are. */
export function given<V extends object>(values: V): { [K in keyof V]?: Exclude<V[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof V]?: Exclude<V[K], undefined> };
}
