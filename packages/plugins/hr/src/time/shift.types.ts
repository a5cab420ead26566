import { DateScalar, Field, ID, inputOf, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { Shift, ShiftPattern } from './shift.entity.js';
import { ShiftPatternType, WorkTimePolicyType } from './time.types.js';
import { WorkTimeBreak, WorkTimePolicy } from './work-time-policy.entity.js';

@InputType({ description: 'New hours of a shift.' })
export class ShiftPatternCreateInput extends inputOf(
  ShiftPattern,
  ['code', 'name', 'starts', 'ends', 'breakMinutes'],
  { optional: ['breakMinutes'] },
) {}

@InputType({ description: 'Changes of hours; what is left out stays. The hours themselves stand.' })
export class ShiftPatternUpdateInput extends patchOf(ShiftPattern, ['name', 'isActive'], {
  id: 'id',
}) {}

@InputType({ description: 'A break that has to lie in work of some length.' })
export class WorkTimeBreakInput extends inputOf(WorkTimeBreak, ['afterMinutes', 'breakMinutes']) {}

const OPTIONAL = [
  ...(['restMinutes', 'nightStarts', 'nightEnds', 'roundingMinutes'] as const),
  ...(['shortestBreakMinutes', 'isBreakDeducted', 'overtimeFactor'] as const),
  ...(['nightFactor', 'sundayFactor', 'holidayFactor'] as const),
];

@InputType({ description: 'New rules of working time.' })
export class WorkTimePolicyCreateInput extends inputOf(
  WorkTimePolicy,
  [
    ...(['code', 'name', 'dailyMinutes', 'overtimeDailyMinutes'] as const),
    ...(['overtimeWeeklyMinutes', 'longestDayMinutes', ...OPTIONAL] as const),
  ],
  { optional: [...OPTIONAL] },
) {
  @Field(() => [WorkTimeBreakInput], { nullable: true, description: 'At most 10; default none.' })
  breaks?: WorkTimeBreakInput[] | null;
}

@InputType({ description: 'Changes of a policy; what it says stands.' })
export class WorkTimePolicyUpdateInput extends patchOf(WorkTimePolicy, ['name', 'isActive'], {
  id: 'id',
}) {}

@InputType({ description: 'For whom a policy holds from a day on.' })
export class WorkTimePolicyAssignInput {
  @Field(() => ID, { description: 'The policy.' })
  policyId!: string;
  @Field(() => [ID], { description: 'Employees, at most 250.' })
  employeeIds!: string[];
  @Field(() => DateScalar, { description: 'First day; it takes the place of another policy.' })
  validFrom!: string;
}

@InputType({ description: 'Shifts of one employee.' })
export class ShiftAssignInput {
  @Field(() => ID, { description: 'Who is to work.' })
  employeeId!: string;
  @Field(() => ID, { description: 'The hours.' })
  patternId!: string;
  @Field(() => [DateScalar], { description: 'Days on which they begin, at most 62.' })
  days!: string[];
}

@InputType({ description: 'A shift that is taken back.' })
export class ShiftDeleteInput extends inputOf(Shift, [], { id: 'id' }) {}

export const ShiftPatternCreatePayload = payloadOf('ShiftPatternCreatePayload', {
  shiftPattern: ShiftPatternType,
});
export const ShiftPatternUpdatePayload = payloadOf('ShiftPatternUpdatePayload', {
  shiftPattern: ShiftPatternType,
});
export const WorkTimePolicyCreatePayload = payloadOf('WorkTimePolicyCreatePayload', {
  workTimePolicy: WorkTimePolicyType,
});
export const WorkTimePolicyUpdatePayload = payloadOf('WorkTimePolicyUpdatePayload', {
  workTimePolicy: WorkTimePolicyType,
});
export const WorkTimePolicyAssignPayload = payloadOf(
  'WorkTimePolicyAssignPayload',
  {},
  { assigned: { type: () => Int, description: 'For how many it holds from that day on.' } },
);
export const ShiftAssignPayload = payloadOf(
  'ShiftAssignPayload',
  {},
  { shiftIds: { type: () => [ID], description: 'The new shifts, in the order of the days.' } },
);
export const ShiftDeletePayload = payloadOf(
  'ShiftDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was taken back.' } },
);
