import type { Ctx } from '@bureau/core';
import type { Day } from '../day.js';
import {
  activePlans,
  choosingsOf,
  factsOfAll,
  type PlanFacts,
  type Situation,
  situationsOf,
} from './benefit-facts.js';
import type { Choosing } from './choosing.js';
import { type EligibilityFacts, refusalOf } from './eligibility.js';
import type { BenefitOffer } from './enrollment-inputs.js';
import { benefitErrors } from './errors.js';

/** A plan, and whether and why somebody may choose it today. */
export interface Offer extends BenefitOffer {
  /** For people. */
  name: string;
}

/**
 * What employees (uuids) may choose today, by the rules by which a choice is refused: a list of
 * all plans for each, in the order asked for. Five statements at most, however many people and
 * plans there are.
 */
export async function offersOf(ctx: Ctx, employeeIds: readonly string[]): Promise<Offer[][]> {
  const plans = await activePlans(ctx);
  if (plans.length === 0) return employeeIds.map(() => []);
  const situations = await situationsOf(ctx, employeeIds);
  const chances = situations.map((situation) =>
    plans.map((plan) => chanceOf(ctx.today, plan, situation)),
  );
  const later = await laterFacts(ctx, chances.flat());
  return chances.map((own) =>
    own.map((chance) => offerOf(chance, later.get(keyOf(chance)) ?? chance.situation.facts)),
  );
}

/** When somebody could choose a plan, before it is known whether it is open then. */
interface Chance {
  plan: PlanFacts;
  situation: Situation;
  choosing: Choosing | undefined;
  /** Day of which the rules of the plan are asked: the first one of what is chosen. */
  day: Day;
}

function chanceOf(today: Day, plan: PlanFacts, situation: Situation): Chance {
  const [choosing] = choosingsOf(plan, situation, today);
  const day = choosing && choosing.from > today ? choosing.from : today;
  return { plan, situation, choosing, day };
}

const keyOf = ({ situation, day }: Chance) => `${situation.employeeId} ${day}`;

/** Facts of days to come; those of today are in the situations. */
async function laterFacts(
  ctx: Ctx,
  chances: readonly Chance[],
): Promise<ReadonlyMap<string, EligibilityFacts>> {
  const later = new Map(
    chances
      .filter(({ day }) => day > ctx.today)
      .map((one) => [keyOf(one), { employeeId: one.situation.employeeId, day: one.day }]),
  );
  const facts = await factsOfAll(ctx, [...later.values()]);
  return new Map([...later.keys()].flatMap((key, at) => (facts[at] ? [[key, facts[at]]] : [])));
}

function offerOf({ plan, choosing, day }: Chance, facts: EligibilityFacts): Offer {
  const refusal =
    refusalOf(plan, facts, day) ??
    (choosing ? undefined : benefitErrors.BENEFIT_NO_WINDOW({ plan: plan.name }));
  const open = refusal ? undefined : choosing;
  return {
    ...{ plan: { id: plan.id }, name: plan.name },
    isOpen: open !== undefined,
    reason: open?.reason ?? null,
    closesOn: open?.closesOn ?? null,
    from: open?.from ?? null,
    refusal: refusal?.code ?? null,
    message: refusal?.message ?? null,
  };
}
