import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import {
  BenefitLevelType,
  BenefitPlanType,
  DependantType,
  EnrollmentType,
} from './benefits.types.js';
import { Dependant, DependantRelation, EnrollmentReason } from './enrollment.entity.js';

@InputType({ description: 'Somebody whom an employee supports.' })
export class DependantAddInput {
  @Field(() => ID, { nullable: true, description: 'Whose dependant; default the own one.' })
  employeeId?: string | null;
  @Field(() => DependantRelation, { description: 'What the dependant is to the employee.' })
  relation!: DependantRelation;
  @Field(() => String, { description: 'Whole name.' })
  name!: string;
  @Field(() => DateScalar, { description: 'Day of birth.' })
  birthDate!: string;
}

@InputType({ description: 'A dependant who is none any more.' })
export class DependantEndInput extends inputOf(Dependant, [], { id: 'id' }) {
  @Field(() => DateScalar, { description: 'Day from which nobody covers the dependant.' })
  endedOn!: string;
}

@InputType({ description: 'What somebody chooses.' })
export class EnrollmentElectInput {
  @Field(() => ID, { nullable: true, description: 'For whom; default for oneself.' })
  employeeId?: string | null;
  @Field(() => ID, { description: 'The plan.' })
  planId!: string;
  @Field(() => ID, { description: 'The level of cover, one of the plan.' })
  levelId!: string;
  @Field(() => [ID], { nullable: true, description: 'Whom it covers beside; default nobody.' })
  dependantIds?: string[] | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day; default the first one that is possible, today if it can be.',
  })
  startsOn?: string | null;
}

@InputType({ description: 'Cover that somebody gives up.' })
export class EnrollmentWaiveInput {
  @Field(() => ID, { nullable: true, description: 'Whose; default the own one.' })
  employeeId?: string | null;
  @Field(() => ID, { description: 'The plan.' })
  planId!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day without cover; default the first one that is possible.',
  })
  startsOn?: string | null;
}

@ObjectType('BenefitOffer', { description: 'Whether somebody may choose a benefit today.' })
export class BenefitOffer {
  @Field(() => BenefitPlanType.object, { nullable: true, description: 'The benefit.' })
  plan!: { id: string } | null;
  @Field(() => Boolean, { description: 'It may be chosen, changed or given up today.' })
  isOpen!: boolean;
  @Field(() => EnrollmentReason, { nullable: true, description: 'Why it may.' })
  reason!: EnrollmentReason | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day to choose.' })
  closesOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'First day on which it may begin.' })
  from!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Code of why it may not: HR_BENEFIT_TENURE.',
  })
  refusal!: string | null;
  @Field(() => String, { nullable: true, description: 'The same in words.' })
  message!: string | null;
}

@ObjectType('BenefitCost', { description: 'What cover of one person costs in one month.' })
export class BenefitCost {
  @Field(() => EmployeeType.object, { nullable: true, description: 'Who is covered.' })
  employee!: { id: string } | null;
  @Field(() => BenefitPlanType.object, { nullable: true, description: 'By which plan.' })
  plan!: { id: string } | null;
  @Field(() => BenefitLevelType.object, { nullable: true, description: 'At which level.' })
  level!: { id: string } | null;
  @Field(() => Int, { description: 'Days of the month that are covered.' })
  days!: number;
  @Field(() => String, { description: 'ISO 4217 code of the amounts.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Whole price of these days.' })
  price!: string;
  @Field(() => DecimalScalar, { description: 'What the employer pays.' })
  employerShare!: string;
  @Field(() => DecimalScalar, { description: 'What the employee pays.' })
  employeeShare!: string;
  @Field(() => Int, {
    description:
      'Days that are not in the figures, because they depend on pay that there is none of in ' +
      'the currency, or that you may not read.',
  })
  daysWithoutPay!: number;
}

const dependant = { dependant: DependantType };
export const DependantAddPayload = payloadOf('DependantAddPayload', dependant);
export const DependantEndPayload = payloadOf('DependantEndPayload', dependant);
const enrollment = { enrollment: EnrollmentType };
export const EnrollmentElectPayload = payloadOf('EnrollmentElectPayload', enrollment);
export const EnrollmentWaivePayload = payloadOf('EnrollmentWaivePayload', enrollment);
