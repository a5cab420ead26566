import { afterTerm, beforeTerm, daysAfter, type Term } from '../term.js';

/** The days of a contract that are agreed on. */
export interface AgreedDays {
  /** First day. */
  startsOn: string;
  /** Last day; null: until notice is given. */
  endsOn: string | null;
  notice: Term | null;
  /** Months by which it goes on when nobody gives notice; null: it ends. */
  renewalMonths: number | null;
  /** How many days before a decision is due people are told. */
  remindDays: number;
}

/** The days that follow from them. */
export interface DueDays {
  /** Last day on which a notice is in time for `endsOn`. */
  noticeOn: string | null;
  /** When people are told that a decision is due. */
  remindOn: string | null;
}

/**
 * Until when notice must be given: the term ends with the contract's last day, so that three
 * months to 31 December are over on 30 September, and one month to 28 February on 31 January.
 */
export function dueDays({ endsOn, notice, remindDays }: AgreedDays): DueDays {
  if (endsOn === null) return { noticeOn: null, remindOn: null };
  const noticeOn = notice === null ? null : daysAfter(beforeTerm(daysAfter(endsOn, 1), notice), -1);
  return { noticeOn, remindOn: daysAfter(noticeOn ?? endsOn, -remindDays) };
}

/**
 * The last day after all renewals that have happened before a day, and how many there were; the
 * term of a contract is counted from the day after its last one, so that 31 January plus a month
 * is 28 February, and plus two 31 March.
 */
export function renewed(
  { endsOn, renewalMonths }: Pick<AgreedDays, 'endsOn' | 'renewalMonths'>,
  today: string,
): { endsOn: string | null; renewals: number } {
  if (endsOn === null || renewalMonths === null) return { endsOn, renewals: 0 };
  const from = daysAfter(endsOn, 1);
  let [end, renewals] = [endsOn, 0];
  while (end < today) {
    renewals += 1;
    const term: Term = { count: renewals * renewalMonths, unit: 'MONTHS' };
    end = daysAfter(afterTerm(from, term), -1);
  }
  return { endsOn: end, renewals };
}

/**
 * The last day of a contract to which notice was given: `endsOn` when it was in time. Too late,
 * the contract goes on for one more term; without an end, the term of notice runs from the day
 * of the notice.
 */
export function endAfterNotice(days: AgreedDays, noticeGivenOn: string): string {
  const { endsOn, notice, renewalMonths } = days;
  if (endsOn === null) return notice ? afterTerm(noticeGivenOn, notice) : noticeGivenOn;
  const { noticeOn } = dueDays(days);
  const isInTime = noticeGivenOn <= (noticeOn ?? endsOn);
  if (isInTime || renewalMonths === null) return endsOn;
  const next = renewed({ endsOn, renewalMonths }, daysAfter(endsOn, 1)).endsOn;
  return next === null ? endsOn : endAfterNotice({ ...days, endsOn: next }, noticeGivenOn);
}

/** A value that is paid again and again. */
export interface PaymentPlan {
  startsOn: string;
  /** Last day; null: no end. */
  endsOn: string | null;
  /** Months from payment to payment; null: paid once, at the start. */
  everyMonths: number | null;
}

/** The days of payment from one day until another, that one included; 1,000 at most. */
export function paymentDays(plan: PaymentPlan, from: string, to: string): string[] {
  const { startsOn, endsOn, everyMonths } = plan;
  if (everyMonths === null) return startsOn >= from && startsOn <= to ? [startsOn] : [];
  const last = endsOn !== null && endsOn < to ? endsOn : to;
  const days: string[] = [];
  for (let count = firstOf(plan, from); days.length < 1_000; count += 1) {
    const day = afterTerm(startsOn, { count: count * everyMonths, unit: 'MONTHS' });
    if (day > last) break;
    if (day >= from) days.push(day);
  }
  return days;
}

/** Not every month since the year 1900 is gone through. */
function firstOf({ startsOn, everyMonths }: PaymentPlan, from: string): number {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return Math.max(0, Math.floor((months(from) - months(startsOn) - 1) / (everyMonths ?? 1)));
}
