import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  patchOf,
  payloadOf,
  Weekday,
} from '@bureau/core';
import {
  LeaveBlackout,
  LeavePolicy,
  LeavePolicyTerms,
  LeaveTenureStep,
} from './leave-policy.entity.js';
import { LeaveEntitlement } from './leave-entitlement.entity.js';
import { LeaveType } from './leave-type.entity.js';
import {
  LeaveBlackoutType,
  LeaveEntitlementType,
  LeaveEntryType,
  LeavePolicyTermsType,
  LeavePolicyType,
  LeaveTypeType,
} from './leave.types.js';

@InputType({ description: 'A new kind of leave.' })
export class LeaveTypeCreateInput extends inputOf(
  LeaveType,
  ['code', 'name', 'hasBalance', 'isSensitive', 'isApprovalNeeded', 'isPaidOut'],
  { optional: ['hasBalance', 'isSensitive', 'isApprovalNeeded', 'isPaidOut'] },
) {}

@InputType({ description: 'Changes of a kind of leave; what is left out stays.' })
export class LeaveTypeUpdateInput extends patchOf(
  LeaveType,
  ['name', 'isSensitive', 'isApprovalNeeded', 'isPaidOut', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'Other yearly days from so many years of service on.' })
export class LeaveTenureStepInput extends inputOf(LeaveTenureStep, ['afterYears', 'yearlyDays']) {}

@InputType({ description: 'What a policy says.' })
export class LeaveTermsInput extends inputOf(
  LeavePolicyTerms,
  [
    'yearlyDays',
    'roundingStep',
    'carryOverLimit',
    'carryOverLifeDays',
    'negativeLimit',
    'isHalfDayAllowed',
  ],
  { optional: ['roundingStep', 'negativeLimit', 'isHalfDayAllowed'] },
) {
  @Field(() => [LeaveTenureStepInput], { nullable: true, description: 'At most 20; default none.' })
  tenureSteps?: LeaveTenureStepInput[] | null;
}

@InputType({ description: 'A new policy with its first terms.' })
export class LeavePolicyCreateInput extends inputOf(LeavePolicy, ['code', 'name', 'type']) {
  @Field(() => DateScalar, { description: 'First day of the terms.' })
  validFrom!: string;
  @Field(() => LeaveTermsInput, { description: 'What it says.' })
  terms!: LeaveTermsInput;
}

@InputType({ description: 'Other terms of a policy from a day on.' })
export class LeavePolicyReviseInput extends inputOf(LeavePolicy, [], { id: 'id' }) {
  @Field(() => DateScalar, {
    description: 'First day, which may lie in the past: differences are posted then.',
  })
  validFrom!: string;
  @Field(() => LeaveTermsInput, { description: 'What it says from then on, as a whole.' })
  terms!: LeaveTermsInput;
}

@InputType({ description: 'Days without leave.' })
export class LeaveBlackoutCreateInput extends inputOf(LeaveBlackout, [
  'policy',
  'unit',
  'startsOn',
  'endsOn',
  'reason',
]) {}

@InputType({ description: 'Days without leave that are free again.' })
export class LeaveBlackoutDeleteInput extends inputOf(LeaveBlackout, [], { id: 'id' }) {}

@InputType({ description: 'For whom a policy holds from a day on.' })
export class LeavePolicyAssignInput {
  @Field(() => ID, { description: 'The policy.' })
  policyId!: string;
  @Field(() => [ID], { description: 'Employees, at most 250.' })
  employeeIds!: string[];
  @Field(() => DateScalar, {
    description: 'First day. It takes the place of another policy for the same kind of leave.',
  })
  validFrom!: string;
  @Field(() => [Weekday], {
    nullable: true,
    description: 'Days of the week on which they work; default those of the calendar.',
  })
  workdays?: Weekday[] | null;
}

@InputType({ description: 'An entitlement that ends.' })
export class LeaveEntitlementEndInput extends inputOf(LeaveEntitlement, [], { id: 'id' }) {
  @Field(() => DateScalar, { description: 'Last day.' })
  lastDay!: string;
}

@InputType({ description: 'A correction of a balance by hand.' })
export class LeaveBalanceAdjustInput {
  @Field(() => ID, { description: 'Whose balance.' })
  employeeId!: string;
  @Field(() => ID, { description: 'The kind of leave.' })
  typeId!: string;
  @Field(() => DecimalScalar, { description: 'Days; below zero takes away.' })
  days!: string;
  @Field(() => DateScalar, { description: 'Day from which it counts.' })
  effectiveOn!: string;
  @Field(() => String, { description: 'Why; at most 500 characters.' })
  reason!: string;
}

export const LeaveTypeCreatePayload = payloadOf('LeaveTypeCreatePayload', {
  leaveType: LeaveTypeType,
});
export const LeaveTypeUpdatePayload = payloadOf('LeaveTypeUpdatePayload', {
  leaveType: LeaveTypeType,
});
export const LeavePolicyCreatePayload = payloadOf('LeavePolicyCreatePayload', {
  leavePolicy: LeavePolicyType,
});
export const LeavePolicyRevisePayload = payloadOf('LeavePolicyRevisePayload', {
  leavePolicy: LeavePolicyType,
  terms: LeavePolicyTermsType,
});
export const LeaveBlackoutCreatePayload = payloadOf('LeaveBlackoutCreatePayload', {
  leaveBlackout: LeaveBlackoutType,
});
export const LeaveBlackoutDeletePayload = payloadOf(
  'LeaveBlackoutDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was taken out.' } },
);
export const LeavePolicyAssignPayload = payloadOf(
  'LeavePolicyAssignPayload',
  {},
  { assigned: { type: () => Int, description: 'For how many it holds from that day on.' } },
);
export const LeaveEntitlementEndPayload = payloadOf('LeaveEntitlementEndPayload', {
  leaveEntitlement: LeaveEntitlementType,
});
export const LeaveBalanceAdjustPayload = payloadOf('LeaveBalanceAdjustPayload', {
  leaveEntry: LeaveEntryType,
});
