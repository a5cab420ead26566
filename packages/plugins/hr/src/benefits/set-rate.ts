import type { Ctx, Money } from '@bureau/core';
import type { Day } from '../day.js';
import { type BenefitLevel, BenefitRate } from './benefit-plan.entity.js';
import { Enrollment } from './enrollment.entity.js';
import { benefitErrors } from './errors.js';

/** What a month costs, and what the employer pays of it. */
export interface Price {
  price: Money;
  payPercent: string;
  employerAmount: string | null;
  employerPercent: string | null;
  employerPayPercent: string | null;
}

/**
 * Another price of a level from a day on. What months cost that somebody was covered in never
 * changes: a price begins after all others, and later than today where somebody is covered.
 * @throws HR_BENEFIT_CURRENCY, HR_BENEFIT_RATE_ORDER, HR_BENEFIT_RATE_PAST
 */
export async function setRate(
  ctx: Ctx,
  level: BenefitLevel,
  { validFrom, price }: { validFrom: Day; price: Price },
): Promise<BenefitRate> {
  // One price after the other.
  await ctx.sql('select id from hr.benefit_level where id = $1 for update', [level.id]);
  const [last] = await ctx.em.find(
    BenefitRate,
    { level },
    { orderBy: { validFrom: 'desc' }, limit: 1 },
  );
  const path = ['input', 'validFrom'];
  if (last && last.price.currency !== price.price.currency) {
    throw benefitErrors.BENEFIT_CURRENCY({ currency: last.price.currency }, ['input', 'price']);
  }
  if (last && last.validFrom >= validFrom) {
    throw benefitErrors.BENEFIT_RATE_ORDER({ day: last.validFrom }, path);
  }
  if (validFrom <= ctx.today) {
    const open = { $or: [{ validTo: null }, { validTo: { $gt: validFrom } }] };
    const covered = await ctx.em.findOne(Enrollment, { level, state: 'ELECTED', ...open });
    if (covered) throw benefitErrors.BENEFIT_RATE_PAST({ day: validFrom }, path);
  }
  if (last) last.validTo = validFrom;
  return ctx.em.create(BenefitRate, { level, validFrom, ...price });
}
