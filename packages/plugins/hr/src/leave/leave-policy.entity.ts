import { defineEntity, effective, OrgUnit, p, record } from '@bureau/core';
import { LeaveType } from './leave-type.entity.js';

/** Rules by which leave of one type is earned and kept. */
export const LeavePolicySchema = defineEntity({
  name: 'LeavePolicy',
  schema: 'hr',
  tableName: 'leave_policy',
  comment: 'Rules by which leave of one type is earned and kept; its terms change from day to day.',
  properties: {
    ...record(),
    code: p.string().length(20).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    type: () => p.manyToOne(LeaveType).comment('The kind of leave that it grants'),
  },
});

export class LeavePolicy extends LeavePolicySchema.class {}
LeavePolicySchema.setClass(LeavePolicy);

/** What a policy says in a span of days. */
export const LeavePolicyTermsSchema = defineEntity({
  name: 'LeavePolicyTerms',
  schema: 'hr',
  tableName: 'leave_policy_terms',
  comment: 'What a policy says from one day until another.',
  properties: {
    ...record(),
    policy: () => p.manyToOne(LeavePolicy).comment('The policy'),
    ...effective(),
    yearlyDays: p.decimal().precision(7).scale(4).comment('Days of a year of full work'),
    roundingStep: p
      .decimal()
      .precision(5)
      .scale(4)
      .default('0.01')
      .comment('Balances move in multiples of it'),
    carryOverLimit: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('Days that may go into the next year; null: all, and no year is closed'),
    carryOverLifeDays: p
      .integer()
      .nullable()
      .comment('Days of the new year for which carried days live; null: the whole year'),
    negativeLimit: p
      .decimal()
      .precision(7)
      .scale(4)
      .default('0')
      .comment('How far below zero a request may go'),
    isHalfDayAllowed: p.boolean().default(true).comment('Leave may begin or end at noon'),
  },
});

export class LeavePolicyTerms extends LeavePolicyTermsSchema.class {}
LeavePolicyTermsSchema.setClass(LeavePolicyTerms);

/** More leave after so many years. */
export const LeaveTenureStepSchema = defineEntity({
  name: 'LeaveTenureStep',
  schema: 'hr',
  tableName: 'leave_tenure_step',
  comment: 'Other yearly days from so many years of service on.',
  properties: {
    ...record(),
    terms: () => p.manyToOne(LeavePolicyTerms).comment('The terms'),
    afterYears: p.integer().comment('Whole years since the first day of the employment'),
    yearlyDays: p.decimal().precision(7).scale(4).comment('Days of a year of full work from then'),
  },
});

export class LeaveTenureStep extends LeaveTenureStepSchema.class {}
LeaveTenureStepSchema.setClass(LeaveTenureStep);

/** Days on which nobody of a policy may take leave. */
export const LeaveBlackoutSchema = defineEntity({
  name: 'LeaveBlackout',
  schema: 'hr',
  tableName: 'leave_blackout',
  comment: 'Days on which leave of a policy cannot be asked for.',
  properties: {
    ...record(),
    policy: () => p.manyToOne(LeavePolicy).comment('The policy'),
    unit: () => p.manyToOne(OrgUnit).nullable().comment('Only in this unit; null: everywhere'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day'),
    reason: p.string().length(200).comment('Why, for whoever asks'),
  },
});

export class LeaveBlackout extends LeaveBlackoutSchema.class {}
LeaveBlackoutSchema.setClass(LeaveBlackout);
