import type { Ctx } from '@bureau/core';
import {
  activePlans,
  choosingsOf,
  factsOf,
  type PlanFacts,
  type Situation,
  situationOf,
} from './benefit-facts.js';
import { refusalOf } from './eligibility.js';
import type { BenefitOffer } from './enrollment-inputs.js';
import { benefitErrors } from './errors.js';

/** What an employee (uuid) may choose today, by the rules by which a choice is refused. */
export async function offersOf(ctx: Ctx, employeeId: string): Promise<BenefitOffer[]> {
  const situation = await situationOf(ctx, employeeId);
  const offers: BenefitOffer[] = [];
  for (const plan of await activePlans(ctx)) {
    offers.push(await offerOf(ctx, { employeeId, plan, situation }));
  }
  return offers;
}

/** Whose offer of which plan. */
export interface OfferAsked {
  employeeId: string;
  plan: PlanFacts;
  situation: Situation;
}

/** Whether and why a plan may be chosen today. */
export async function offerOf(
  ctx: Ctx,
  { employeeId, plan, situation }: OfferAsked,
): Promise<BenefitOffer> {
  const { today } = ctx;
  const [choosing] = choosingsOf(plan, situation, today);
  const day = choosing && choosing.from > today ? choosing.from : today;
  const facts = day === today ? situation.facts : await factsOf(ctx, employeeId, day);
  const refusal =
    refusalOf(plan, facts, day) ??
    (choosing ? undefined : benefitErrors.BENEFIT_NO_WINDOW({ plan: plan.name }));
  const open = refusal ? undefined : choosing;
  return {
    plan: { id: plan.id },
    isOpen: open !== undefined,
    reason: open?.reason ?? null,
    closesOn: open?.closesOn ?? null,
    from: open?.from ?? null,
    refusal: refusal?.code ?? null,
    message: refusal?.message ?? null,
  };
}
