import { Temporal } from 'temporal-polyfill';
import type { MetricComparison, MetricGrain } from './metric.types.js';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** Days, both included. */
export interface Period {
  from: Day;
  to: Day;
}

/** One period of a query: named by its first day in the calendar, cut off where the query ends. */
export interface Bucket {
  start: Day;
  /** The day after the last one. */
  stop: Day;
}

/** The periods of a length that a time touches, oldest first; undefined: more than `most`. */
export function bucketsOf(
  { from, to }: Period,
  grain: MetricGrain,
  most: number,
): Bucket[] | undefined {
  const buckets: Bucket[] = [];
  const end = dayAfter(to);
  for (let start = startOf(from, grain); start < end;) {
    const next = Temporal.PlainDate.from(start).add(STEPS[grain]).toString();
    buckets.push({ start, stop: next < end ? next : end });
    if (buckets.length > most) return undefined;
    start = next;
  }
  return buckets;
}

const STEPS: Readonly<Record<MetricGrain, Temporal.DurationLike>> = {
  DAY: { days: 1 },
  WEEK: { weeks: 1 },
  MONTH: { months: 1 },
  QUARTER: { months: 3 },
  YEAR: { years: 1 },
};

/** The first day of the period of a day. */
export function startOf(day: Day, grain: MetricGrain): Day {
  const date = Temporal.PlainDate.from(day);
  switch (grain) {
    case 'DAY':
      return day;
    case 'WEEK':
      return date.subtract({ days: date.dayOfWeek - 1 }).toString();
    case 'MONTH':
      return date.with({ day: 1 }).toString();
    case 'QUARTER':
      return date.with({ day: 1, month: date.month - ((date.month - 1) % 3) }).toString();
    case 'YEAR':
      return date.with({ day: 1, month: 1 }).toString();
  }
}

/** The next day. */
export function dayAfter(day: Day): Day {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** The time that a time is compared with: whole months before whole months. */
export function comparedWith({ from, to }: Period, how: MetricComparison): Period {
  const first = Temporal.PlainDate.from(from);
  const next = Temporal.PlainDate.from(to).add({ days: 1 });
  const back = (date: Temporal.PlainDate, by: Temporal.DurationLike): Day =>
    date.subtract(by).toString();
  if (how === 'PREVIOUS_YEAR') {
    const last = next.subtract({ years: 1 }).subtract({ days: 1 });
    return { from: back(first, { years: 1 }), to: last.toString() };
  }
  const before = back(first, { days: 1 });
  if (first.day === 1 && next.day === 1) {
    const { months } = first.until(next, { largestUnit: 'months' });
    return { from: back(first, { months }), to: before };
  }
  return { from: back(first, { days: first.until(next).days }), to: before };
}
