import {
  DateScalar,
  DateTimeScalar,
  Field,
  ID,
  inputOf,
  InputType,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import {
  Grievance,
  GrievanceCategory,
  GrievanceOutcome,
  GrievanceState,
} from './grievance.entity.js';
import { GrievanceHandler, GrievanceOfficer, GrievanceStep } from './grievance-people.entity.js';
import {
  GrievanceHandlerType,
  GrievanceMessageType,
  GrievanceOfficerType,
  GrievanceStepType,
  GrievanceType,
} from './grievances.types.js';

@InputType({ description: 'What somebody complains of.' })
export class GrievanceFileInput {
  @Field(() => GrievanceCategory, { description: 'What it is about.' })
  category!: GrievanceCategory;
  @Field(() => String, { description: 'In a few words; at most 200 characters.' })
  title!: string;
  @Field(() => String, { description: 'What happened; at most 10,000 characters.' })
  words!: string;
  @Field(() => [String], {
    nullable: true,
    description:
      'Numbers of employees who are meant, at most 20: they and their line never see it.',
  })
  accusedNumbers?: string[] | null;
}

@InputType({ description: 'What somebody writes who came back with a code.' })
export class GrievanceReplyInput {
  @Field(() => String, { description: 'The code that was given.' })
  code!: string;
  @Field(() => String, { description: 'At most 10,000 characters.' })
  words!: string;
}

@InputType({ description: 'A grievance, and the version of it that you saw.' })
export class GrievanceInput extends inputOf(Grievance, [], { id: 'id' }) {}

@InputType({ description: 'Something to say about a grievance.' })
export class GrievanceMessageInput extends inputOf(Grievance, [], { id: 'id' }) {
  @Field(() => String, { description: 'At most 10,000 characters.' })
  words!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only for those who look into it; default false.',
  })
  isInternal?: boolean | null;
}

@InputType({ description: 'What came of a grievance.' })
export class GrievanceDecideInput extends inputOf(Grievance, [], { id: 'id' }) {
  @Field(() => GrievanceOutcome, { description: 'What came of it.' })
  outcome!: GrievanceOutcome;
  @Field(() => String, { description: 'The same in words, for whoever filed it.' })
  words!: string;
}

@InputType({ description: 'Somebody who has to do with a grievance.' })
export class GrievancePersonInput extends inputOf(Grievance, [], { id: 'id' }) {
  @Field(() => String, { description: 'Number of the employee.' })
  employeeNumber!: string;
}

@InputType({ description: 'Somebody who does not look into it any more.' })
export class GrievanceHandlerInput extends inputOf(GrievanceHandler, [], { id: 'id' }) {}

@InputType({ description: 'Something to be done.' })
export class GrievanceStepInput extends inputOf(Grievance, [], { id: 'id' }) {
  @Field(() => String, { description: 'What; at most 200 characters.' })
  title!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  dueOn!: string;
}

@InputType({ description: 'A step that was done.' })
export class GrievanceStepCompleteInput extends inputOf(GrievanceStep, [], { id: 'id' }) {}

@InputType({ description: 'Somebody who is asked to look into grievances.' })
export class GrievanceOfficerAppointInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;
}

@InputType({ description: 'Somebody who is not asked any more.' })
export class GrievanceOfficerInput extends inputOf(GrievanceOfficer, [], { id: 'id' }) {}

@ObjectType('GrievanceWords', { description: 'What was written, for whoever has the code.' })
export class GrievanceWords {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
  @Field(() => Boolean, { description: 'By whoever filed it.' })
  isOwn!: boolean;
  @Field(() => String, { description: 'What.' })
  words!: string;
}

@ObjectType('GrievanceStanding', {
  description: 'How far a grievance is, for whoever has the code.',
})
export class GrievanceStanding {
  @Field(() => GrievanceState, { description: 'How far it is.' })
  state!: GrievanceState;
  @Field(() => DateScalar, { description: 'Day on which it came in.' })
  filedOn!: string;
  @Field(() => DateScalar, { description: 'Last day to tell what came of it.' })
  answerBy!: string;
  @Field(() => GrievanceOutcome, { nullable: true, description: 'What came of it.' })
  outcome!: GrievanceOutcome | null;
  @Field(() => String, { nullable: true, description: 'The same in words.' })
  outcomeWords!: string | null;
  @Field(() => [GrievanceWords], { description: 'What was written, the latest 100.' })
  messages!: GrievanceWords[];
}

const grievance = { grievance: GrievanceType };
export const GrievanceFilePayload = payloadOf('GrievanceFilePayload', grievance);
export const GrievanceWithdrawPayload = payloadOf('GrievanceWithdrawPayload', grievance);
export const GrievanceAcknowledgePayload = payloadOf('GrievanceAcknowledgePayload', grievance);
export const GrievanceDecidePayload = payloadOf('GrievanceDecidePayload', grievance);
export const GrievanceClosePayload = payloadOf('GrievanceClosePayload', grievance);
export const GrievanceAccusedAddPayload = payloadOf('GrievanceAccusedAddPayload', grievance);
export const GrievanceFileAnonymouslyPayload = payloadOf(
  'GrievanceFileAnonymouslyPayload',
  {},
  { code: { type: () => String, description: 'To come back with; it is told once.' } },
);
export const GrievanceReplyByCodePayload = payloadOf(
  'GrievanceReplyByCodePayload',
  {},
  { isTaken: { type: () => Boolean, description: 'It was written down.' } },
);
export const GrievanceMessageSendPayload = payloadOf('GrievanceMessageSendPayload', {
  grievanceMessage: GrievanceMessageType,
});
const handler = { grievanceHandler: GrievanceHandlerType };
export const GrievanceHandlerAddPayload = payloadOf('GrievanceHandlerAddPayload', handler);
export const GrievanceHandlerRemovePayload = payloadOf('GrievanceHandlerRemovePayload', handler);
const step = { grievanceStep: GrievanceStepType };
export const GrievanceStepAddPayload = payloadOf('GrievanceStepAddPayload', step);
export const GrievanceStepCompletePayload = payloadOf('GrievanceStepCompletePayload', step);
export const GrievanceOfficerAppointPayload = payloadOf('GrievanceOfficerAppointPayload', {
  grievanceOfficer: GrievanceOfficerType,
});
export const GrievanceOfficerDismissPayload = payloadOf(
  'GrievanceOfficerDismissPayload',
  {},
  { deletedId: { type: () => ID, description: 'Who is not asked any more.' } },
);
