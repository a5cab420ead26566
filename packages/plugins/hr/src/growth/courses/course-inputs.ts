import { DateTimeScalar, Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { Course, CourseEnrolment, CourseResult, CourseSession } from './course.entity.js';
import { CourseEnrolmentType, CourseSessionType, CourseType } from './course.types.js';

@InputType({ description: 'A new course.' })
export class CourseCreateInput extends inputOf(Course, [
  ...(['code', 'name', 'description', 'certificateKind'] as const),
]) {}

@InputType({ description: 'Changes of a course; what is left out stays.' })
export class CourseUpdateInput extends patchOf(
  Course,
  ['name', 'description', 'certificateKind', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'A date on which a course takes place.' })
export class CourseSessionCreateInput extends inputOf(CourseSession, [
  ...(['course', 'timeZone', 'site', 'place', 'trainer', 'capacity', 'cost'] as const),
]) {
  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt!: Date;
}

@InputType({ description: 'Changes of a session; with more places people who wait get them.' })
export class CourseSessionUpdateInput extends patchOf(
  CourseSession,
  ['place', 'trainer', 'capacity', 'cost'],
  { id: 'id' },
) {}

@InputType({ description: 'A session, and the version of it that you saw.' })
export class CourseSessionInput extends inputOf(CourseSession, [], { id: 'id' }) {}

@InputType({ description: 'Who comes to a session.' })
export class CourseEnrolmentCreateInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;
  @Field(() => ID, { nullable: true, description: 'Who comes; default the caller.' })
  employeeId?: string | null;
}

@InputType({ description: 'An enrolment, and the version of it that you saw.' })
export class CourseEnrolmentInput extends inputOf(CourseEnrolment, [], { id: 'id' }) {}

@InputType({ description: 'Whether somebody was there, and how it went.' })
export class CourseAttendanceInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;
  @Field(() => Boolean, { description: 'Whether they were there.' })
  isPresent!: boolean;
  @Field(() => CourseResult, {
    nullable: true,
    description: 'How it went; none: PASSED for those who were there.',
  })
  result?: CourseResult | null;
}

@InputType({ description: 'Who was at a session.' })
export class CourseSessionConcludeInput extends inputOf(CourseSession, [], { id: 'id' }) {
  @Field(() => [CourseAttendanceInput], { description: 'Everybody who has a place, once.' })
  attendance!: CourseAttendanceInput[];
}

const course = { course: CourseType };
export const CourseCreatePayload = payloadOf('CourseCreatePayload', course);
export const CourseUpdatePayload = payloadOf('CourseUpdatePayload', course);
const session = { courseSession: CourseSessionType };
export const CourseSessionCreatePayload = payloadOf('CourseSessionCreatePayload', session);
export const CourseSessionUpdatePayload = payloadOf('CourseSessionUpdatePayload', session);
export const CourseSessionCancelPayload = payloadOf('CourseSessionCancelPayload', session);
export const CourseSessionConcludePayload = payloadOf('CourseSessionConcludePayload', session);
const enrolment = { courseEnrolment: CourseEnrolmentType };
export const CourseEnrolmentCreatePayload = payloadOf('CourseEnrolmentCreatePayload', enrolment);
export const CourseEnrolmentCancelPayload = payloadOf('CourseEnrolmentCancelPayload', enrolment);
