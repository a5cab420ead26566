import { Temporal } from 'temporal-polyfill';
import { type Recurrence, recurringDates } from '../plans/recurrence.js';
import { scheduleErrors } from './errors.js';

const PATH = ['input', 'rule'];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/**
 * A recurrence of days from a rule of RFC 5545: FREQ, INTERVAL, COUNT, UNTIL and BYMONTHDAY=-1.
 * @throws ACCOUNTING_RECURRENCE_RULE naming the part that is not understood
 */
export function recurrenceOf(rule: string, start: string): Recurrence {
  const found: Recurrence = { frequency: 'DAILY', interval: 1, start };
  const parts = rule.replace(/^RRULE:/, '').split(';');
  const seen = new Set(parts.map((part) => part.split('=')[0] ?? ''));
  if (!seen.has('FREQ') || seen.size < parts.length) throw refused(rule, rule);
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=');
    const take = PARTS[name];
    if (!take?.(found, value)) throw refused(rule, part);
  }
  return found;
}

/** Each takes its value, or says that it is none. */
const PARTS: Readonly<Record<string, (found: Recurrence, value: string) => boolean>> = {
  FREQ: (found, value) => {
    const frequency = FREQUENCIES.find((one) => one === value);
    if (frequency) found.frequency = frequency;
    return frequency !== undefined;
  },
  INTERVAL: (found, value) => {
    found.interval = Number(value);
    return /^[1-9]\d{0,2}$/.test(value);
  },
  COUNT: (found, value) => {
    found.count = Number(value);
    return /^[1-9]\d{0,3}$/.test(value);
  },
  UNTIL: (found, value) => {
    const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)(?:T\d{6}Z)?$/.exec(value) ?? [];
    found.until = `${year}-${month}-${day}`;
    return day !== undefined;
  },
  BYMONTHDAY: (found, value) => {
    found.isMonthEnd = true;
    return value === '-1';
  },
};

function refused(rule: string, part: string) {
  return scheduleErrors.RECURRENCE_RULE({ rule, part }, PATH);
}

const UNITS = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' } as const;

/** The first day of a recurrence on or after this one; null: there is none. */
export function nextDay(recurrence: Recurrence, from: string): string | null {
  const { frequency, interval, start } = recurrence;
  const first = from < start ? start : from;
  // Two steps hold one day at least.
  const until = Temporal.PlainDate.from(first).add({ [UNITS[frequency]]: interval * 2 });
  const [day] = recurringDates(recurrence, { from: first, until: until.toString() });
  return day ?? null;
}

/** The day after. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
