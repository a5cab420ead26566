import { Temporal } from 'temporal-polyfill';

const known = new Map<string, { second: number; day: string }>();

/**
 * The calendar day of an instant in a time zone. Of each zone the last answer is remembered, which
 * holds for its whole second: no zone changes its day within one.
 */
export function dayIn(zone: string, instant: Date): string {
  const milliseconds = instant.getTime();
  const second = Math.floor(milliseconds / 1_000);
  const last = known.get(zone);
  if (last?.second === second) return last.day;
  const day = Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
  known.set(zone, { second, day });
  return day;
}
