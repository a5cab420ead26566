import { instantOfLocal, localDayOf, weekdayOf } from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import type { HolidayOn, WorkRules, WorkSpan } from './work-rules.js';

const MIDNIGHT = 1_440;
const NOON = 720;
const SUNDAY = 7;

/** Milliseconds of work at times that count more; holidays are no Sundays. */
export interface SpecialTime {
  night: number;
  sunday: number;
  holiday: number;
}

/**
 * What of work lies in the night, on Sundays and on holidays, by the clock of its place: the night
 * of a change to winter time has an hour more.
 */
export function specialTime(
  spans: readonly WorkSpan[],
  { night }: Pick<WorkRules, 'night'>,
  holidayOn: HolidayOn,
): SpecialTime {
  const sum = { night: 0, sunday: 0, holiday: 0 };
  for (const span of spans) {
    for (const day of daysOf(span)) {
      sum.night += nightWindows(night).reduce((total, one) => total + within(span, day, one), 0);
      const holiday = holidayOn(day, span.timeZone);
      const from = holiday?.isHalfDay ? NOON : 0;
      if (holiday) sum.holiday += within(span, day, { from, to: MIDNIGHT });
      if (weekdayOf(day) === SUNDAY) {
        sum.sunday += within(span, day, { from: 0, to: holiday ? from : MIDNIGHT });
      }
    }
  }
  return sum;
}

/** Minutes of a day, local time. */
interface Window {
  from: number;
  to: number;
}

/** A night goes over midnight: of one day it is the end of one night and the start of another. */
function nightWindows({ from, to }: Window): Window[] {
  if (from < to) return [{ from, to }];
  return [
    { from: 0, to },
    { from, to: MIDNIGHT },
  ];
}

function within({ from, to, timeZone }: WorkSpan, day: Day, window: Window): number {
  if (window.from >= window.to) return 0;
  const starts = instantOfLocal({ day, minute: window.from }, timeZone);
  const ends = instantOfLocal({ day, minute: window.to }, timeZone);
  return Math.max(0, Math.min(to, ends) - Math.max(from, starts));
}

function daysOf({ from, to, timeZone }: WorkSpan): Day[] {
  const days: Day[] = [];
  const last = localDayOf(to - 1, timeZone);
  for (let day = localDayOf(from, timeZone); day <= last; day = dayAfter(day)) days.push(day);
  return days;
}
