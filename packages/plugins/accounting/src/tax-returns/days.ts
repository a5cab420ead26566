import { Temporal } from 'temporal-polyfill';

/** The day after, `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
