import { exact, type ExactNumber, roundAmount, type RoundingMode, settled } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/** How the value of an asset goes down over its life; units of use have a function of their own. */
export type DepreciationMethod =
  'STRAIGHT_LINE' | 'SUM_OF_YEARS' | 'DECLINING' | 'DECLINING_THEN_STRAIGHT_LINE';

/** A plan of depreciation; a book of tax has its own beside the one of trade. */
export interface DepreciationPlan {
  /** Decimal text with at most `digits` decimals. */
  cost: string;
  /** What is left at the end; below `cost`. */
  salvage: string;
  method: DepreciationMethod;
  /** First day of use, `YYYY-MM-DD`. */
  start: string;
  /** Useful life in months; whole years for `SUM_OF_YEARS`. */
  months: number;
  /** `MONTHS`: the month of the start counts whole, on its last day. `DAYS`: every day counts. */
  proration: 'MONTHS' | 'DAYS';
  /**
   * Set where the plan is the rest of a longer one. `months` is what is left, begun months counted
   * whole; where days count, the life ends the day before this one.
   */
  until?: string;
  /** Percent a year of the declining methods; twice the straight-line rate when left out. */
  yearlyPercent?: string;
  digits: number;
  mode?: RoundingMode;
}

/** What a month takes. */
export interface DepreciationRow {
  /** Last day of the month. */
  on: string;
  amount: string;
  accumulated: string;
  bookValue: string;
}

/** Part of a life in which the value goes down in a straight line. */
interface Segment {
  months: number;
  amount: ExactNumber;
}

/** Longest life, in months; a building is written off over 50 years. */
const MAX_MONTHS = 1200;

/**
 * Depreciation until the end of a day. The accumulated value is rounded, never the amount of a
 * month (I32): any period takes the difference of two such values, and together they are cost less
 * salvage. Source of the methods: IAS 16, paragraph 62; Kieso, Intermediate Accounting, chapter 11.
 * @throws RangeError for a plan that cannot be
 */
export function accumulatedDepreciation(plan: DepreciationPlan, on: string): string {
  checkPlan(plan);
  const start = Temporal.PlainDate.from(plan.start);
  // Always from the start, or a life that begins on a 31st would drift.
  const most = start.until(plan.until ?? start.add({ months: plan.months })).days;
  const after = (months: number) =>
    plan.proration === 'DAYS' ? Math.min(start.until(start.add({ months })).days, most) : months;
  const now = elapsed(plan, on);
  let sum = exact(0);
  let passed = 0;
  for (const { months, amount } of segmentsOf(plan)) {
    const [from, until] = [after(passed), after(passed + months)];
    if (now <= from) break;
    const part = Math.min(now, until) - from;
    sum = sum.plus(amount.times(part).dividedBy(until - from));
    passed += months;
  }
  return roundAmount(sum, plan.digits, plan.mode);
}

/** All months of a life, the first one that of the start. */
export function depreciationSchedule(plan: DepreciationPlan): DepreciationRow[] {
  const rows: DepreciationRow[] = [];
  let before = roundAmount(0, plan.digits);
  const first = Temporal.PlainDate.from(plan.start).toPlainYearMonth();
  const whole = roundAmount(exact(plan.cost).minus(plan.salvage), plan.digits);
  for (let month = 0; month <= plan.months && (before !== whole || rows.length === 0); month += 1) {
    const ends = first.add({ months: month });
    const on = ends.toPlainDate({ day: ends.daysInMonth }).toString();
    const accumulated = accumulatedDepreciation(plan, on);
    rows.push({
      on,
      amount: roundAmount(exact(accumulated).minus(before), plan.digits),
      accumulated,
      bookValue: roundAmount(exact(plan.cost).minus(accumulated), plan.digits),
    });
    before = accumulated;
  }
  return rows;
}

/**
 * Depreciation by use: `(cost - salvage) x units / life in units`, at most all of it.
 * @param units of use until now: kilometres, hours, pieces
 */
