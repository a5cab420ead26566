import { Refusal } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import type { StatementComparison, StatementSplit } from './statement.types.js';

/** A span of days that a column of a statement is about; both days inclusive. */
export interface Span {
  from: string;
  to: string;
  label: string;
  /** What was meant for these days, not what was: always the last column. */
  isBudget?: true;
}

const MOST = 36;

/**
 * The columns of a statement: the span itself, or its months, quarters or years, and behind them
 * the spans that it is compared with.
 * @throws Refusal BAD_USER_INPUT for a span that ends before it begins, or too many columns
 */
export function columnsOf(
  span: { from: string; to: string },
  split: StatementSplit | null | undefined,
  compare: readonly StatementComparison[],
): Span[] {
  const [from, to] = [Temporal.PlainDate.from(span.from), Temporal.PlainDate.from(span.to)];
  if (Temporal.PlainDate.compare(from, to) > 0) {
    throw new Refusal('BAD_USER_INPUT', 'A statement does not end before it begins.');
  }
  const own = split ? partsOf({ from, to }, split) : [spanOf(from, to)];
  const others = compare
    .filter((one) => one !== 'BUDGET')
    .map((one) => comparedOf({ from, to }, one));
  const columns = [...own, ...others, ...budgetOf({ from, to }, compare)];
  if (columns.length <= MOST) return columns;
  throw new Refusal('BAD_USER_INPUT', `A statement has at most ${MOST} columns.`);
}

interface Days {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

const MONTHS: Readonly<Record<StatementSplit, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

function partsOf({ from, to }: Days, split: StatementSplit): Span[] {
  const parts: Span[] = [];
  for (let start = from; Temporal.PlainDate.compare(start, to) <= 0 && parts.length <= MOST;) {
    const next = start.with({ day: 1 }).add({ months: MONTHS[split] });
    const end = next.subtract({ days: 1 });
    parts.push(spanOf(start, Temporal.PlainDate.compare(end, to) < 0 ? end : to));
    start = next;
  }
  return parts;
}

function comparedOf({ from, to }: Days, comparison: StatementComparison): Span {
  if (comparison === 'PREVIOUS_YEAR') {
    return spanOf(from.subtract({ years: 1 }), sameEnd(to, to.subtract({ years: 1 })));
  }
  const next = to.add({ days: 1 });
  const months = (next.year - from.year) * 12 + next.month - from.month;
  if (from.day === 1 && next.day === 1) {
    return spanOf(from.subtract({ months }), from.subtract({ days: 1 }));
  }
  const days = from.until(to).days + 1;
  return spanOf(from.subtract({ days }), from.subtract({ days: 1 }));
}

function budgetOf({ from, to }: Days, compare: readonly StatementComparison[]): Span[] {
  if (!compare.includes('BUDGET')) return [];
  const span = spanOf(from, to);
  return [{ ...span, label: `Budget ${span.label}`, isBudget: true }];
}

/** The end of a month stays one: 28 February 2025 is compared with 29 February 2024. */
function sameEnd(day: Temporal.PlainDate, before: Temporal.PlainDate): Temporal.PlainDate {
  return day.day === day.daysInMonth ? before.with({ day: before.daysInMonth }) : before;
}

function spanOf(start: Temporal.PlainDate, end: Temporal.PlainDate): Span {
  const [from, to] = [start.toString(), end.toString()];
  return { from, to, label: `${from} to ${to}` };
}

/** The day before. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}
