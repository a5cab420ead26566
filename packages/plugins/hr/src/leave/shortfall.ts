import { exact } from '@bureau/core';
import type { Day } from '../day.js';
import { dueMovements, type Movement, sum } from './due-entries.js';
import { newYear, yearOf } from './leave-days.js';
import { type LeaveFacts, termsOn } from './leave-terms.js';

/** A day of leave and how much of it is used: `1` or `0.5`. */
export interface LeaveDay {
  day: Day;
  days: string;
}

/** Where a balance would go below what is allowed. */
export interface Shortfall {
  day: Day;
  /** Balance at the end of that day; decimal text. */
  balance: string;
}

/** Days of leave that are wanted and not posted, as movements. */
export function wantedMovements(days: readonly LeaveDay[]): Movement[] {
  return days.map(({ day, days: amount }) => ({
    kind: 'TAKEN',
    effectiveOn: day,
    days: exact(amount).negated().toFixed(),
    source: 'wanted',
  }));
}

/**
 * The ledger as it will be on a day if nothing else happens: what stands, and what the platform
 * will post until then.
 */
export function forecast(
  facts: LeaveFacts,
  movements: readonly Movement[],
  until: Day,
): Movement[] {
  return [...movements, ...dueMovements(facts, movements, until)];
}

/** Balance at the end of a day; decimal text. */
export function balanceOn(movements: readonly Movement[], day: Day): string {
  return sum(movements.filter(({ effectiveOn }) => effectiveOn <= day)).toFixed();
}

/**
 * The first day of leave on which the balance would be too low. Days after those that are wanted
 * count too: leave that others have approved before must not lose its ground. The limit is that of
 * the terms of each day, 0 without any.
 * @param taken everything else that is taken or asked for, posted or not
 */
export function shortfallOf(
  facts: LeaveFacts,
  taken: readonly Movement[],
  wanted: readonly LeaveDay[],
): Shortfall | undefined {
  const first = wanted[0]?.day;
  if (first === undefined) return undefined;
  const all = [...taken, ...wantedMovements(wanted)];
  const used = all.filter(({ kind, effectiveOn }) => kind === 'TAKEN' && effectiveOn >= first);
  const days = [...new Set(used.map(({ effectiveOn }) => effectiveOn))].sort();
  const last = days.at(-1) ?? first;
  const whole = forecast(facts, all, last);
  return days
    .map((day) => ({ day, balance: balanceOn(whole, day) }))
    .find(({ day, balance }) => {
      const limit = termsOn(facts, day)?.negativeLimit ?? '0';
      return exact(balance).lessThan(exact(limit).negated());
    });
}

/** Carried days that are not used, and when they are gone. */
export interface CarriedDays {
  days: string;
  expiresOn: Day;
}

/** What is left of the days that were carried into the year of a day; none when nothing is. */
export function carriedOn(
  movements: readonly (Movement & { expiresOn?: Day | null })[],
  day: Day,
): CarriedDays | undefined {
  const start = newYear(yearOf(day));
  const into = movements.filter(({ source }) => source === `carry-in:${yearOf(day)}`);
  const expiresOn = into.find((it) => it.expiresOn != null)?.expiresOn;
  if (expiresOn == null || expiresOn <= day) return undefined;
  const used = movements.filter(
    ({ kind, effectiveOn }) =>
      (kind === 'TAKEN' || kind === 'CANCELLED') && effectiveOn >= start && effectiveOn <= day,
  );
  const left = sum([...into, ...used]);
  return left.greaterThan(0) ? { days: left.toFixed(), expiresOn } : undefined;
}
