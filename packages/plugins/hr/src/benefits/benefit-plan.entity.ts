import {
  choice,
  defineEntity,
  effective,
  enumOf,
  type EnumValue,
  LegalEntity,
  money,
  OrgUnit,
  p,
  record,
} from '@bureau/core';

export const BenefitKind = enumOf('BenefitKind', 'What a benefit is for.', {
  HEALTH: 'Cover of costs of health.',
  DENTAL: 'Cover of costs of teeth.',
  LIFE: 'Money for others after a death.',
  DISABILITY: 'Money when somebody cannot work any more.',
  PENSION: 'Saving for old age.',
  MOBILITY: 'Tickets, bicycles, cars.',
  OTHER: 'Anything else.',
});
export type BenefitKind = EnumValue<typeof BenefitKind>;

/**
 * Something that employees may choose, and to whom it is open. What is null or empty in the rules
 * of eligibility leaves everybody in.
 */
export const BenefitPlanSchema = defineEntity({
  name: 'BenefitPlan',
  schema: 'hr',
  tableName: 'benefit_plan',
  comment: 'A benefit that employees may choose, and to whom it is open.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    kind: choice(BenefitKind).comment('What it is for'),
    waitMonths: p.integer().default(0).comment('Months of service before it is open, 0 to 120'),
    employmentKinds: p
      .array()
      .default([])
      .comment('Terms of employment to which it is open; empty: all'),
    legalEntity: () => p.manyToOne(LegalEntity).nullable().comment('Only for people of a company'),
    unit: () => p.manyToOne(OrgUnit).nullable().comment('Only for people of a unit and below it'),
    newHireDays: p
      .integer()
      .default(30)
      .comment('Days in which newcomers choose, from the first day on which it is open to them'),
    lifeEventDays: p
      .integer()
      .default(30)
      .comment('Days after an event in life in which people may choose anew'),
    isActive: p.boolean().default(true).comment('May be chosen'),
  },
});

export class BenefitPlan extends BenefitPlanSchema.class {}
BenefitPlanSchema.setClass(BenefitPlan);

/** Who is covered: the employee alone, with children, with the family. */
export const BenefitLevelSchema = defineEntity({
  name: 'BenefitLevel',
  schema: 'hr',
  tableName: 'benefit_level',
  comment: 'A level of cover within a plan, such as employee and family.',
  uniques: [{ properties: ['plan', 'code'] }],
  properties: {
    ...record(),
    plan: () => p.manyToOne(BenefitPlan).comment('The plan'),
    code: p.string().length(40).comment('Short code, unique in the plan'),
    name: p.string().length(120).comment('Name for people'),
    mostDependants: p.integer().default(0).comment('How many dependants it covers, 0 to 20'),
  },
});

export class BenefitLevel extends BenefitLevelSchema.class {}
BenefitLevelSchema.setClass(BenefitLevel);

/**
 * What a level costs a month from a day on: an amount, a percentage of pay, or both. The employer
 * pays an amount, a percentage of it or a percentage of pay, never more than all of it, and the
 * employee the rest, so that the two are always the whole price.
 */
export const BenefitRateSchema = defineEntity({
  name: 'BenefitRate',
  schema: 'hr',
  tableName: 'benefit_rate',
  comment: 'What a level of cover costs a month, and who pays it, from one day until another.',
  properties: {
    ...record(),
    level: () => p.manyToOne(BenefitLevel).comment('The level of cover'),
    ...effective(),
    price: money().comment('Whole price of a month'),
    payPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .default('0')
      .comment('What it costs beside the price in percent of the pay of a month, 0 to 100'),
    employerAmount: p
      .decimal()
      .precision(20)
      .scale(4)
      .nullable()
      .comment('What the employer pays of it, in the same currency'),
    employerPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('What the employer pays of it in percent, 0 to 100'),
    employerPayPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('What the employer pays in percent of the pay of a month, 0 to 100'),
  },
});

export class BenefitRate extends BenefitRateSchema.class {}
BenefitRateSchema.setClass(BenefitRate);
