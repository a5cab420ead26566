import { allocate, allocateByPercent, exact, roundAmount, type RoundingMode } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';

/**
 * How a day is found from the date of a document, in this order: so many months and days later, on
 * the last day of that month, so many days after that, on the next such day of a month.
 * "30 days net": `{ days: 30 }`. "30 days end of month": `{ days: 30, isMonthEnd: true }`. "End of
 * month plus 15 days": `{ isMonthEnd: true, daysAfter: 15 }`. "The 10th of the month after":
 * `{ isMonthEnd: true, dayOfMonth: 10 }`.
 */
export interface DueRule {
  months?: number;
  days?: number;
  isMonthEnd?: boolean;
  daysAfter?: number;
  /** 1 to 31; the last day of shorter months. */
  dayOfMonth?: number;
}

/** What was agreed on paying a document. */
export interface PaymentTerm {
  /** Parts in percent that sum to 100; one of 100 where the whole is due at once. */
  instalments: readonly { percent: string; due: DueRule }[];
  /** Percent off for who pays by its day: "2 percent within 10 days". */
  discount?: { percent: string; due: DueRule };
}

/** A part of a document with its day. */
export interface Instalment {
  dueOn: string;
  amount: string;
}

/** The day that a rule finds. Days are calendar days; banking days are the calendar's business. */
export function dueDate(documentDate: string, rule: DueRule): string {
  const { months = 0, days = 0, daysAfter = 0 } = rule;
  let day = Temporal.PlainDate.from(documentDate).add({ months }).add({ days });
  if (rule.isMonthEnd) day = day.with({ day: day.daysInMonth });
  day = day.add({ days: daysAfter });
  return (rule.dayOfMonth === undefined ? day : onDayOfMonth(day, rule.dayOfMonth)).toString();
}

/**
 * The parts of a document and their days, in the order of the term; they sum to the total (I35).
 * @throws RangeError when the percentages do not sum to 100
 */
export function instalmentsOf(
  term: PaymentTerm,
  document: { date: string; total: string },
  digits: number,
): Instalment[] {
  const percents = term.instalments.map(({ percent }) => percent);
  const amounts = allocateByPercent(document.total, percents, digits);
  return term.instalments.map(({ due }, at) => ({
    dueOn: dueDate(document.date, due),
    amount: amounts[at] ?? '0',
  }));
}

/** What may be kept back for paying early, and until when; 0 after that day and without one. */
export function earlyPaymentDiscount(
  { discount }: PaymentTerm,
  payment: { documentDate: string; paidOn: string; total: string },
  { digits, mode }: { digits: number; mode?: RoundingMode },
): { amount: string; until?: string } {
  const none = roundAmount(0, digits);
  if (!discount) return { amount: none };
  const until = dueDate(payment.documentDate, discount.due);
  if (payment.paidOn > until) return { amount: none, until };
  const amount = exact(payment.total).times(discount.percent).dividedBy(100);
  return { amount: roundAmount(amount, digits, mode), until };
}

/**
 * A discount or a write-off lowers net and taxes in proportion (S14; EU Directive 2006/112, article
 * 90). The parts sum to the discount.
 * @param parts net first, then the amounts of the taxes
 */
export function discountParts(
  discount: string,
  parts: { net: string; taxes: readonly string[] },
  digits: number,
): { net: string; taxes: string[] } {
  const weights = [parts.net, ...parts.taxes].map((part) => exact(part).abs());
  const [net = '0', ...taxes] = allocate(discount, weights, digits);
  return { net, taxes };
}

function onDayOfMonth(day: Temporal.PlainDate, dayOfMonth: number): Temporal.PlainDate {
  // `with` takes the last day where a month is shorter.
  const same = day.with({ day: dayOfMonth });
  if (Temporal.PlainDate.compare(same, day) >= 0) return same;
  return day.with({ day: 1 }).add({ months: 1 }).with({ day: dayOfMonth });
}
