import { exact, type ExactNumber, roundAmount, type RoundingMode } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/** An amount that belongs to a span of days: a licence, an insurance, a subscription. */
export interface DeferralPlan {
  /** Decimal text of either sign with at most `digits` decimals. */
  amount: string;
  /** First day of the service. */
  from: string;
  /** Day after its last one. */
  until: string;
  /** `DAY`: each day takes the same. `MONTH`: each month, by the part of it that is covered. */
  by: 'DAY' | 'MONTH';
  digits: number;
  mode?: RoundingMode;
}

/** What a month takes of a deferred amount. */
export interface DeferralRow {
  /** Last day of the month. */
  on: string;
  amount: string;
  /** What is deferred after it. */
  rest: string;
}

/** Longest service, in months. */
const MAX_MONTHS = 1200;

/**
 * The months of a deferred amount. What is recognised until a month's end is rounded, the amount of
 * a month is the difference, so the schedule sums to the deferred amount (I37).
 * @throws RangeError for a span without days or of more than 1,200 months
 */
export function deferralSchedule(plan: DeferralPlan): DeferralRow[] {
  const { amount, digits, mode } = plan;
  const shares = monthShares(plan);
  const whole = shares.reduce((sum, { share }) => sum.plus(share), exact(0));
  let passed = exact(0);
  let before = roundAmount(0, digits);
  return shares.map(({ on, share }) => {
    passed = passed.plus(share);
    const after = roundAmount(exact(amount).times(passed).dividedBy(whole), digits, mode);
    const row = {
      on,
      amount: roundAmount(exact(after).minus(before), digits),
      rest: roundAmount(exact(amount).minus(after), digits),
    };
    before = after;
    return row;
  });
}

/** Days of each month that the service covers, or the part of the month that they are. */
function monthShares({ from, until, by }: DeferralPlan): { on: string; share: ExactNumber }[] {
  const [first, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(until)];
  if (Temporal.PlainDate.compare(first, end) >= 0) throw new RangeError('A service has days.');
  const months = first.until(end, { largestUnit: 'months' }).months;
  if (months > MAX_MONTHS) throw new RangeError(`A service has at most ${MAX_MONTHS} months.`);
  const shares: { on: string; share: ExactNumber }[] = [];
  for (let at = first; Temporal.PlainDate.compare(at, end) < 0;) {
    const next = at.with({ day: 1 }).add({ months: 1 });
    const stop = Temporal.PlainDate.compare(next, end) < 0 ? next : end;
    const days = at.until(stop).days;
    const share = by === 'DAY' ? exact(days) : exact(days).dividedBy(at.daysInMonth);
    shares.push({ on: next.subtract({ days: 1 }).toString(), share });
    at = next;
  }
  return shares;
}
