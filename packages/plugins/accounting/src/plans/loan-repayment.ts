import { exact, type ExactNumber, roundAmount } from '@bureau/core';
import {
  daysOf,
  interestOf,
  type LoanPayment,
  type LoanTerms,
  paymentRows,
  periodRate,
} from './loan.js';

/** A loan that is paid back in part or whole before its time. */
export interface LoanRepayment {
  /** What is owed before it, decimal text. */
  owed: string;
  /** Interest is paid until this day. */
  from: string;
  /** Day of the regular payment before, or of the pay-out. */
  stepFrom: string;
  /** Days of the payments that are still to come, in order; one at least. */
  days: readonly string[];
  /** The next payment as it was planned. */
  next: Pick<LoanPayment, 'payment' | 'principal'>;
  /** Its day: from `from` on, before the first of the days. */
  on: string;
  /** What of the principal is paid back: above 0, at most what is owed. */
  principal: string;
  /** `LOWER_PAYMENTS`: as many, each less; `FEWER_PAYMENTS`: as high, ending sooner. */
  effect: 'LOWER_PAYMENTS' | 'FEWER_PAYMENTS';
}

/** The repayment with its interest to the day, and the plan behind it. */
export interface RepaidLoan {
  repaid: LoanPayment;
  rest: LoanPayment[];
}

/**
 * Interest to the day is paid with it, on all that was owed; the next payment bears interest from
 * that day on what is left. An annuity is the equal payment whose worth on the first of the days is
 * what is owed then (Brealey, Myers, Allen, Principles of Corporate Finance, chapter 2).
 * @throws RangeError for an amount or a day that cannot be
 */
export function repayLoan(terms: LoanTerms, repayment: LoanRepayment): RepaidLoan {
  const { owed, from, stepFrom, days, on } = repayment;
  const { digits, mode } = terms;
  const principal = exact(repayment.principal);
  if (!principal.greaterThan(0) || principal.greaterThan(owed)) {
    throw new RangeError(`A repayment is above 0 and at most ${owed}.`);
  }
  const first = days[0] ?? '';
  if (on < from || on >= first) throw new RangeError(`${on} is not from ${from} until ${first}.`);
  const span = { from, step: stepFrom, on: first, until: on };
  const interest = roundAmount(interestOf(terms, exact(owed), span), digits, mode);
  const left = exact(owed).minus(principal);
  const repaid = {
    ...{ on, interest, principal: roundAmount(principal, digits) },
    payment: roundAmount(principal.plus(interest), digits),
    balance: roundAmount(left, digits),
  };
  if (left.isZero()) return { repaid, rest: [] };
  const level = levelAfter(terms, repayment, left);
  const rows = paymentRows(terms, { owed: repaid.balance, from: on, stepFrom, days, level });
  const end = rows.findIndex(({ balance }) => exact(balance).isZero());
  return { repaid, rest: rows.slice(0, end + 1) };
}

function levelAfter(
  terms: LoanTerms,
  { effect, next, days, stepFrom, on }: LoanRepayment,
  left: ExactNumber,
): ExactNumber {
  const { kind, digits, mode } = terms;
  if (kind === 'BULLET') return exact(0);
  if (effect === 'FEWER_PAYMENTS') return exact(kind === 'ANNUITY' ? next.payment : next.principal);
  const rate = periodRate(terms);
  const count = days.length;
  if (kind === 'LINEAR' || rate.isZero()) {
    return exact(roundAmount(left.dividedBy(count), digits, mode));
  }
  const first = days[0] ?? on;
  const part = exact(daysOf(on, first)).dividedBy(daysOf(stepFrom, first));
  const worth = left.times(rate.times(part).plus(1));
  // Payments of 1 on each of the days are worth this on the first of them.
  const factor = exact(1).minus(rate.plus(1).pow(-count)).dividedBy(rate).times(rate.plus(1));
  return exact(roundAmount(worth.dividedBy(factor), digits, mode));
}
