import { Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { Goal, GoalCheckIn, KeyResult } from './goal.entity.js';
import { GoalCheckInType, GoalType } from './goal.types.js';

@InputType({ description: 'By what one sees how far a goal is.' })
export class KeyResultInput extends inputOf(
  KeyResult,
  ['title', 'kind', 'weight', 'startValue', 'targetValue'],
  { optional: ['weight'] },
) {}

@InputType({ description: 'A goal of the caller, or of somebody else.' })
export class GoalCreateInput extends inputOf(
  Goal,
  ['title', 'description', 'startsOn', 'endsOn', 'parent', 'visibility'],
  { optional: ['visibility'] },
) {
  @Field(() => ID, { nullable: true, description: 'Whose it is; default the caller.' })
  ownerId?: string | null;
  @Field(() => [KeyResultInput], { description: 'The key results, 1 to 10.' })
  keyResults!: KeyResultInput[];
}

@InputType({ description: 'Changes of an own goal; what is left out stays.' })
export class GoalUpdateInput extends patchOf(
  Goal,
  ['title', 'description', 'endsOn', 'parent', 'visibility'],
  { id: 'id' },
) {}

@InputType({ description: 'A goal, and the version of it that you saw.' })
export class GoalInput extends inputOf(Goal, [], { id: 'id' }) {}

@InputType({ description: 'How a key result of an own goal stands today.' })
export class KeyResultCheckInInput extends inputOf(GoalCheckIn, [
  ...(['keyResult', 'value', 'isReached', 'note'] as const),
]) {}

const goal = { goal: GoalType };
export const GoalCreatePayload = payloadOf('GoalCreatePayload', goal);
export const GoalUpdatePayload = payloadOf('GoalUpdatePayload', goal);
export const GoalCompletePayload = payloadOf('GoalCompletePayload', goal);
export const GoalDropPayload = payloadOf('GoalDropPayload', goal);
export const KeyResultCheckInPayload = payloadOf('KeyResultCheckInPayload', {
  goalCheckIn: GoalCheckInType,
  goal: GoalType,
});
