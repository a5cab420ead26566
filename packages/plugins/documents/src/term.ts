import { enumOf, type EnumValue } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/** What terms of contracts and of retention are counted in. */
export const TermUnit = enumOf('TermUnit', 'What a term is counted in.', {
  DAYS: 'Days.',
  MONTHS: 'Months; from the last day of a longer month to the last day of a shorter one.',
  YEARS: 'Years; from 29 February to 28 February.',
});
export type TermUnit = EnumValue<typeof TermUnit>;

/** A span of days, months or years. */
export interface Term {
  count: number;
  unit: TermUnit;
}

/** The day (`YYYY-MM-DD`) after a term; a day that the month does not have is its last one. */
export function afterTerm(day: string, { count, unit }: Term): string {
  return Temporal.PlainDate.from(day)
    .add({ [KEYS[unit]]: count })
    .toString();
}

/** The same backwards. */
export function beforeTerm(day: string, { count, unit }: Term): string {
  return afterTerm(day, { count: -count, unit });
}

/** The day so many days later; earlier for a negative number. */
export function daysAfter(day: string, count: number): string {
  return afterTerm(day, { count, unit: 'DAYS' });
}

const KEYS = { DAYS: 'days', MONTHS: 'months', YEARS: 'years' } as const;
