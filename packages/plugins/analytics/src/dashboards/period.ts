import { Temporal } from 'temporal-polyfill';
import type { MetricGrain } from '../query/metric.types.js';

/** Periods until a day, the current one included, and after it. */
export interface RelativePeriod {
  grain: MetricGrain;
  last?: number | null | undefined;
  next?: number | null | undefined;
}

/** Calendar days, both included. */
export interface Days {
  from: string;
  to: string;
}

const STEP = {
  DAY: { days: 1 },
  WEEK: { weeks: 1 },
  MONTH: { months: 1 },
  QUARTER: { months: 3 },
  YEAR: { years: 1 },
} as const satisfies Record<MetricGrain, Temporal.DurationLike>;

/** The days of a period seen from a day: whole periods, weeks from Monday (ISO 8601). */
export function daysOf({ grain, last, next }: RelativePeriod, today: string): Days {
  const first = firstOf(grain, Temporal.PlainDate.from(today));
  const from = moved(first, grain, 1 - Math.max(1, last ?? 1));
  const after = moved(first, grain, 1 + Math.max(0, next ?? 0));
  return { from: from.toString(), to: after.subtract({ days: 1 }).toString() };
}

/** First day of the period that a day lies in. */
export function firstOf(grain: MetricGrain, day: Temporal.PlainDate): Temporal.PlainDate {
  if (grain === 'DAY') return day;
  if (grain === 'WEEK') return day.subtract({ days: day.dayOfWeek - 1 });
  if (grain === 'MONTH') return day.with({ day: 1 });
  if (grain === 'YEAR') return day.with({ month: 1, day: 1 });
  return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
}

function moved(day: Temporal.PlainDate, grain: MetricGrain, times: number): Temporal.PlainDate {
  const [[unit, size] = ['days', 0]] = Object.entries(STEP[grain]);
  return day.add({ [unit]: size * times });
}
