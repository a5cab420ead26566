import type { Day } from '../day.js';

/** A break that has to lie in work that lasts longer than so many minutes. */
export interface BreakRule {
  afterMinutes: number;
  breakMinutes: number;
}

/** What a policy says of working time. Times of the day are local, factors decimal texts. */
export interface WorkRules {
  /** Work of a full day in full time: what a day of leave or a holiday counts. */
  dailyMinutes: number;
  /** More on one day is overtime; null: no limit by the day. */
  overtimeDailyMinutes: number | null;
  /** More in one week (Monday to Sunday) is overtime; null: no limit by the week. */
  overtimeWeeklyMinutes: number | null;
  /** More on one day is told as a warning; null: never. */
  longestDayMinutes: number | null;
  /** Rest between two days of work; less is told as a warning. */
  restMinutes: number;
  /** Minutes from midnight; an end at or before the start lies on the next day. */
  night: { from: number; to: number };
  /** Work of a day is rounded to the nearest multiple, half a step up. */
  roundingMinutes: number;
  /** Breaks by length of work, in any order. */
  breaks: readonly BreakRule[];
  /** A shorter break is none. */
  shortestBreakMinutes: number;
  /** Whether a break that was not taken is taken off the work; otherwise it is a warning only. */
  isBreakDeducted: boolean;
  /** What a minute of each kind counts on top of itself, such as 0.25. */
  factors: { overtime: string; night: string; sunday: string; holiday: string };
}

/** Time that was recorded; epoch milliseconds, half-open. */
export interface WorkSpan {
  kind: 'WORK' | 'BREAK';
  from: number;
  to: number;
  /** IANA zone of the place of work. */
  timeZone: string;
}

/** All that is known of one day of one person. */
export interface DayFacts {
  day: Day;
  /** None: no policy holds, so there are no rules to go by. */
  rules: WorkRules | undefined;
  /** Recorded for this day, in order; they may end on the next one. */
  spans: readonly WorkSpan[];
  /** Part of full working time; decimal text. */
  share: string;
  /** Days of leave taken: 0, 0.5 or 1; decimal text. */
  leaveDays: string;
  /** Part of a working day that a holiday takes: 0, 0.5 or 1; decimal text. */
  holidayDays: string;
}

/** A holiday of a place, and whether work is done until noon; null: none. */
export type HolidayOn = (day: Day, timeZone: string) => { isHalfDay: boolean } | null;

/** What is wrong with a day by its policy. */
export interface DayWarning {
  code: 'BREAK_SHORT' | 'REST_SHORT' | 'DAY_LONG' | 'NO_POLICY';
  /** Minutes that miss, or are too many. */
  minutes: number;
}

/** Minutes by kind. Night, Sunday and holiday are parts of regular and overtime. */
export interface WorkMinutes {
  regular: number;
  overtime: number;
  night: number;
  sunday: number;
  holiday: number;
  /** Breaks that were taken, or taken off. */
  breaks: number;
  /** What days of leave count. */
  leave: number;
  /** What holidays count on which there would have been work. */
  publicHoliday: number;
}

/** A day as the rules see it. */
export interface WorkDay extends WorkMinutes {
  day: Day;
  warnings: readonly DayWarning[];
}
