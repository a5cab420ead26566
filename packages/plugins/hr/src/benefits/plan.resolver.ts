import {
  Arg,
  Context,
  type Ctx,
  filledText,
  LegalEntity,
  Mutation,
  OrgUnit,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { BenefitLevel, BenefitPlan, BenefitRate } from './benefit-plan.entity.js';
import {
  BenefitPlanCreateInput,
  BenefitPlanCreatePayload,
  BenefitPlanUpdateInput,
  BenefitPlanUpdatePayload,
  BenefitRateSetInput,
  BenefitRateSetPayload,
  BenefitWindowCreateInput,
  BenefitWindowCreatePayload,
} from './benefit-plan-inputs.js';
import { BenefitWindow } from './benefit-window.entity.js';
import { benefitErrors } from './errors.js';
import { priceOf } from './price-of.js';
import { setRate } from './set-rate.js';

const MOST_LEVELS = 20;
const MOST_DEPENDANTS = 20;

/** Benefits, what they cost, and when they may be chosen. */
@Resolver()
export class BenefitPlanResolver {
  @Mutation(() => BenefitPlanCreatePayload, {
    description: 'Adds a benefit with its levels of cover and their prices.',
  })
  async benefitPlanCreate(@Context() ctx: Ctx, @Arg('input') input: BenefitPlanCreateInput) {
    const days = {
      waitMonths: input.waitMonths ?? 0,
      newHireDays: input.newHireDays ?? 30,
      lifeEventDays: input.lifeEventDays ?? 30,
    };
    demandDays(days);
    const benefitPlan = ctx.em.create(BenefitPlan, {
      ...{ id: uuidv7(), code: filled(input.code, 'code'), name: filled(input.name, 'name') },
      ...{ kind: input.kind, ...days },
      employmentKinds: [...new Set(input.employmentKinds ?? [])],
      legalEntity: await companyOf(ctx, input.legalEntityId),
      unit: await unitOf(ctx, input.unitId),
    });
    addLevels(ctx, benefitPlan, input);
    return { benefitPlan };
  }

  @Mutation(() => BenefitPlanUpdatePayload, {
    description: 'Changes to whom a benefit is open, for choices from now on.',
  })
  async benefitPlanUpdate(@Context() ctx: Ctx, @Arg('input') input: BenefitPlanUpdateInput) {
    const { expectedVersion, name, isActive, employmentKinds } = input;
    const path = ['input', 'id'];
    const plan = await ctx.find(BenefitPlan, input.id, { expectedVersion, path });
    if (name != null) plan.name = filled(name, 'name');
    if (isActive != null) plan.isActive = isActive;
    if (employmentKinds != null) plan.employmentKinds = [...new Set(employmentKinds)];
    if (input.legalEntityId !== undefined) {
      plan.legalEntity = await companyOf(ctx, input.legalEntityId);
    }
    if (input.unitId !== undefined) plan.unit = await unitOf(ctx, input.unitId);
    plan.waitMonths = input.waitMonths ?? plan.waitMonths;
    plan.newHireDays = input.newHireDays ?? plan.newHireDays;
    plan.lifeEventDays = input.lifeEventDays ?? plan.lifeEventDays;
    demandDays(plan);
    return { benefitPlan: plan };
  }

  @Mutation(() => BenefitRateSetPayload, {
    description:
      'Sets what a level costs from a day on. Months in which somebody is covered at the old ' +
      'price keep it: a new price begins after all that are known, and in the future where ' +
      'it is used.',
  })
  async benefitRateSet(@Context() ctx: Ctx, @Arg('input') input: BenefitRateSetInput) {
    const path = ['input', 'levelId'];
    const level = await ctx.find(BenefitLevel, input.levelId, { path });
    const price = priceOf(input.price, ['input', 'price']);
    const benefitRate = await setRate(ctx, level, { validFrom: input.validFrom, price });
    return { benefitLevel: level, benefitRate };
  }

  @Mutation(() => BenefitWindowCreatePayload, {
    description:
      'Sets days in which everybody may choose. Those to whom a benefit is open are told when ' +
      'they begin.',
  })
  benefitWindowCreate(@Context() ctx: Ctx, @Arg('input') input: BenefitWindowCreateInput) {
    const { opensOn, closesOn, startsOn } = input;
    if (closesOn < opensOn || startsOn < closesOn) {
      throw benefitErrors.BENEFIT_WINDOW_DAYS({}, ['input', 'closesOn']);
    }
    const name = filled(input.name, 'name');
    return { benefitWindow: ctx.em.create(BenefitWindow, { name, opensOn, closesOn, startsOn }) };
  }
}

function addLevels(ctx: Ctx, plan: BenefitPlan, { levels, validFrom }: BenefitPlanCreateInput) {
  const codes = new Set(levels.map(({ code }) => code.trim()));
  if (levels.length === 0 || levels.length > MOST_LEVELS || codes.size < levels.length) {
    throw benefitErrors.BENEFIT_LEVELS({}, ['input', 'levels']);
  }
  const currency = levels[0]?.price.price.currency ?? '';
  for (const [at, given] of levels.entries()) {
    const path = ['input', 'levels', String(at)];
    const mostDependants = given.mostDependants ?? 0;
    if (mostDependants < 0 || mostDependants > MOST_DEPENDANTS) {
      throw benefitErrors.BENEFIT_DEPENDANT_COUNT({}, [...path, 'mostDependants']);
    }
    if (given.price.price.currency !== currency) {
      throw benefitErrors.BENEFIT_CURRENCY({ currency }, [...path, 'price']);
    }
    const level = ctx.em.create(BenefitLevel, {
      ...{ plan, mostDependants },
      code: filled(given.code, 'levels'),
      name: filled(given.name, 'levels'),
    });
    ctx.em.create(BenefitRate, { level, validFrom, ...priceOf(given.price, [...path, 'price']) });
  }
}

function demandDays(plan: Pick<BenefitPlan, 'waitMonths' | 'newHireDays' | 'lifeEventDays'>) {
  const isIn = (value: number, least: number, most: number) => value >= least && value <= most;
  const { waitMonths, newHireDays, lifeEventDays } = plan;
  if (isIn(waitMonths, 0, 120) && isIn(newHireDays, 1, 366) && isIn(lifeEventDays, 1, 366)) return;
  throw benefitErrors.BENEFIT_DAYS({}, ['input']);
}

function companyOf(ctx: Ctx, id: string | null | undefined): Promise<LegalEntity> | null {
  return id == null ? null : ctx.find(LegalEntity, id, { path: ['input', 'legalEntityId'] });
}

function unitOf(ctx: Ctx, id: string | null | undefined): Promise<OrgUnit> | null {
  return id == null ? null : ctx.find(OrgUnit, id, { path: ['input', 'unitId'] });
}

/** Text without white space around it. @throws HR_BENEFIT_TEXT */
function filled(text: string, field: string): string {
  return filledText(text, () => benefitErrors.BENEFIT_TEXT({}, ['input', field]));
}
