import type { Day } from '../day.js';
import { holdsOn } from '../history.js';
import { yearsBetween } from './leave-days.js';

/** More leave from so many years of service on. */
export interface TenureStep {
  afterYears: number;
  /** Days of a year of full work; decimal text. */
  yearlyDays: string;
}

/** What a policy grants while it is in force. Days are decimal texts. */
export interface LeaveTerms {
  yearlyDays: string;
  /** In any order; the highest one that is reached holds. */
  tenureSteps: readonly TenureStep[];
  /** Balances move in multiples of it: `0.01`, `0.5`. */
  roundingStep: string;
  /** Days that may be carried into the next year; null: all of them, without any closing. */
  carryOverLimit: string | null;
  /** How many days of the new year they live; null: as long as that year. */
  carryOverLifeDays: number | null;
  /** How far below zero a request may go; 0 or above. */
  negativeLimit: string;
}

/** What holds from a day, until another one exclusive; null: open. */
interface Held {
  validFrom: Day;
  validTo: Day | null;
}

/** What is known of one employee and one type of leave. None of the lists overlaps in itself. */
export interface LeaveFacts {
  employments: readonly Held[];
  /** Part of full working time, above 0 and at most 1. */
  shares: readonly (Held & { share: string })[];
  terms: readonly (Held & { terms: LeaveTerms })[];
}

/** The terms on a day; none without an entitlement. */
export function termsOn({ terms }: LeaveFacts, day: Day): LeaveTerms | undefined {
  return terms.find((span) => holdsOn(span, day))?.terms;
}

/** Days of a year after so long a service, counted from the first day of the employment. */
export function yearlyDaysOf(terms: LeaveTerms, since: Day, day: Day): string {
  const years = yearsBetween(since, day);
  const reached = terms.tenureSteps.filter(({ afterYears }) => afterYears <= years);
  const highest = reached.sort((one, next) => next.afterYears - one.afterYears)[0];
  return highest?.yearlyDays ?? terms.yearlyDays;
}
