import { exact, type ExactNumber, roundToStep } from '@bureau/core';
import type { Day } from '../day.js';
import { holdsOn } from '../history.js';
import { type Month, monthOf, yearOf } from './leave-days.js';
import { type LeaveFacts, termsOn, yearlyDaysOf } from './leave-terms.js';

/**
 * Least common multiple of 28, 29, 30 and 31: with it the days of every month are whole parts, and
 * nothing but the last division of a year can leave a remainder.
 */
const PARTS = 377_580;
const DENOMINATOR = 12 * PARTS;

/** What is earned in a month. */
export interface MonthlyAccrual {
  month: Month;
  /** Day of posting: the last one of the month, or of the employment when that ends before. */
  effectiveOn: Day;
  /** Rounded; decimal text. */
  days: string;
}

/**
 * The accruals of a year: for each employed day yearly days x part-time share / 12 / days of the
 * month. What is rounded is the sum of the year up to each month, and a month gets the difference,
 * so that twelve months of 25 / 12 are 25. All twelve are told, those that earn nothing with 0.
 */
export function accrualsOf(facts: LeaveFacts, year: number): MonthlyAccrual[] {
  const accruals: MonthlyAccrual[] = [];
  const changes = changesOf(facts);
  let earned = exact(0);
  let posted = exact(0);
  for (let number = 1; number <= 12; number += 1) {
    const month = monthOf(year, number);
    const { parts, lastDay } = earnedIn(facts, { month, changes });
    earned = earned.plus(parts);
    const terms = lastDay === undefined ? undefined : termsOn(facts, lastDay);
    const step = terms?.roundingStep;
    const sum = step === undefined ? posted : exact(roundToStep(inDays(earned), step));
    const isEnd = lastDay !== undefined && endsIn(facts, month, lastDay);
    const effectiveOn = isEnd ? lastDay : month.last;
    accruals.push({ month, effectiveOn, days: sum.minus(posted).toFixed() });
    posted = sum;
  }
  return accruals;
}

/** Without the trace that a division leaves far behind the point: half a step stays a half. */
function inDays(parts: ExactNumber): ExactNumber {
  return parts.dividedBy(DENOMINATOR).toDecimalPlaces(40);
}

/** The sum over the days of a month in parts of a day, and the last day that earned any. */
function earnedIn(
  facts: LeaveFacts,
  { month, changes }: { month: Month; changes: readonly Day[] },
): { parts: ExactNumber; lastDay: Day | undefined } {
  let lastDay: Day | undefined;
  let parts = exact(0);
  for (let number = 1; number <= month.length;) {
    const day = dayOf(month, number);
    const next = nextOf(changes, day);
    const isWithin = next !== undefined && next <= month.last;
    const until = isWithin ? Number(next.slice(8)) : month.length + 1;
    const rate = rateOn(facts, day);
    if (rate) {
      const count = until - number;
      lastDay = dayOf(month, until - 1);
      parts = parts.plus(rate.times((count * PARTS) / month.length));
    }
    number = until;
  }
  return { parts, lastDay };
}

function dayOf({ key }: Month, number: number): Day {
  return `${key}-${String(number).padStart(2, '0')}`;
}

function nextOf(changes: readonly Day[], day: Day): Day | undefined {
  return changes.find((change) => change > day);
}

/**
 * Days on which the rate may become another one, in order: between them every day earns the same,
 * so that a month is mostly one step and not thirty.
 */
function changesOf({ employments, shares, terms }: LeaveFacts): Day[] {
  const days = new Set<Day>();
  for (const { validFrom, validTo } of [...employments, ...shares, ...terms]) {
    days.add(validFrom);
    if (validTo !== null) days.add(validTo);
  }
  for (const { validFrom } of employments) {
    for (const { afterYears } of terms.flatMap((span) => span.terms.tenureSteps)) {
      days.add(`${yearOf(validFrom) + afterYears}${validFrom.slice(4)}`);
    }
  }
  return [...days].sort();
}

/** Yearly days by the share; nothing on a day that earns no leave. */
function rateOn(facts: LeaveFacts, day: Day): ExactNumber | undefined {
  const employment = facts.employments.find((span) => holdsOn(span, day));
  const work = employment && facts.shares.find((span) => holdsOn(span, day));
  const terms = work && termsOn(facts, day);
  return terms && exact(yearlyDaysOf(terms, employment.validFrom, day)).times(work.share);
}

/** Whether the employment is over within the month, so that its end need not be waited for. */
function endsIn({ employments }: LeaveFacts, month: Month, lastDay: Day): boolean {
  const isOver = employments.some(
    ({ validTo }) => validTo !== null && validTo > lastDay && validTo <= month.last,
  );
  const goesOn = employments.some(
    ({ validFrom, validTo }) =>
      validFrom <= month.last && validFrom > lastDay && (validTo === null || validTo > validFrom),
  );
  return isOver && !goesOn;
}
