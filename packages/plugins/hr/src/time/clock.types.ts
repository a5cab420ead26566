import {
  ApprovalRequestType,
  DateScalar,
  DateTimeScalar,
  Field,
  ID,
  inputOf,
  InputType,
  payloadOf,
} from '@bureau/core';
import { TimeCorrection, TimeEntryKind } from './time-entry.entity.js';
import { TimeCorrectionType, TimeEntryType } from './time.types.js';

@InputType({ description: 'Whose clock, and when; default the caller, now.' })
export class TimeClockInput {
  @Field(() => ID, { nullable: true, description: 'Whose time.' })
  employeeId?: string | null;
  @Field(() => String, { nullable: true, description: 'The same by number, as terminals know it.' })
  employeeNumber?: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Instant of a terminal that was out of reach, a week ago at most; default now.',
  })
  at?: Date | null;
}

@InputType({ description: 'A span that was worked, or a break.' })
export class TimeSpanInput {
  @Field(() => TimeEntryKind, { nullable: true, description: 'Default work.' })
  kind?: TimeEntryKind | null;
  @Field(() => DateTimeScalar, { description: 'Begin.' })
  startedAt!: Date;
  @Field(() => DateTimeScalar, { description: 'End.' })
  endedAt!: Date;
}

@InputType({ description: 'All that was worked on a day, in the place of what is recorded.' })
export class TimeCorrectionCreateInput {
  @Field(() => ID, { nullable: true, description: 'Whose time; default the caller.' })
  employeeId?: string | null;
  @Field(() => DateScalar, { description: 'The day.' })
  day!: string;
  @Field(() => [TimeSpanInput], {
    description: 'What was worked, at most 20 spans that follow each other; none: nothing.',
  })
  spans!: TimeSpanInput[];
  @Field(() => String, { description: 'Why; at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'A correction that is taken back.' })
export class TimeCorrectionWithdrawInput extends inputOf(TimeCorrection, [], { id: 'id' }) {}

const clocked = (name: string) =>
  payloadOf(
    name,
    { timeEntry: TimeEntryType },
    { at: { type: () => DateTimeScalar, description: 'The instant that was recorded.' } },
  );

export const TimeClockInPayload = clocked('TimeClockInPayload');
export const TimeClockOutPayload = clocked('TimeClockOutPayload');
export const TimeBreakStartPayload = clocked('TimeBreakStartPayload');
export const TimeBreakEndPayload = clocked('TimeBreakEndPayload');
export const TimeCorrectionCreatePayload = payloadOf('TimeCorrectionCreatePayload', {
  timeCorrection: TimeCorrectionType,
  approvalRequest: ApprovalRequestType,
});
export const TimeCorrectionWithdrawPayload = payloadOf('TimeCorrectionWithdrawPayload', {
  timeCorrection: TimeCorrectionType,
});
