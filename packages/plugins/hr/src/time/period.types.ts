import { Field, ID, inputOf, InputType, payloadOf } from '@bureau/core';
import { TimePeriod } from './time-period.entity.js';
import { TimePeriodType } from './time.types.js';

@InputType({ description: 'A new period of working time.' })
export class TimePeriodCreateInput extends inputOf(TimePeriod, [
  ...(['legalEntity', 'startsOn', 'endsOn'] as const),
]) {}

@InputType({ description: 'A period, and the version of it that you saw.' })
export class TimePeriodInput extends inputOf(TimePeriod, [], { id: 'id' }) {}

@InputType({ description: 'A period that is opened again.' })
export class TimePeriodReopenInput extends inputOf(TimePeriod, [], { id: 'id' }) {
  @Field(() => String, { description: 'Why; at most 500 characters.' })
  reason!: string;
}

export const TimePeriodCreatePayload = payloadOf('TimePeriodCreatePayload', {
  timePeriod: TimePeriodType,
});
export const TimePeriodDeletePayload = payloadOf(
  'TimePeriodDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was thrown away.' } },
);
export const TimePeriodApprovePayload = payloadOf('TimePeriodApprovePayload', {
  timePeriod: TimePeriodType,
});
export const TimePeriodLockPayload = payloadOf('TimePeriodLockPayload', {
  timePeriod: TimePeriodType,
});
export const TimePeriodReopenPayload = payloadOf('TimePeriodReopenPayload', {
  timePeriod: TimePeriodType,
});