export function depreciationByUnits(
  plan: Pick<DepreciationPlan, 'cost' | 'salvage' | 'digits' | 'mode'> & { lifeUnits: string },
  units: string,
): string {
  const life = exact(plan.lifeUnits);
  if (!life.greaterThan(0)) throw new RangeError('A life has more than 0 units.');
  const used = exact(units).greaterThan(life) ? life : exact(units);
  const base = exact(plan.cost).minus(plan.salvage);
  return roundAmount(base.times(used).dividedBy(life), plan.digits, plan.mode);
}

/** Gain (above 0) or loss of a sale or scrapping: `proceeds - (cost - accumulated)`. */
export function disposalGain(
  { cost, accumulated, proceeds }: { cost: string; accumulated: string; proceeds: string },
  digits: number,
): string {
  return roundAmount(exact(proceeds).minus(exact(cost).minus(accumulated)), digits);
}

function checkPlan({ cost, salvage, months, method, ...plan }: DepreciationPlan): void {
  const { yearlyPercent, until } = plan;
  if (!Number.isInteger(months) || months < 1 || months > MAX_MONTHS) {
    throw new RangeError(`A useful life has 1 to ${MAX_MONTHS} months.`);
  }
  if (exact(salvage).isNegative() || exact(salvage).greaterThan(cost)) {
    throw new RangeError('The salvage value lies between 0 and the cost.');
  }
  if (method === 'SUM_OF_YEARS' && months % 12 !== 0 && until === undefined) {
    throw new RangeError('The sum of the years is taken over whole years.');
  }
  if (yearlyPercent !== undefined && !exact(yearlyPercent).greaterThan(0)) {
    throw new RangeError('A yearly rate is above 0.');
  }
}

/** Months or days of the life that have passed at the end of a day. */
function elapsed({ start, proration }: DepreciationPlan, on: string): number {
  const [first, day] = [Temporal.PlainDate.from(start), Temporal.PlainDate.from(on)];
  if (proration === 'DAYS') return first.until(day).days + 1;
  const months = first.toPlainYearMonth().until(day.toPlainYearMonth(), { largestUnit: 'months' });
  return months.months + (day.day === day.daysInMonth ? 1 : 0);
}

function segmentsOf(plan: DepreciationPlan): Segment[] {
  const base = exact(plan.cost).minus(plan.salvage);
  if (plan.method === 'STRAIGHT_LINE') return [{ months: plan.months, amount: base }];
  if (plan.method !== 'SUM_OF_YEARS') return decliningYears(plan, base);
  return sumOfYears(plan.months, base);
}

/** By the years that are left; of a rest the first year may be a part of one. */
function sumOfYears(months: number, base: ExactNumber): Segment[] {
  const years = Math.ceil(months / 12);
  const first = months - 12 * (years - 1);
  const shares = Array.from({ length: years }, (_, year) => {
    const length = year === 0 ? first : 12;
    return { length, weight: (years - year) * length };
  });
  const sum = shares.reduce((all, { weight }) => all + weight, 0);
  return shares.map(({ length, weight }) => {
    return { months: length, amount: settled(base.times(weight).dividedBy(sum)) };
  });
}

/** A fixed part of the book value each year, never under salvage; the last year takes the rest. */
function decliningYears(plan: DepreciationPlan, base: ExactNumber): Segment[] {
  const { months, salvage, yearlyPercent, method } = plan;
  const rate = yearlyPercent ? exact(yearlyPercent).dividedBy(100) : exact(24).dividedBy(months);
  const segments: Segment[] = [];
  let rest = base;
  for (let passed = 0; passed < months; passed += 12) {
    const length = Math.min(12, months - passed);
    const declining = rest.plus(salvage).times(rate).times(length).dividedBy(12);
    const straight = rest.times(length).dividedBy(months - passed);
    const isSwitched = method !== 'DECLINING' && straight.greaterThan(declining);
    const wanted = isSwitched || passed + length === months ? straight : declining;
    const amount = settled(wanted.greaterThan(rest) ? rest : wanted);
    segments.push({ months: length, amount });
    rest = rest.minus(amount);
  }
  return segments;
}
