import { exact, minorUnits, roundAmount } from '@bureau/core';
import type { Day } from '../day.js';
import { addDays } from '../leave/leave-days.js';

/** A price and who pays it. */
export interface Rate {
  validFrom: Day;
  /** Exclusive; null: open. */
  validTo: Day | null;
  /** Price of a whole month. */
  price: string;
  currency: string;
  employerAmount: string | null;
  employerPercent: string | null;
}

/** Cover of a month of one person by one plan. */
export interface CoverSpan {
  validFrom: Day;
  /** Exclusive; null: open. */
  validTo: Day | null;
  rates: readonly Rate[];
}

/** What cover of a month costs; the two shares are the price. */
export interface MonthlyCost {
  price: string;
  employer: string;
  employee: string;
  currency: string;
  /** Days of the month that are covered. */
  days: number;
}

/**
 * What cover costs in a month: by days, each price for the days on which it holds. The price and
 * the share of the employer are rounded once (half away from zero), and the employee pays the
 * rest, so that the two always are the price. Null for a month without cover.
 * @param month its first day
 * @param next the first day of the next month
 */
export function monthlyCost(cover: CoverSpan, month: Day, next: Day): MonthlyCost | null {
  let [price, employer, days] = [exact(0), exact(0), 0];
  let currency: string | undefined;
  const length = daysBetween(month, next);
  for (const rate of cover.rates) {
    const from = latest(month, cover.validFrom, rate.validFrom);
    const to = earliest(next, cover.validTo, rate.validTo);
    if (from >= to) continue;
    const span = daysBetween(from, to);
    price = price.plus(exact(rate.price).times(span));
    employer = employer.plus(employerShare(rate).times(span));
    days += span;
    currency = rate.currency;
  }
  if (currency === undefined) return null;
  const digits = minorUnits(currency);
  const whole = roundAmount(price.dividedBy(length), digits);
  const share = roundAmount(employer.dividedBy(length), digits);
  const employee = exact(whole).minus(share).toFixed(digits);
  return { price: whole, employer: share, employee, currency, days };
}

/** Of a whole month, exact. */
function employerShare({ price, employerAmount, employerPercent }: Rate) {
  if (employerAmount !== null) return exact(employerAmount);
  return exact(price)
    .times(employerPercent ?? 0)
    .dividedBy(100);
}

function latest(...days: readonly Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b));
}

function earliest(first: Day, ...days: readonly (Day | null)[]): Day {
  return days.reduce<Day>((a, b) => (b !== null && b < a ? b : a), first);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The first day of the month after the one of a day. */
export function nextMonth(month: Day): Day {
  return `${addDays(`${month.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
}
