import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  p,
  Person,
  record,
  secret,
} from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { BenefitLevel, BenefitPlan } from './benefit-plan.entity.js';
import { LifeEvent } from './benefit-window.entity.js';

export const DependantRelation = enumOf('DependantRelation', 'What a dependant is to somebody.', {
  SPOUSE: 'Married to the employee.',
  PARTNER: 'Lives with the employee.',
  CHILD: 'A child of the employee or of the partner.',
  OTHER: 'Somebody else whom the employee supports.',
});
export type DependantRelation = EnumValue<typeof DependantRelation>;

/**
 * Somebody whom an employee may have covered. All that tells who it is is sealed with the key of
 * the employee's person, and ends with it.
 */
export const DependantSchema = defineEntity({
  name: 'Dependant',
  schema: 'hr',
  tableName: 'dependant',
  comment: 'Somebody whom an employee may have covered; personal data are sealed.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose dependant'),
    person: () => p.manyToOne(Person).comment('The person who is the employee'),
    relation: choice(DependantRelation).comment('What the dependant is to the employee'),
    name: secret({ subject: 'person' }).nullable().comment('Whole name; sealed'),
    birthDate: secret({ subject: 'person' }).nullable().comment('Day of birth, YYYY-MM-DD; sealed'),
    endedOn: p.date().nullable().comment('Day from which nobody covers the dependant any more'),
  },
});

export class Dependant extends DependantSchema.class {}
DependantSchema.setClass(Dependant);

export const EnrollmentReason = enumOf('EnrollmentReason', 'What let somebody choose a benefit.', {
  OPEN: 'A time in which everybody may choose.',
  NEW_HIRE: 'The first days in which it was open to a newcomer.',
  LIFE_EVENT: 'Something that changed in life.',
});
export type EnrollmentReason = EnumValue<typeof EnrollmentReason>;

export const EnrollmentState = enumOf('EnrollmentState', 'Whether a choice holds.', {
  ELECTED: 'Holds from its first day until its end.',
  REPLACED: 'Changed before its first day, so that it never held.',
});
export type EnrollmentState = EnumValue<typeof EnrollmentState>;

/**
 * The choice of a level of cover, from a day until a day. It is never written anew: a change ends
 * it and begins another one. What has not begun is REPLACED instead.
 */
export const EnrollmentSchema = defineEntity({
  name: 'Enrollment',
  schema: 'hr',
  tableName: 'enrollment',
  comment: 'Cover that an employee chose, from one day until another.',
  checks: [
    { name: 'enrollment_span_check', expression: 'valid_to is null or valid_from < valid_to' },
  ],
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who is covered'),
    plan: () => p.manyToOne(BenefitPlan).comment('The plan'),
    level: () => p.manyToOne(BenefitLevel).comment('The level of cover'),
    validFrom: p.date().comment('First day of cover'),
    validTo: p.date().nullable().comment('First day without this cover; null: open'),
    reason: choice(EnrollmentReason).comment('What let it be chosen'),
    lifeEvent: () => p.manyToOne(LifeEvent).nullable().comment('The event, for LIFE_EVENT'),
    state: choice(EnrollmentState).default('ELECTED').comment('Whether it holds'),
  },
});

export class Enrollment extends EnrollmentSchema.class {
  /** Ends the day before, or never was where it has not begun by then. */
  endBefore(day: Day): void {
    if (this.validFrom < day) this.validTo = day;
    else this.state = 'REPLACED';
  }
}
EnrollmentSchema.setClass(Enrollment);

/** Whom a cover includes beside the employee. */
export const CoveredDependantSchema = defineEntity({
  name: 'CoveredDependant',
  schema: 'hr',
  tableName: 'covered_dependant',
  comment: 'A dependant who is covered by an enrollment.',
  uniques: [{ properties: ['enrollment', 'dependant'] }],
  properties: {
    ...record(),
    enrollment: () => p.manyToOne(Enrollment).comment('The cover'),
    dependant: () => p.manyToOne(Dependant).comment('Who is covered'),
  },
});

export class CoveredDependant extends CoveredDependantSchema.class {}
CoveredDependantSchema.setClass(CoveredDependant);
