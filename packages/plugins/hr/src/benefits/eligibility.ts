import type { DomainError } from '@bureau/core';
import type { Day } from '../day.js';
import { benefitErrors } from './errors.js';

/** What a plan asks of those who choose it; null and empty ask nothing. */
export interface EligibilityRule {
  /** For people, in the refusal. */
  name: string;
  isActive: boolean;
  /** Months of service before it is open. */
  waitMonths: number;
  employmentKinds: readonly string[];
  /** Uuid. */
  legalEntityId: string | null;
  /** Uuid; units below it count too. */
  unitId: string | null;
}

/** What is known of an employee on a day. */
export interface EligibilityFacts {
  /** First day of the employment in force; null: none is. */
  employedFrom: Day | null;
  kind: string;
  legalEntityId: string;
  /** The unit of the job and all units above it, by uuid. */
  unitIds: readonly string[];
}

/**
 * Why a plan is not open to somebody on a day; undefined: it is. The first reason in the order of
 * employment, terms, company, unit and time of service is told.
 */
export function refusalOf(
  rule: EligibilityRule,
  facts: EligibilityFacts,
  day: Day,
): DomainError | undefined {
  const { name: plan } = rule;
  const path = ['input', 'planId'];
  if (!rule.isActive) return benefitErrors.BENEFIT_INACTIVE({ plan }, path);
  if (facts.employedFrom === null || facts.employedFrom > day) {
    return benefitErrors.BENEFIT_NO_JOB({ plan, day }, path);
  }
  const { kind } = facts;
  if (rule.employmentKinds.length > 0 && !rule.employmentKinds.includes(kind)) {
    return benefitErrors.BENEFIT_TERMS({ plan, kind }, path);
  }
  if (rule.legalEntityId !== null && rule.legalEntityId !== facts.legalEntityId) {
    return benefitErrors.BENEFIT_COMPANY({ plan }, path);
  }
  if (rule.unitId !== null && !facts.unitIds.includes(rule.unitId)) {
    return benefitErrors.BENEFIT_UNIT({ plan }, path);
  }
  const months = rule.waitMonths;
  const from = openFrom(rule, facts.employedFrom);
  return from > day ? benefitErrors.BENEFIT_TENURE({ plan, months, day: from }, path) : undefined;
}

/** First day on which the time of service of an employment is long enough. */
export function openFrom({ waitMonths }: Pick<EligibilityRule, 'waitMonths'>, since: Day): Day {
  return addMonths(since, waitMonths);
}

/** So many months on, on the same day of the month or on its last one. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
  ).getUTCDate();
  first.setUTCDate(Math.min(date, length));
  return first.toISOString().slice(0, 10);
}
