import { exact } from '@bureau/core';
import { specialTime } from './work-windows.js';
import type {
  DayFacts,
  DayWarning,
  HolidayOn,
  WorkDay,
  WorkRules,
  WorkSpan,
} from './work-rules.js';

const MINUTE = 60_000;

/** What was worked on a day, before it is told apart into regular time and overtime. */
export interface WorkedDay extends Omit<WorkDay, 'regular' | 'overtime'> {
  /** Rounded, without breaks. */
  worked: number;
}

/**
 * Work, breaks and absence of one day in whole minutes: seconds that do not fill a minute of the
 * day are left out. A gap between two spans of work is a break.
 */
export function workedDay(facts: DayFacts, holidayOn: HolidayOn): WorkedDay {
  const { day, rules, spans } = facts;
  const work = spans.filter(({ kind }) => kind === 'WORK');
  const gross = minutes(work.reduce((total, { from, to }) => total + to - from, 0));
  if (!rules) return withoutRules(facts, gross);
  const taken = breaksOf(work, rules.shortestBreakMinutes);
  const missing = missingBreak(rules, { gross, taken });
  const deducted = rules.isBreakDeducted ? missing : 0;
  const worked = rounded(gross - deducted, rules.roundingMinutes);
  const special = specialTime(work, rules, holidayOn);
  const part = (ms: number) => Math.min(worked, rounded(minutes(ms), rules.roundingMinutes));
  return {
    day,
    worked,
    night: part(special.night),
    sunday: part(special.sunday),
    holiday: part(special.holiday),
    breaks: taken + deducted,
    ...absence(facts, rules),
    warnings: [
      ...(missing > 0 && !rules.isBreakDeducted ? [warn('BREAK_SHORT', missing)] : []),
      ...tooLong(rules, worked),
    ],
  };
}

function withoutRules({ day }: DayFacts, worked: number): WorkedDay {
  const none = { night: 0, sunday: 0, holiday: 0, breaks: 0, leave: 0, publicHoliday: 0 };
  return { day, worked, ...none, warnings: worked > 0 ? [warn('NO_POLICY', worked)] : [] };
}

function minutes(ms: number): number {
  return Math.floor(ms / MINUTE);
}

/** Breaks are what lies between spans of work, each long enough to be one. */
function breaksOf(work: readonly WorkSpan[], shortest: number): number {
  return work
    .map((span, at) => (at === 0 ? 0 : minutes(span.from - (work[at - 1]?.to ?? span.from))))
    .filter((length) => length >= shortest)
    .reduce((total, length) => total + length, 0);
}

/**
 * How much more break there had to be. Whoever works a little longer than the limit has to stop
 * that little only: six hours and ten minutes miss ten minutes, not half an hour.
 */
function missingBreak(
  { breaks }: WorkRules,
  { gross, taken }: { gross: number; taken: number },
): number {
  const steps = [...breaks].sort((one, next) => one.afterMinutes - next.afterMinutes);
  let missing = 0;
  for (const { afterMinutes, breakMinutes } of steps) {
    const beyond = gross - missing - afterMinutes;
    const lacks = breakMinutes - taken - missing;
    if (beyond > 0 && lacks > 0) missing += Math.min(beyond, lacks);
  }
  return missing;
}

/** To the nearest multiple, half a step up. */
function rounded(value: number, step: number): number {
  return Math.floor((value + step / 2) / step) * step;
}

function tooLong({ longestDayMinutes }: WorkRules, worked: number): DayWarning[] {
  if (longestDayMinutes === null || worked <= longestDayMinutes) return [];
  return [warn('DAY_LONG', worked - longestDayMinutes)];
}

/** What a day off counts: the day of full time by the part-time share, in whole minutes. */
function absence({ share, leaveDays, holidayDays }: DayFacts, { dailyMinutes }: WorkRules) {
  const count = (days: string) =>
    exact(days).times(share).times(dailyMinutes).toDecimalPlaces(0).toNumber();
  return { leave: count(leaveDays), publicHoliday: count(holidayDays) };
}

function warn(code: DayWarning['code'], length: number): DayWarning {
  return { code, minutes: length };
}
