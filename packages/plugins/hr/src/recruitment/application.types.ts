import {
  DateTimeScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { Application, ApplicationStage, Interview } from './application.entity.js';
import { ApplicationType, InterviewType } from './recruitment.types.js';

@InputType({ description: 'Somebody who applies.' })
export class ApplicantInput {
  @Field(() => String, { description: 'First name or names.' })
  givenName!: string;
  @Field(() => String, { description: 'Family name.' })
  familyName!: string;
  @Field(() => String, { description: 'E-mail address.' })
  email!: string;
  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null;
}

@InputType({ description: 'What somebody tells of themselves, for statistics only.' })
export class ApplicantAnswerInput {
  @Field(() => String, { description: 'What was asked, in capitals: GENDER.' })
  question!: string;
  @Field(() => String, { description: 'What was chosen, in capitals: FEMALE.' })
  answer!: string;
}

@InputType({ description: 'An application. An applicant is known by the e-mail address.' })
export class ApplicationCreateInput extends inputOf(Application, [
  'requisition',
  'posting',
  'document',
]) {
  @Field(() => ApplicantInput, { description: 'Who applies.' })
  applicant!: ApplicantInput;
  @Field(() => [ApplicantAnswerInput], {
    nullable: true,
    description: 'Voluntary, for statistics; kept without any tie to the applicant.',
  })
  answers?: ApplicantAnswerInput[] | null;
}

@InputType({ description: 'An application, and the version of it that you saw.' })
export class ApplicationInput extends inputOf(Application, [], { id: 'id' }) {}

@InputType({ description: 'The next stage of an application.' })
export class ApplicationMoveInput extends inputOf(Application, [], { id: 'id' }) {
  @Field(() => ApplicationStage, { description: 'A later stage before HIRED.' })
  stage!: ApplicationStage;
}

@InputType({ description: 'What the first day needs beside the accepted offer.' })
export class ApplicationHireInput extends inputOf(Application, [], { id: 'id' }) {
  @Field(() => ID, { description: 'The company that employs.' })
  legalEntityId!: string;
  @Field(() => ID, { nullable: true, description: 'Employee to report to.' })
  managerId?: string | null;
  @Field(() => String, { nullable: true, description: 'Employee number; default the next one.' })
  number?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address at work.' })
  workEmail?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Somebody who worked here before: another employment instead of a new employee.',
  })
  employeeId?: string | null;
}

@InputType({ description: 'A talk that is planned.' })
export class InterviewPlanInput extends inputOf(Interview, [
  'application',
  'interviewer',
  'topic',
]) {
  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt!: Date;
}

@InputType({ description: 'How a talk went.' })
export class InterviewConcludeInput extends inputOf(Interview, ['note'], { id: 'id' }) {
  @Field(() => Int, { description: '1 (no) to 5 (by all means).' })
  score!: number;
}

@InputType({ description: 'A talk, and the version of it that you saw.' })
export class InterviewInput extends inputOf(Interview, [], { id: 'id' }) {}

@ObjectType('ApplicantFigure', { description: 'How many applicants gave an answer.' })
export class ApplicantFigure {
  @Field(() => String, {
    nullable: true,
    description: 'What was answered; null: all answers that too few gave to be shown.',
  })
  answer!: string | null;
  @Field(() => Int, { description: 'How many; never fewer than ten.' })
  people!: number;
}

const application = { application: ApplicationType };
export const ApplicationCreatePayload = payloadOf('ApplicationCreatePayload', application);
export const ApplicationMovePayload = payloadOf('ApplicationMovePayload', application);
export const ApplicationRejectPayload = payloadOf('ApplicationRejectPayload', application);
export const ApplicationWithdrawPayload = payloadOf('ApplicationWithdrawPayload', application);
export const ApplicationHirePayload = payloadOf('ApplicationHirePayload', {
  ...application,
  employee: EmployeeType,
});
const interview = { interview: InterviewType };
export const InterviewPlanPayload = payloadOf('InterviewPlanPayload', interview);
export const InterviewConcludePayload = payloadOf('InterviewConcludePayload', interview);
export const InterviewCancelPayload = payloadOf('InterviewCancelPayload', interview);
