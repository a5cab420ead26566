import { Temporal } from 'temporal-polyfill';
import { instantOfLocal, localDayOf, weekdayOf } from './local-time.js';

/** Minutes of a day from midnight, local time, half-open; 1440 is 24:00. */
export interface DayWindow {
  /** 1 (Monday) to 7 (Sunday). */
  weekday: number;
  from: number;
  to: number;
}

/** A calendar as it was read for a range of days. */
export interface CalendarData {
  timeZone: string;
  windows: readonly DayWindow[];
  /** Day -> whether it is a half day only. */
  holidays: ReadonlyMap<string, { isHalfDay: boolean }>;
  /** Days for which holidays were read: from, until exclusive. */
  range: { from: string; to: string };
}

/** Thrown where an answer depends on days that were not read; the service reads more then. */
export class OutOfRange extends Error {
  constructor(day: string) {
    super(`The calendar was not read for ${day}.`);
    this.name = 'OutOfRange';
  }
}

const NOON = 720;

/**
 * Working days and working time. Days are `YYYY-MM-DD`; spans of days and of instants are
 * half-open. Local times become instants by the rules of the zone on that day: a time that a clock
 * change leaves out is read with the offset before it, one that comes twice is the first (RFC 5545
 * section 3.3.5). So a day may have 23 or 25 hours, and a window of it more or less than it says.
 */
export class WorkCalendar {
  private readonly spans = new Map<string, readonly Span[]>();

  constructor(private readonly data: CalendarData) {}

  /** Whether any work is done that day. @throws OutOfRange */
  isWorkingDay(day: string): boolean {
    return this.windowsOf(day).length > 0;
  }

  /** Whether the day is a holiday on which work is done until noon. @throws OutOfRange */
  isHalfDay(day: string): boolean {
    return this.isWorkingDay(day) && this.data.holidays.get(day)?.isHalfDay === true;
  }

  /** The holiday of a day, whatever the weekday; null: none. @throws OutOfRange */
  holidayOn(day: string): { isHalfDay: boolean } | null {
    this.demandRead(day);
    return this.data.holidays.get(day) ?? null;
  }

  /** Whether work would be done on this weekday if there were no holiday. */
  isWorkingWeekday(day: string): boolean {
    const weekday = weekdayOf(day);
    return this.data.windows.some((window) => window.weekday === weekday);
  }

  /** Working days from a day, until another one exclusive. @throws OutOfRange */
  workingDays(from: string, to: string): number {
    let count = 0;
    for (let day = from; day < to; day = dayAfter(day)) if (this.isWorkingDay(day)) count += 1;
    return count;
  }

  /**
   * The n-th working day after a day, or before it when n is negative. With 0 the day itself, or
   * the next working day. @throws OutOfRange
   */
  addWorkingDays(day: string, days: number): string {
    const step = days < 0 ? -1 : 1;
    let left = Math.abs(days);
    let at = day;
    if (left === 0) while (!this.isWorkingDay(at)) at = dayAfter(at);
    while (left > 0) {
      at = dayAfter(at, step);
      if (this.isWorkingDay(at)) left -= 1;
    }
    return at;
  }

  /** Milliseconds of working time from an instant, until another one. @throws OutOfRange */
  workingTime(from: Date, to: Date): number {
    const [start, end] = [from.valueOf(), to.valueOf()];
    let sum = 0;
    // A day before, because a clock change at midnight may carry a window into the next day.
    const last = this.dayOf(end);
    for (let day = dayAfter(this.dayOf(start), -1); day <= last; day = dayAfter(day)) {
      for (const span of this.spansOf(day)) {
        sum += Math.max(0, Math.min(span.to, end) - Math.max(span.from, start));
      }
    }
    return sum;
  }

  /** The instant itself when work is done then, or the next opening. @throws OutOfRange */
  nextOpening(at: Date): Date {
    const start = at.valueOf();
    for (let day = dayAfter(this.dayOf(start), -1); ; day = dayAfter(day)) {
      const span = this.spansOf(day).find(({ to }) => to > start);
      if (span) return new Date(Math.max(span.from, start));
    }
  }

  /**
   * When so much working time is used up: on the closing minute when that is exactly then, the
   * instant itself for 0. @throws OutOfRange
   */
  due(from: Date, workingMs: number): Date {
    const start = from.valueOf();
    let left = workingMs;
    if (left <= 0) return new Date(start);
    for (let day = dayAfter(this.dayOf(start), -1); ; day = dayAfter(day)) {
      for (const span of this.spansOf(day)) {
        const begin = Math.max(span.from, start);
        const usable = Math.max(0, span.to - begin);
        if (usable >= left) return new Date(begin + left);
        left -= usable;
      }
    }
  }

  private windowsOf(day: string): readonly DayWindow[] {
    this.demandRead(day);
    const { windows, holidays } = this.data;
    const weekday = weekdayOf(day);
    const regular = windows.filter((window) => window.weekday === weekday);
    const holiday = holidays.get(day);
    if (!holiday) return regular;
    if (!holiday.isHalfDay) return [];
    return regular
      .map((window) => ({ ...window, to: Math.min(window.to, NOON) }))
      .filter(({ from, to }) => from < to);
  }

  private demandRead(day: string): void {
    const { from, to } = this.data.range;
    if (day < from || day >= to) throw new OutOfRange(day);
  }

  private spansOf(day: string): readonly Span[] {
    const known = this.spans.get(day);
    if (known) return known;
    const spans = this.windowsOf(day).map(({ from, to }) => ({
      from: this.instantOf(day, from),
      to: this.instantOf(day, to),
    }));
    const made = withoutOverlap(spans);
    this.spans.set(day, made);
    return made;
  }

  private instantOf(day: string, minute: number): number {
    return instantOfLocal({ day, minute }, this.data.timeZone);
  }

  private dayOf(instant: number): string {
    return localDayOf(instant, this.data.timeZone);
  }
}

/** Epoch milliseconds, half-open. */
interface Span {
  from: number;
  to: number;
}

/** In order; a window in an hour that is left out may fall on the one after it. */
function withoutOverlap(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.from < span.to) merged.push({ ...span });
  }
  return merged;
}

/** So many days on (back, when negative). */
export function dayAfter(day: string, days = 1): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
