import { Temporal } from 'temporal-polyfill';

/** When something comes back: dates, not instants, so no zone and no hour can move them. */
export interface Recurrence {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  /** Every so many of them; 3 with `MONTHLY` is a quarter. */
  interval: number;
  /** The first date; the 31st of a month means the last day of a shorter one. */
  start: string;
  /** Always the last day of the month, also where the start is a 30th of April. */
  isMonthEnd?: boolean;
  /** Not after this day. */
  until?: string;
  /** At most so many, counted from the start. */
  count?: number;
}

/** Most dates that one call gives. */
export const MAX_RECURRENCES = 1000;

const UNITS = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' } as const;

/**
 * The dates of a recurrence within a span, in order; the last day of the span is not in it. Each is
 * counted from the start, never from the one before it, so a 31st comes back after a February
 * (`SKIP=BACKWARD` of RFC 7529).
 * @throws RangeError for an interval below 1 or a span of more than 1,000 dates
 */
export function recurringDates(rule: Recurrence, span: { from: string; until: string }): string[] {
  const { interval, count = Infinity, until = '9999-12-31' } = rule;
  if (!Number.isInteger(interval) || interval < 1) {
    throw new RangeError('An interval is a whole number above 0.');
  }
  const dates: string[] = [];
  for (let at = firstStep(rule, span.from); at < count; at += 1) {
    const date = dateOf(rule, at);
    if (date >= span.until || date > until) break;
    if (date < span.from) continue;
    if (dates.length === MAX_RECURRENCES) {
      throw new RangeError(`A span has at most ${MAX_RECURRENCES} dates.`);
    }
    dates.push(date);
  }
  return dates;
}

/** A step not after the span's first date: steps before it need not be walked one by one. */
function firstStep({ frequency, interval, start }: Recurrence, from: string): number {
  const unit = UNITS[frequency];
  const passed = Temporal.PlainDate.from(start).until(Temporal.PlainDate.from(from), {
    largestUnit: unit,
  });
  return Math.max(0, Math.floor(passed[unit] / interval) - 1);
}

function dateOf({ frequency, interval, start, isMonthEnd }: Recurrence, at: number): string {
  const day = Temporal.PlainDate.from(start).add({ [UNITS[frequency]]: interval * at });
  const isEnd = isMonthEnd && (frequency === 'MONTHLY' || frequency === 'YEARLY');
  return (isEnd ? day.with({ day: day.daysInMonth }) : day).toString();
}
