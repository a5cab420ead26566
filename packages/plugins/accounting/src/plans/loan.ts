import { exact, type ExactNumber, roundAmount, type RoundingMode } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { type DayCount, yearFraction } from './day-count.js';

/** A loan given or taken, paid back in equal steps of time. */
export interface LoanTerms {
  /** Above 0, decimal text with at most `digits` decimals. */
  principal: string;
  /** Nominal percent a year; 0 for a loan without interest. */
  yearlyPercent: string;
  /** Day on which the money was paid out; interest runs from here. */
  paidOut: string;
  /** First payment; the others follow every `everyMonths`. */
  firstPayment: string;
  everyMonths: number;
  payments: number;
  /** `ANNUITY`: equal payments; `LINEAR`: equal principal; `BULLET`: principal at the end. */
  kind: 'ANNUITY' | 'LINEAR' | 'BULLET';
  /** `PERIODS`: every step is the same part of a year. */
  dayCount: DayCount | 'PERIODS';
  digits: number;
  mode?: RoundingMode;
}

/** One payment: `interest + principal = payment`. */
export interface LoanPayment {
  on: string;
  payment: string;
  interest: string;
  principal: string;
  /** What is owed after it. */
  balance: string;
}

const MAX_PAYMENTS = 1200;

/**
 * The plan of a loan. Interest is rounded once a payment; the last payment takes what is left, so
 * the balance ends at 0 (I33). The annuity is `P x i / (1 - (1 + i)^-n)`, rounded
 * (Brealey, Myers, Allen, Principles of Corporate Finance, chapter 2).
 * @throws RangeError for terms that cannot be
 */
export function loanSchedule(terms: LoanTerms): LoanPayment[] {
  checkTerms(terms);
  const { paidOut: from, principal: owed } = terms;
  const days = Array.from({ length: terms.payments }, (_, at) => paymentDay(terms, at));
  return paymentRows(terms, { owed, from, stepFrom: from, days, level: levelOf(terms) });
}

/** A loan from a day on: what is owed, and the payments that are to come. */
export interface OpenLoan {
  owed: string;
  /** Interest is paid until this day. */
  from: string;
  /** Where the step of time begins that ends with the first of the days; often the same day. */
  stepFrom: string;
  /** Days of the payments, in order. */
  days: readonly string[];
  /** The equal part of each payment: of an annuity its payment, of a linear loan its principal. */
  level: ExactNumber;
}

/** The payments of what is owed, until nothing is; the last day takes all that is left. */
export function paymentRows(
  terms: LoanTerms,
  { level, days, stepFrom, ...open }: OpenLoan,
): LoanPayment[] {
  const { digits, mode } = terms;
  const rows: LoanPayment[] = [];
  let owed = exact(open.owed);
  let [from, step] = [open.from, stepFrom];
  days.forEach((on, at) => {
    const interest = roundAmount(interestOf(terms, owed, { from, step, on }), digits, mode);
    const isLast = at === days.length - 1;
    const wanted = isLast ? owed : principalOf(terms, level, interest);
    // An annuity rounded up may have paid all of it before the last payment.
    const principal = roundAmount(wanted.greaterThan(owed) ? owed : wanted, digits, mode);
    owed = owed.minus(principal);
    const payment = roundAmount(exact(interest).plus(principal), digits);
    rows.push({ on, payment, interest, principal, balance: roundAmount(owed, digits) });
    from = on;
    step = on;
  });
  return rows;
}

function checkTerms({ principal, yearlyPercent, payments, everyMonths }: LoanTerms): void {
  if (!exact(principal).greaterThan(0)) throw new RangeError('A loan is above 0.');
  if (exact(yearlyPercent).isNegative()) throw new RangeError('A rate is not below 0.');
  if (!Number.isInteger(payments) || payments < 1 || payments > MAX_PAYMENTS) {
    throw new RangeError(`A loan has 1 to ${MAX_PAYMENTS} payments.`);
  }
  if (!Number.isInteger(everyMonths) || everyMonths < 1 || everyMonths > 12) {
    throw new RangeError('Payments come every 1 to 12 months.');
  }
}

/** The equal part of each payment: of payment or of principal. */
function levelOf(terms: LoanTerms): ExactNumber {
  const { kind, payments, digits, mode } = terms;
  const principal = exact(terms.principal);
  if (kind === 'BULLET') return exact(0);
  const rate = periodRate(terms);
  if (kind === 'LINEAR' || rate.isZero()) {
    return exact(roundAmount(principal.dividedBy(payments), digits, mode));
  }
  const factor = exact(1).minus(rate.plus(1).pow(-payments));
  return exact(roundAmount(principal.times(rate).dividedBy(factor), digits, mode));
}

function principalOf({ kind }: LoanTerms, level: ExactNumber, interest: string): ExactNumber {
  return kind === 'ANNUITY' ? level.minus(interest) : level;
}

/** A part of a step of time: from one day until another, with the day where the step begins. */
export interface InterestSpan {
  from: string;
  step: string;
  /** The end of the step. */
  on: string;
  /** The end of the part, if it is another day. */
  until?: string;
}

/** Interest of a span, exactly; of `PERIODS` a part of a step counts by its days. */
export function interestOf(
  terms: LoanTerms,
  owed: ExactNumber,
  { from, step, on, until = on }: InterestSpan,
): ExactNumber {
  if (terms.dayCount !== 'PERIODS') {
    const part = yearFraction(from, until, terms.dayCount);
    return owed.times(terms.yearlyPercent).dividedBy(100).times(part);
  }
  const whole = owed.times(periodRate(terms));
  if (from === step && until === on) return whole;
  return whole.times(daysOf(from, until)).dividedBy(daysOf(step, on));
}

/** Days from one day until another. */
export function daysOf(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days;
}

/** Interest of one step of time for 1. */
export function periodRate({ yearlyPercent, everyMonths }: LoanTerms): ExactNumber {
  return exact(yearlyPercent).times(everyMonths).dividedBy(1200);
}

/** From the first payment each time, so that a 31st comes back after a February. */
function paymentDay({ firstPayment, everyMonths }: LoanTerms, at: number): string {
  return Temporal.PlainDate.from(firstPayment)
    .add({ months: everyMonths * at })
    .toString();
}
