import { Arg, Context, type Ctx, encodeId, Mutation, Refusal, Resolver } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { addCertificate } from '../certificates/add-certificate.js';
import { CertificateKind } from '../certificates/certificate.entity.js';
import { callerOf } from '../skills/assess.js';
import { Course, CourseEnrolment, CourseSession } from './course.entity.js';
import { plannedSession } from './course.resolver.js';
import {
  type CourseAttendanceInput,
  CourseEnrolmentCancelPayload,
  CourseEnrolmentCreateInput,
  CourseEnrolmentCreatePayload,
  CourseEnrolmentInput,
  CourseSessionConcludeInput,
  CourseSessionConcludePayload,
} from './course-inputs.js';
import { courseErrors } from './errors.js';
import { courseHeld } from './events.js';
import { COURSE_ENROL } from './permissions.js';
import { dayIn, enrol, lockedSession, promote, TAKEN } from './places.js';

/** Who comes to sessions. */
@Resolver()
export class CourseEnrolmentResolver {
  @Mutation(() => CourseEnrolmentCreatePayload, {
    description:
      'Enrols the caller, or somebody else, in a session: at once while a place is free, else at ' +
      'the end of its waiting list.',
  })
  async courseEnrolmentCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: CourseEnrolmentCreateInput,
  ) {
    const { sessionId, employeeId } = input;
    const path = ['input', 'sessionId'];
    const session = await ctx.find(CourseSession, sessionId, { path, lock: true });
    const employee = await employeeOf(ctx, employeeId);
    return { courseEnrolment: await enrol(ctx, session, employee) };
  }

  @Mutation(() => CourseEnrolmentCancelPayload, {
    description: 'Somebody does not come: the place goes to whoever waits longest.',
  })
  async courseEnrolmentCancel(@Context() ctx: Ctx, @Arg('input') input: CourseEnrolmentInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const courseEnrolment = await ctx.find(CourseEnrolment, id, { expectedVersion, path });
    const session = await lockedSession(ctx, courseEnrolment.session.id);
    await ctx.em.refresh(courseEnrolment);
    await demandOwn(ctx, courseEnrolment.employee.id);
    session.demandPlanned();
    courseEnrolment.demand('WAITING', 'ENROLLED');
    courseEnrolment.state = 'CANCELLED';
    await promote(ctx, session);
    return { courseEnrolment };
  }

  @Mutation(() => CourseSessionConcludePayload, {
    description:
      'Says who was at a session that is over, and how it went. Those who passed get the ' +
      'certificate of the course; those who waited are told no more.',
  })
  async courseSessionConclude(
    @Context() ctx: Ctx,
    @Arg('input') input: CourseSessionConcludeInput,
  ) {
    const courseSession = await plannedSession(ctx, input);
    if (courseSession.endsAt > ctx.now) throw courseErrors.COURSE_NOT_OVER({}, ['input', 'id']);
    const attended = await conclude(ctx, courseSession, input.attendance);
    const waiting = { session: courseSession, state: 'WAITING' as const };
    for (const one of await ctx.em.find(CourseEnrolment, waiting)) one.state = 'CANCELLED';
    courseSession.state = 'HELD';
    const payload = { sessionId: courseSession.id, courseId: courseSession.course.id, attended };
    ctx.emit(courseHeld, payload, { type: 'CourseSession', id: courseSession.id });
    return { courseSession };
  }
}

/** Those who hold the right for their own rows only enrol themselves. */
async function employeeOf(ctx: Ctx, id: string | null | undefined): Promise<Employee> {
  if (id == null) {
    const caller = await callerOf(ctx);
    if (caller) return caller;
    throw courseErrors.COURSE_NO_EMPLOYEE({}, ['input', 'employeeId']);
  }
  const employee = await ctx.find(Employee, id, { path: ['input', 'employeeId'] });
  await demandOwn(ctx, employee.id);
  return employee;
}

async function demandOwn(ctx: Ctx, employeeId: string): Promise<void> {
  const { kind, permissions } = ctx.principal;
  if (kind === 'system' || permissions.get(COURSE_ENROL) === 'all') return;
  if ((await callerOf(ctx))?.id === employeeId) return;
  const words = `Requires ${COURSE_ENROL} for every employee.`;
  throw new Refusal('FORBIDDEN', words, { permission: COURSE_ENROL });
}

/** How many were there. @throws HR_COURSE_RESULTS */
async function conclude(
  ctx: Ctx,
  session: CourseSession,
  attendance: readonly CourseAttendanceInput[],
): Promise<number> {
  const wrong = () => courseErrors.COURSE_RESULTS({}, ['input', 'attendance']);
  const course = await ctx.em.findOneOrFail(Course, { id: session.course.id });
  const kindId = course.certificateKind?.id;
  const kind = kindId && (await ctx.em.findOneOrFail(CertificateKind, { id: kindId }));
  const placed = { session, state: { $in: [...TAKEN] } };
  const enrolments = await ctx.em.find(CourseEnrolment, placed, { populate: ['employee'] });
  const said = new Map(attendance.map((one) => [one.enrolmentId, one]));
  if (said.size !== attendance.length || said.size !== enrolments.length) throw wrong();
  let attended = 0;
  for (const enrolment of enrolments) {
    const one = said.get(encodeId('cen', enrolment.id));
    if (!one || (!one.isPresent && one.result != null)) throw wrong();
    enrolment.state = one.isPresent ? 'ATTENDED' : 'ABSENT';
    if (!one.isPresent) continue;
    attended += 1;
    enrolment.result = one.result ?? 'PASSED';
    if (enrolment.result !== 'PASSED' || !kind) continue;
    const issuedOn = dayIn(session.endsAt, session.timeZone);
    enrolment.certificate = addCertificate(
      ctx,
      { employee: enrolment.employee, kind, issuedOn, issuer: session.trainer },
      ['input', 'attendance'],
    );
  }
  return attended;
}
