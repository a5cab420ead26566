import { exact, roundAmount, type RoundingMode } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { type DayCount, yearFraction } from '../plans/day-count.js';

/** One step of reminding; levels count from 1 in their order. */
export interface DunningLevel {
  /** From so many days after the due day on. */
  afterDays: number;
  /** Days that must have passed since the notice before. */
  gapDays: number;
  /** Charged once with this notice, in the currency of the item. */
  fee?: string;
}

/** An item and what was already written about it. */
export interface DunnedItem {
  dueOn: string;
  /** Open amount; nothing is written about 0 or a credit. */
  open: string;
  /** Level of the last notice; 0 when there was none. */
  level: number;
  lastNoticeOn?: string;
  /** A dispute or an agreed delay: nothing is written. */
  isPaused?: boolean;
}

/**
 * The level at which a notice is due, or `undefined`. Never more than one step at once: nobody gets
 * a last reminder first, however old the item is.
 */
export function dueLevel(
  item: DunnedItem,
  levels: readonly DunningLevel[],
  on: string,
): number | undefined {
  const next = levels[item.level];
  if (!next || item.isPaused || !exact(item.open).greaterThan(0)) return undefined;
  if (daysBetween(item.dueOn, on) < Math.max(1, next.afterDays)) return undefined;
  const last = item.lastNoticeOn;
  if (last !== undefined && daysBetween(last, on) < next.gapDays) return undefined;
  return item.level + 1;
}

/** A rate that holds from a day until the next one does. */
export interface DatedRate {
  from: string;
  yearlyPercent: string;
}

/**
 * Interest on a late payment: simple, for the days after the due day until `until` (not counted
 * itself), by the rates that held on them, rounded once. Source: Directive 2011/7/EU, articles 2
 * and 3 (reference rate of each half-year plus eight points).
 * @param rates in the order of their days; before the first one there is no interest
 */
export function lateInterest(
  debt: { open: string; dueOn: string; until: string },
  rates: readonly DatedRate[],
  {
    digits,
    mode,
    dayCount = 'ACT_365',
  }: {
    digits: number;
    mode?: RoundingMode;
    dayCount?: DayCount;
  },
): string {
  const first = Temporal.PlainDate.from(debt.dueOn).add({ days: 1 }).toString();
  let sum = exact(0);
  rates.forEach(({ from, yearlyPercent }, at) => {
    const start = from > first ? from : first;
    const next = rates[at + 1]?.from ?? debt.until;
    const end = next < debt.until ? next : debt.until;
    if (start >= end) return;
    const part = yearFraction(start, end, dayCount);
    sum = sum.plus(exact(debt.open).times(yearlyPercent).dividedBy(100).times(part));
  });
  return roundAmount(sum, digits, mode);
}

function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days;
}
