import type { WorkCalendar } from '@bureau/core';
import type { Day } from '../day.js';
import { addDays } from './leave-days.js';
import type { LeaveDay } from './shortfall.js';

/** First and last day of leave; either may be a half one. */
export interface LeaveSpan {
  startsOn: Day;
  endsOn: Day;
  /** Begins at noon of the first day. */
  isFromNoon: boolean;
  /** Ends at noon of the last day. */
  isUntilNoon: boolean;
}

/** Where somebody works from a day, until another one exclusive; null: open. */
export interface Workplace {
  validFrom: Day;
  validTo: Day | null;
  /** None: nothing is known of its holidays. */
  calendar: Pick<WorkCalendar, 'isWorkingDay' | 'isHalfDay'> | undefined;
}

/** The weekdays on which somebody works, as ISO 8601 counts them; null: those of the calendar. */
export type Workdays = ReadonlySet<number> | null;

/**
 * The days of leave that a span uses up: days on which the place works and the employee too. On a
 * day on which the place works until noon only, the afternoon costs nothing. Days without a job
 * cost nothing either.
 * @returns none of them with 0; `undefined` when a day has no calendar
 */
export function countDays(
  span: LeaveSpan,
  workplaces: readonly Workplace[],
  workdays: (day: Day) => Workdays,
): LeaveDay[] | undefined {
  const counted: LeaveDay[] = [];
  for (let day = span.startsOn; day <= span.endsOn; day = addDays(day, 1)) {
    const place = workplaces.find(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo),
    );
    if (!place) continue;
    if (!place.calendar) return undefined;
    const own = workdays(day);
    if (own && !own.has(weekdayOf(day))) continue;
    const days = partOf(place.calendar, { day, ...halves(span, day) });
    if (days > 0) counted.push({ day, days: String(days) });
  }
  return counted;
}

/** Which halves of a day a span takes. */
function halves(span: LeaveSpan, day: Day): { morning: boolean; afternoon: boolean } {
  return {
    morning: !(span.isFromNoon && day === span.startsOn),
    afternoon: !(span.isUntilNoon && day === span.endsOn),
  };
}

function partOf(
  calendar: Pick<WorkCalendar, 'isWorkingDay' | 'isHalfDay'>,
  { day, morning, afternoon }: { day: Day; morning: boolean; afternoon: boolean },
): number {
  if (!calendar.isWorkingDay(day)) return 0;
  const isAfternoonFree = calendar.isHalfDay(day);
  return (morning ? 0.5 : 0) + (afternoon && !isAfternoonFree ? 0.5 : 0);
}

/** 1 (Monday) to 7 (Sunday). */
function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
