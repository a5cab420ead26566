import { exact, minorUnits } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import {
  accumulatedDepreciation,
  depreciationByUnits,
  type DepreciationPlan,
} from '../plans/depreciation.js';
import type { DepreciationMethod, Proration } from './asset-kinds.js';
import { planErrors } from './errors.js';

/** What decides on the depreciation of an asset; amounts and percents are decimal texts. */
export interface ScheduleFacts {
  method: DepreciationMethod;
  /** First day of use. */
  startsOn: string;
  months: number;
  proration: Proration;
  yearlyPercent: string | null;
  lifeUnits: string | null;
  cost: string;
  salvage: string;
  /** Of a rest: first day after the life, where days count. */
  until?: string;
  /** The plan that holds after the last change; the first one where there was none. */
  rest?: ScheduleRest | null;
}

/** The plan for the rest of a life: what is left goes down over the time that is left. */
export interface ScheduleRest {
  /** First day of it. */
  startsOn: string;
  /** Months that are left, begun ones counted whole. */
  months: number;
  /** First day after the life, where days count; null: after these months. */
  until: string | null;
  /** What was written off before it. */
  accumulated: string;
  /** Units that were used before it. */
  units: string;
}

/**
 * What is written off until the end of a day.
 * @param units of use until then
 * @throws RangeError for a plan that cannot be
 */
export function accumulatedAt(
  facts: ScheduleFacts,
  { on, units }: { on: string; units: string },
  currency: string,
): string {
  const { method, cost, salvage, lifeUnits, startsOn: start, months, proration, rest } = facts;
  const digits = minorUnits(currency);
  if (rest) {
    const ownUnits = exact(units).minus(rest.units).toFixed();
    const own = accumulatedAt(restFacts(facts, rest), { on, units: ownUnits }, currency);
    return exact(rest.accumulated).plus(own).toFixed(digits);
  }
  if (method === 'UNITS') {
    return depreciationByUnits({ cost, salvage, lifeUnits: lifeUnits ?? '0', digits }, units);
  }
  const until = facts.until === undefined ? {} : { until: facts.until };
  const same = { cost, salvage, method, start, months, proration, digits };
  const plan: DepreciationPlan = { ...same, ...until };
  if (on < start) return exact(0).toFixed(digits);
  return accumulatedDepreciation(
    facts.yearlyPercent === null ? plan : { ...plan, yearlyPercent: facts.yearlyPercent },
    on,
  );
}

/**
 * The rest of a life as a plan of its own.
 * @param cost what is left at its beginning, where it is not that of the books
 */
export function restFacts(facts: ScheduleFacts, rest: ScheduleRest, cost?: string): ScheduleFacts {
  const { startsOn, months, until, accumulated, units } = rest;
  const lifeUnits = facts.lifeUnits === null ? null : exact(facts.lifeUnits).minus(units).toFixed();
  return {
    ...facts,
    ...{ startsOn, months, lifeUnits, rest: null },
    // Without days it is the months that count, and any day tells that it is a rest.
    until: until ?? Temporal.PlainDate.from(startsOn).add({ months }).toString(),
    cost: cost ?? exact(facts.cost).minus(accumulated).toFixed(),
  };
}

/** @throws ACCOUNTING_PLAN_INVALID */
export function demandPlan(
  facts: ScheduleFacts,
  { currency, path }: { currency: string; path: readonly string[] },
): void {
  try {
    accumulatedAt(facts, { on: facts.startsOn, units: '0' }, currency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw planErrors.PLAN_INVALID({ reason: error.message }, path);
  }
}
