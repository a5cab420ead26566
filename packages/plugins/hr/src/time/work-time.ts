import { exact, weekdayOf } from '@bureau/core';
import type { Day } from '../day.js';
import { addDays } from '../leave/leave-days.js';
import { type WorkedDay, workedDay } from './work-day.js';
import type {
  DayFacts,
  DayWarning,
  HolidayOn,
  WorkDay,
  WorkMinutes,
  WorkRules,
} from './work-rules.js';

const MINUTE = 60_000;
const KINDS = [
  ...(['regular', 'overtime', 'night', 'sunday', 'holiday'] as const),
  ...(['breaks', 'leave', 'publicHoliday'] as const),
];

/** Work of a span of days, and what it counts on top. */
export interface WorkTime {
  days: readonly WorkDay[];
  totals: WorkMinutes;
  /** Minutes by their factors, rounded to hundredths once, half away from zero; decimal text. */
  premiumMinutes: string;
}

/**
 * Working time by the rules of each day. Overtime of a day is what goes beyond the limit of that
 * day; of what is left, overtime is what goes beyond the limit of the week, so that no minute is
 * overtime twice. Only work fills a week: a day of leave does not.
 * @param facts every day from the day before a Monday on, in order, so that weeks are whole and
 *   the rest before the first day is known
 * @param from first day that is told
 */
export function workTime(
  facts: readonly DayFacts[],
  from: Day,
  holidayOn: HolidayOn = () => null,
): WorkTime {
  const days: WorkDay[] = [];
  let week = { monday: '', regular: 0 };
  for (const [at, one] of facts.entries()) {
    const worked = workedDay(one, holidayOn);
    const monday = mondayOf(one.day);
    if (week.monday !== monday) week = { monday, regular: 0 };
    const overtime = overtimeOf(one.rules, worked.worked, week.regular);
    week.regular += worked.worked - overtime;
    if (one.day >= from) days.push(told(worked, overtime, restBefore(facts, at)));
  }
  return { days, totals: totalsOf(days), premiumMinutes: premium(days, facts) };
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}

function overtimeOf(rules: WorkRules | undefined, worked: number, before: number): number {
  if (!rules) return 0;
  const { overtimeDailyMinutes, overtimeWeeklyMinutes } = rules;
  const ofDay = Math.max(0, worked - (overtimeDailyMinutes ?? Infinity));
  const left = Math.max(0, (overtimeWeeklyMinutes ?? Infinity) - before);
  return ofDay + Math.max(0, worked - ofDay - left);
}

function told(
  { worked, ...day }: WorkedDay,
  overtime: number,
  rest: DayWarning | undefined,
): WorkDay {
  const warnings = rest ? [...day.warnings, rest] : day.warnings;
  return { ...day, regular: worked - overtime, overtime, warnings };
}

/** Too little rest since the last day of work before; told of the day that began too early. */
function restBefore(facts: readonly DayFacts[], at: number): DayWarning | undefined {
  const { rules, spans } = facts[at] ?? {};
  const begins = spans?.[0]?.from;
  const ended = facts
    .slice(Math.max(0, at - 2), at)
    .flatMap((day) => day.spans)
    .reduce((last, { to }) => Math.max(last, to), -Infinity);
  if (!rules || begins === undefined || ended === -Infinity) return undefined;
  const lacks = rules.restMinutes - Math.floor((begins - ended) / MINUTE);
  return lacks > 0 ? { code: 'REST_SHORT', minutes: lacks } : undefined;
}

function totalsOf(days: readonly WorkDay[]): WorkMinutes {
  const sums = KINDS.map((kind) => [kind, days.reduce((sum, day) => sum + day[kind], 0)]);
  return Object.fromEntries(sums) as unknown as WorkMinutes;
}

function premium(days: readonly WorkDay[], facts: readonly DayFacts[]): string {
  const rules = new Map(facts.map((one) => [one.day, one.rules]));
  let sum = exact(0);
  for (const day of days) {
    const { overtime, night, sunday, holiday } = rules.get(day.day)?.factors ?? NONE;
    sum = sum
      .plus(exact(overtime).times(day.overtime))
      .plus(exact(night).times(day.night))
      .plus(exact(sunday).times(day.sunday))
      .plus(exact(holiday).times(day.holiday));
  }
  return sum.toDecimalPlaces(2).toFixed(2);
}

const NONE = { overtime: '0', night: '0', sunday: '0', holiday: '0' };
