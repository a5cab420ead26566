import { type Day, dayAfter } from '../../day.js';

/**
 * The last day of so many months that begin with a day: 12 months from 2026-03-01 on end on
 * 2027-02-28. Where the month has no such day, they end with the month.
 */
export function lastDayOf(first: Day, months: number): Day {
  const [year = 0, month = 1, day = 1] = first.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0));
  const isShort = day > length.getUTCDate();
  target.setUTCDate(isShort ? length.getUTCDate() : day - 1);
  return target.toISOString().slice(0, 10);
}

/** How a certificate stands before it is renewed. */
export interface Renewed {
  validUntil?: Day | null | undefined;
}

/**
 * The last day of a renewed certificate. Who renews in time loses nothing: it counts from the day
 * after the old end; who comes late begins with the day of the new paper. Null: for ever.
 */
export function renewedUntil(old: Renewed, issuedOn: Day, months: number | null): Day | null {
  if (months === null) return null;
  const isInTime = old.validUntil != null && old.validUntil >= issuedOn;
  return lastDayOf(isInTime ? dayAfter(old.validUntil ?? issuedOn) : issuedOn, months);
}

/** How many days before the end people are told. */
export const REMINDERS = [7, 30, 60] as const;

/** Which reminder is due with so many days left: the tightest one; undefined: none yet. */
export function reminderOf(daysLeft: number): number | undefined {
  return daysLeft < 0 ? undefined : REMINDERS.find((days) => daysLeft <= days);
}
