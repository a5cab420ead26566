import { exact, type ExactNumber } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/**
 * How a span of days becomes a part of a year (ISDA Definitions 2006, section 4.16):
 * `ACT_365` (d), `ACT_360` (e), `THIRTY_E_360` (g, months of 30 days), `ACT_ACT` (b, days of leap
 * years over 366).
 */
export type DayCount = 'ACT_365' | 'ACT_360' | 'THIRTY_E_360' | 'ACT_ACT';

/** The part of a year from one day until another, the last one not counted. */
export function yearFraction(from: string, until: string, dayCount: DayCount): ExactNumber {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(until)];
  const days = first.until(last).days;
  if (dayCount === 'ACT_365') return exact(days).dividedBy(365);
  if (dayCount === 'ACT_360') return exact(days).dividedBy(360);
  if (dayCount === 'ACT_ACT') return byYears(first, last);
  const months = (last.year - first.year) * 12 + last.month - first.month;
  return exact(months * 30 + Math.min(30, last.day) - Math.min(30, first.day)).dividedBy(360);
}

function byYears(first: Temporal.PlainDate, last: Temporal.PlainDate): ExactNumber {
  if (first.year === last.year) {
    return exact(first.until(last).days).dividedBy(first.daysInYear);
  }
  const start = Temporal.PlainDate.from({ year: first.year + 1, month: 1, day: 1 });
  const end = Temporal.PlainDate.from({ year: last.year, month: 1, day: 1 });
  return exact(first.until(start).days)
    .dividedBy(first.daysInYear)
    .plus(last.year - first.year - 1)
    .plus(exact(end.until(last).days).dividedBy(last.daysInYear));
}
