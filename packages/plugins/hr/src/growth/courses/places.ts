import { type Ctx, notificationKind, uuidv7, z } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import {
  Course,
  CourseEnrolment,
  type CourseEnrolmentState,
  CourseSession,
} from './course.entity.js';
import { courseErrors } from './errors.js';
import { courseEnrolled } from './events.js';

/** For whoever waited for a place and has one now. */
export const coursePlaceFree = notificationKind({
  key: 'hr.course.place',
  description: 'You waited for a place in a course, and have it now.',
  category: 'people',
  delivery: 'IMMEDIATE',
  data: z.object({ course: z.string(), day: z.string() }),
  sample: { course: 'First aid', day: '2026-03-31' },
  words: {
    en: {
      title: 'You have a place in {{ course }} on {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\na place in {{ course }} on {{ day }} is free, and it is ' +
        'yours.',
    },
    de: {
      title: 'Sie haben einen Platz: {{ course }} am {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nin {{ course }} am {{ day }} ist ein Platz frei ' +
        'geworden. Er gehört Ihnen.',
    },
  },
});

/** States in which somebody takes a place. */
export const TAKEN: readonly CourseEnrolmentState[] = ['ENROLLED', 'ATTENDED', 'ABSENT'];

/** How many places of a session are taken; the caller holds the lock on it. */
export function takenOf(ctx: Ctx, session: CourseSession): Promise<number> {
  return ctx.em.count(CourseEnrolment, { session, state: { $in: [...TAKEN] } });
}

/** A session that nobody else takes a place of until the commit. */
export async function lockedSession(ctx: Ctx, id: string): Promise<CourseSession> {
  await ctx.sql('select id from hr.course_session where id = $1 for update', [id]);
  return ctx.em.findOneOrFail(CourseSession, { id }, { refresh: true });
}

/** Gives a place, or the end of the waiting list. The session is locked. @throws HR_COURSE_TWICE */
export async function enrol(
  ctx: Ctx,
  session: CourseSession,
  employee: Employee,
): Promise<CourseEnrolment> {
  session.demandPlanned();
  const known = { session, employee, state: { $ne: 'CANCELLED' as const } };
  if ((await ctx.em.count(CourseEnrolment, known)) > 0) {
    throw courseErrors.COURSE_TWICE({ number: employee.number }, ['input']);
  }
  session.arrivals += 1;
  const place = session.arrivals;
  const isFree = (await takenOf(ctx, session)) < session.capacity;
  const state = isFree ? ('ENROLLED' as const) : ('WAITING' as const);
  const enrolment = ctx.em.create(CourseEnrolment, {
    ...{ id: uuidv7(), session, employee, place, state },
  });
  if (isFree) tell(ctx, enrolment);
  return enrolment;
}

/** Those who wait get the places that are free, in the order of arrival. */
export async function promote(ctx: Ctx, session: CourseSession): Promise<void> {
  await ctx.em.flush();
  const free = session.capacity - (await takenOf(ctx, session));
  if (free <= 0) return;
  const waiting = await ctx.em.find(
    CourseEnrolment,
    { session, state: 'WAITING' },
    { orderBy: { place: 'asc' }, limit: free, populate: ['employee'] },
  );
  if (waiting.length === 0) return;
  const { name } = await ctx.em.findOneOrFail(Course, { id: session.course.id });
  for (const enrolment of waiting) {
    enrolment.state = 'ENROLLED';
    tell(ctx, enrolment);
    await ctx.notify(coursePlaceFree, {
      to: { people: [enrolment.employee.person.id] },
      data: { course: name, day: dayIn(session.startsAt, session.timeZone) },
      record: { type: 'CourseEnrolment', id: enrolment.id },
      uniqueKey: enrolment.id,
    });
  }
}

function tell(ctx: Ctx, { id, session, employee }: CourseEnrolment): void {
  const payload = { enrolmentId: id, sessionId: session.id, employeeId: employee.id };
  ctx.emit(courseEnrolled, payload, { type: 'CourseEnrolment', id });
}

/** The day of an instant in a zone: `YYYY-MM-DD`. */
export function dayIn(at: Date, timeZone: string): string {
  return at.toLocaleDateString('en-CA', { timeZone });
}
