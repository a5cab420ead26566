import { Temporal } from 'temporal-polyfill';

/** A minute of a day where people live: `day` is `YYYY-MM-DD`, `minute` counts from midnight. */
export interface LocalMinute {
  day: string;
  /** 0 to 1440, which is the midnight that the day ends with. */
  minute: number;
}

/**
 * The instant of a local time, in epoch milliseconds, by the rules of an IANA zone on that day: a
 * time that a clock change leaves out is read with the offset before it, one that comes twice is
 * the first (RFC 5545 section 3.3.5).
 */
export function instantOfLocal({ day, minute }: LocalMinute, timeZone: string): number {
  const date = Temporal.PlainDate.from(day);
  const local =
    minute < 1_440
      ? date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
      : date.add({ days: 1 }).toPlainDateTime();
  return local.toZonedDateTime(timeZone).epochMilliseconds;
}

/** The day (`YYYY-MM-DD`) on which an instant (epoch milliseconds) falls in an IANA zone. */
export function localDayOf(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
