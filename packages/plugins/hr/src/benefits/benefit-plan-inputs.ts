import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  MoneyInput,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { EmploymentKind } from '../employment.entity.js';
import { BenefitLevel, BenefitPlan } from './benefit-plan.entity.js';
import { BenefitWindow, LifeEvent } from './benefit-window.entity.js';
import {
  BenefitLevelType,
  BenefitPlanType,
  BenefitRateType,
  BenefitWindowType,
  LifeEventType,
} from './benefits.types.js';

@InputType({
  description: 'What a level costs a month: the employer pays a part, people the rest.',
})
export class BenefitPriceInput {
  @Field(() => MoneyInput, {
    description: 'Price of a month; 0 where all of it is in percent of pay.',
  })
  price!: MoneyInput;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What it costs beside in percent of the pay of a month, 0 to 100; default 0.',
  })
  payPercent?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the employer pays, in the same currency; instead of a percentage.',
  })
  employerAmount?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the employer pays in percent, 0 to 100; default 0.',
  })
  employerPercent?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the employer pays in percent of the pay of a month, instead; 0 to 100.',
  })
  employerPayPercent?: string | null;
}

@InputType({ description: 'A level of cover with its first price.' })
export class BenefitLevelInput extends inputOf(BenefitLevel, ['code', 'name', 'mostDependants'], {
  optional: ['mostDependants'],
}) {
  @Field(() => BenefitPriceInput, { description: 'What it costs from the first day on.' })
  price!: BenefitPriceInput;
}

@InputType({ description: 'A new benefit with its levels of cover.' })
export class BenefitPlanCreateInput extends inputOf(
  BenefitPlan,
  [
    ...(['code', 'name', 'kind', 'waitMonths', 'legalEntity', 'unit'] as const),
    ...(['newHireDays', 'lifeEventDays'] as const),
  ],
  { optional: ['waitMonths', 'newHireDays', 'lifeEventDays'] },
) {
  @Field(() => [EmploymentKind], {
    nullable: true,
    description: 'Terms of employment to which it is open; default all.',
  })
  employmentKinds?: EmploymentKind[] | null;
  @Field(() => DateScalar, { description: 'First day of the prices.' })
  validFrom!: string;
  @Field(() => [BenefitLevelInput], { description: 'The levels of cover, 1 to 20.' })
  levels!: BenefitLevelInput[];
}

@InputType({ description: 'Changes of a benefit; what is left out stays. Nobody loses cover.' })
export class BenefitPlanUpdateInput extends patchOf(
  BenefitPlan,
  ['name', 'waitMonths', 'legalEntity', 'unit', 'newHireDays', 'lifeEventDays', 'isActive'],
  { id: 'id' },
) {
  @Field(() => [EmploymentKind], {
    nullable: true,
    description: 'Terms of employment to which it is open; empty: all.',
  })
  employmentKinds?: EmploymentKind[] | null;
}

@InputType({ description: 'Another price of a level from a day on.' })
export class BenefitRateSetInput {
  @Field(() => ID, { description: 'The level of cover.' })
  levelId!: string;
  @Field(() => DateScalar, { description: 'First day.' })
  validFrom!: string;
  @Field(() => BenefitPriceInput, { description: 'What it costs from then on.' })
  price!: BenefitPriceInput;
}

@InputType({ description: 'Days in which everybody may choose.' })
export class BenefitWindowCreateInput extends inputOf(BenefitWindow, [
  'name',
  'opensOn',
  'closesOn',
  'startsOn',
]) {}

@InputType({ description: 'Something that changed in the life of somebody.' })
export class LifeEventReportInput extends inputOf(LifeEvent, ['kind', 'happenedOn']) {
  @Field(() => ID, { nullable: true, description: 'Whose life; default the own one.' })
  employeeId?: string | null;
}

@InputType({ description: 'An event in life, and the version of it that you saw.' })
export class LifeEventInput extends inputOf(LifeEvent, [], { id: 'id' }) {}

const plan = { benefitPlan: BenefitPlanType };
export const BenefitPlanCreatePayload = payloadOf('BenefitPlanCreatePayload', plan);
export const BenefitPlanUpdatePayload = payloadOf('BenefitPlanUpdatePayload', plan);
export const BenefitRateSetPayload = payloadOf('BenefitRateSetPayload', {
  benefitLevel: BenefitLevelType,
  benefitRate: BenefitRateType,
});
export const BenefitWindowCreatePayload = payloadOf('BenefitWindowCreatePayload', {
  benefitWindow: BenefitWindowType,
});
const event = { lifeEvent: LifeEventType };
export const LifeEventReportPayload = payloadOf('LifeEventReportPayload', event);
export const LifeEventConfirmPayload = payloadOf('LifeEventConfirmPayload', event);
export const LifeEventRejectPayload = payloadOf('LifeEventRejectPayload', event);
