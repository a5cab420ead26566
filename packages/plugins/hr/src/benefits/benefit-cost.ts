import { exact, minorUnits, roundAmount } from '@bureau/core';
import type { Day } from '../day.js';
import { addDays } from '../leave/leave-days.js';

/** A price and who pays it: one of the three shares is given. */
export interface Rate {
  validFrom: Day;
  /** Exclusive; null: open. */
  validTo: Day | null;
  /** Price of a whole month, without what is in percent of pay. */
  price: string;
  /** Percent of the pay of a month that it costs beside the price. */
  payPercent: string;
  currency: string;
  employerAmount: string | null;
  /** Percent of the whole price. */
  employerPercent: string | null;
  /** Percent of the pay of a month. */
  employerPayPercent: string | null;
}

/** Agreed pay in a span of days. */
export interface Pay {
  validFrom: Day;
  /** Exclusive; null: open. */
  validTo: Day | null;
  amount: string;
  currency: string;
  period: 'YEAR' | 'MONTH';
}

/** Cover of a month of one person by one plan. */
export interface CoverSpan {
  validFrom: Day;
  /** Exclusive; null: open. */
  validTo: Day | null;
  rates: readonly Rate[];
  /** Of the same person; what is in percent of pay needs it. */
  pays?: readonly Pay[];
}

/** What cover of a month costs; the two shares are the price. */
export interface MonthlyCost {
  price: string;
  employer: string;
  employee: string;
  currency: string;
  /** Days of the month that are covered. */
  days: number;
  /** Of these, days on which it depends on pay that is not known: they are not in the figures. */
  daysWithoutPay: number;
}

/**
 * What cover costs in a month: by days, each price for the days on which it holds. A price and a
 * share may be in percent of pay: a month of it, a twelfth where pay is by the year. The employer
 * never pays more than the price. The price and the share of the employer are rounded once (half
 * away from zero), and the employee pays the rest, so that the two always are the price. Null for
 * a month without cover.
 * @param month its first day
 * @param next the first day of the next month
 */
export function monthlyCost(cover: CoverSpan, month: Day, next: Day): MonthlyCost | null {
  let [price, employer] = [exact(0), exact(0)];
  let [days, daysWithoutPay] = [0, 0];
  let currency: string | undefined;
  for (const { rate, pay, from, to } of stretches(cover, month, next)) {
    const span = daysBetween(from, to);
    days += span;
    currency = rate.currency;
    const whole = wholePrice(rate, pay);
    const share = whole && employerShare(rate, { whole, pay });
    if (whole === undefined || share === undefined) {
      daysWithoutPay += span;
      continue;
    }
    price = price.plus(whole.times(span));
    employer = employer.plus(share.times(span));
  }
  if (currency === undefined) return null;
  const length = daysBetween(month, next);
  const digits = minorUnits(currency);
  const rounded = roundAmount(price.dividedBy(length), digits);
  const share = roundAmount(employer.dividedBy(length), digits);
  const employee = exact(rounded).minus(share).toFixed(digits);
  return { price: rounded, employer: share, employee, currency, days, daysWithoutPay };
}

/** Whether a price or a share of it is in percent of pay. */
export function dependsOnPay(rate: Pick<Rate, 'payPercent' | 'employerPayPercent'>): boolean {
  return !exact(rate.payPercent).isZero() || rate.employerPayPercent !== null;
}

type Amount = ReturnType<typeof exact>;

/** Days with one price, and one pay where the price asks for it. */
interface Stretch {
  rate: Rate;
  pay: Pay | undefined;
  from: Day;
  /** Exclusive. */
  to: Day;
}

function stretches(cover: CoverSpan, month: Day, next: Day): Stretch[] {
  const { rates, pays = [] } = cover;
  return rates.flatMap((rate) => {
    const from = latest(month, cover.validFrom, rate.validFrom);
    const to = earliest(next, cover.validTo, rate.validTo);
    if (from >= to) return [];
    if (!dependsOnPay(rate)) return [{ rate, pay: undefined, from, to }];
    // Pay in another currency says nothing of this price.
    const known = pays.filter(({ currency }) => currency === rate.currency);
    const edges = known.flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
    const inside = edges.filter((day) => day !== null && from < day && day < to);
    const days = [...new Set([from, ...(inside as Day[]), to])].sort();
    return days.slice(0, -1).map((start, at) => ({
      ...{ rate, from: start, to: days[at + 1] ?? to },
      pay: known.find((one) => one.validFrom <= start && (one.validTo ?? to) > start),
    }));
  });
}

/** Of a whole month, exact; undefined where it depends on pay that is not known. */
function wholePrice({ price, payPercent }: Rate, pay: Pay | undefined): Amount | undefined {
  const ofPay = percentOf(pay, payPercent);
  return ofPay && exact(price).plus(ofPay);
}

function employerShare(
  { employerAmount, employerPercent, employerPayPercent }: Rate,
  { whole, pay }: { whole: Amount; pay: Pay | undefined },
): Amount | undefined {
  const share =
    employerAmount !== null
      ? exact(employerAmount)
      : employerPayPercent !== null
        ? percentOf(pay, employerPayPercent)
        : whole.times(employerPercent ?? 0).dividedBy(100);
  return share?.greaterThan(whole) ? whole : share;
}

/** So much percent of the pay of a month. */
function percentOf(pay: Pay | undefined, percent: string): Amount | undefined {
  const part = exact(percent).dividedBy(100);
  if (part.isZero()) return part;
  return (
    pay &&
    exact(pay.amount)
      .dividedBy(pay.period === 'YEAR' ? 12 : 1)
      .times(part)
  );
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
