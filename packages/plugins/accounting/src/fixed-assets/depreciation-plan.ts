import { exact, minorUnits } from '@bureau/core';
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
  const { method, cost, salvage, lifeUnits, startsOn: start, months, proration } = facts;
  const digits = minorUnits(currency);
  if (method === 'UNITS') {
    return depreciationByUnits({ cost, salvage, lifeUnits: lifeUnits ?? '0', digits }, units);
  }
  const plan: DepreciationPlan = { cost, salvage, method, start, months, proration, digits };
  if (on < start) return exact(0).toFixed(digits);
  return accumulatedDepreciation(
    facts.yearlyPercent === null ? plan : { ...plan, yearlyPercent: facts.yearlyPercent },
    on,
  );
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
