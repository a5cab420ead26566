import { type Ctx, exact } from '@bureau/core';
import type { Day } from '../day.js';
import { placeOf } from '../history.js';
import { leaveErrors } from './errors.js';
import { type LeavePolicy, LeavePolicyTerms, LeaveTenureStep } from './leave-policy.entity.js';
import type { LeaveTenureStepInput, LeaveTermsInput } from './leave-policy.types.js';

const PATH = ['input', 'terms'];
const MOST_STEPS = 20;
const DAYS = /^\d{1,3}(\.\d{1,4})?$/;

/**
 * Sets what a policy says from a day on, until the next known terms begin. Terms that begin on that
 * very day are corrected.
 * @throws HR_LEAVE_DAYS, HR_LEAVE_STEP, HR_LEAVE_LIFE, HR_LEAVE_TENURE
 */
export async function setTerms(
  ctx: Ctx,
  policy: LeavePolicy,
  { validFrom, terms }: { validFrom: Day; terms: LeaveTermsInput },
): Promise<LeavePolicyTerms> {
  const values = valuesOf(terms);
  const place = placeOf(await ctx.em.find(LeavePolicyTerms, { policy }), validFrom);
  if (place.kind === 'correct') {
    const row = ctx.em.assign(place.row, values);
    for (const step of await ctx.em.find(LeaveTenureStep, { terms: row })) ctx.em.remove(step);
    await ctx.em.flush();
    return withSteps(ctx, row, terms.tenureSteps);
  }
  if (place.kind === 'split') place.row.validTo = validFrom;
  const { validTo } = place;
  const row = ctx.em.create(LeavePolicyTerms, { policy, validFrom, validTo, ...values });
  return withSteps(ctx, row, terms.tenureSteps);
}

function withSteps(
  ctx: Ctx,
  terms: LeavePolicyTerms,
  given: readonly LeaveTenureStepInput[] | null | undefined,
): LeavePolicyTerms {
  const steps = given ?? [];
  const years = new Set(steps.map(({ afterYears }) => afterYears));
  const isSound = [...years].every((year) => year >= 1 && year <= 60);
  if (steps.length > MOST_STEPS || years.size < steps.length || !isSound) {
    throw leaveErrors.LEAVE_TENURE({}, [...PATH, 'tenureSteps']);
  }
  for (const { afterYears, yearlyDays } of steps) {
    const days = daysOf(yearlyDays, [...PATH, 'tenureSteps']);
    ctx.em.create(LeaveTenureStep, { terms, afterYears, yearlyDays: days });
  }
  return terms;
}

function valuesOf(terms: LeaveTermsInput) {
  const { carryOverLimit, carryOverLifeDays = null } = terms;
  const roundingStep = terms.roundingStep ?? '0.01';
  const isStep = /^\d(\.\d{1,4})?$/.test(roundingStep);
  if (!isStep || exact(roundingStep).isZero() || exact(roundingStep).greaterThan(1)) {
    throw leaveErrors.LEAVE_STEP({}, [...PATH, 'roundingStep']);
  }
  if (carryOverLifeDays !== null && (carryOverLifeDays < 1 || carryOverLifeDays > 366)) {
    throw leaveErrors.LEAVE_LIFE({}, [...PATH, 'carryOverLifeDays']);
  }
  return {
    yearlyDays: daysOf(terms.yearlyDays, [...PATH, 'yearlyDays']),
    roundingStep,
    carryOverLimit:
      carryOverLimit == null ? null : daysOf(carryOverLimit, [...PATH, 'carryOverLimit']),
    carryOverLifeDays,
    negativeLimit: daysOf(terms.negativeLimit ?? '0', [...PATH, 'negativeLimit']),
    isHalfDayAllowed: terms.isHalfDayAllowed ?? true,
  };
}

/** Days as text. @throws HR_LEAVE_DAYS */
function daysOf(text: string, path: readonly string[]): string {
  if (!DAYS.test(text) || exact(text).greaterThan(366)) throw leaveErrors.LEAVE_DAYS({}, path);
  return text;
}
