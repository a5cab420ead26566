import {
  Arg,
  Context,
  type Ctx,
  fitsMinorUnits,
  Money,
  type MoneyInput,
  Mutation,
  Resolver,
  Site,
  uuidv7,
} from '@bureau/core';
import { filled } from '../../employee.entity.js';
import { CertificateKind } from '../certificates/certificate.entity.js';
import { Course, CourseEnrolment, CourseSession } from './course.entity.js';
import {
  CourseCreateInput,
  CourseCreatePayload,
  CourseSessionCancelPayload,
  CourseSessionCreateInput,
  CourseSessionCreatePayload,
  CourseSessionInput,
  CourseSessionUpdateInput,
  CourseSessionUpdatePayload,
  CourseUpdateInput,
  CourseUpdatePayload,
} from './course-inputs.js';
import { courseErrors } from './errors.js';
import { promote, takenOf } from './places.js';

const MOST_PLACES = 1_000;
const LONGEST_MS = 31 * 86_400_000;

/** Courses and when they take place. */
@Resolver()
export class CourseResolver {
  @Mutation(() => CourseCreatePayload, { description: 'Adds a course.' })
  async courseCreate(@Context() ctx: Ctx, @Arg('input') input: CourseCreateInput) {
    const course = ctx.em.create(Course, {
      code: filled(input.code, ['input', 'code']),
      name: filled(input.name, ['input', 'name']),
      description: input.description?.trim() || null,
      certificateKind: await kindOf(ctx, input.certificateKindId),
    });
    return { course };
  }

  @Mutation(() => CourseUpdatePayload, { description: 'Changes a course, or retires it.' })
  async courseUpdate(@Context() ctx: Ctx, @Arg('input') input: CourseUpdateInput) {
    const { expectedVersion, certificateKindId, description } = input;
    const course = await ctx.find(Course, input.id, { expectedVersion, path: ['input', 'id'] });
    if (input.name != null) course.name = filled(input.name, ['input', 'name']);
    if (description !== undefined) course.description = description?.trim() || null;
    if (certificateKindId !== undefined) {
      course.certificateKind = await kindOf(ctx, certificateKindId);
    }
    if (input.isActive != null) course.isActive = input.isActive;
    return { course };
  }

  @Mutation(() => CourseSessionCreatePayload, { description: 'Plans a session of a course.' })
  async courseSessionCreate(@Context() ctx: Ctx, @Arg('input') input: CourseSessionCreateInput) {
    const path = ['input', 'courseId'];
    const course = await ctx.find(Course, input.courseId, { path });
    if (!course.isActive) throw courseErrors.COURSE_INACTIVE({ code: course.code }, path);
    const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
    const length = endsAt.getTime() - startsAt.getTime();
    if (!(length > 0 && length <= LONGEST_MS)) {
      throw courseErrors.COURSE_TIME({}, ['input', 'endsAt']);
    }
    const { siteId } = input;
    const courseSession = ctx.em.create(CourseSession, {
      ...{ id: uuidv7(), course, startsAt, endsAt, timeZone: zoneOf(input.timeZone) },
      site: siteId == null ? null : await ctx.find(Site, siteId, { path: ['input', 'siteId'] }),
      place: input.place?.trim() || null,
      trainer: input.trainer?.trim() || null,
      capacity: placesOf(input.capacity, 0),
      cost: costOf(input.cost),
    });
    return { courseSession };
  }

  @Mutation(() => CourseSessionUpdatePayload, {
    description: 'Changes a planned session; with more places those who wait longest get them.',
  })
  async courseSessionUpdate(@Context() ctx: Ctx, @Arg('input') input: CourseSessionUpdateInput) {
    const courseSession = await plannedSession(ctx, input);
    if (input.place !== undefined) courseSession.place = input.place?.trim() || null;
    if (input.trainer !== undefined) courseSession.trainer = input.trainer?.trim() || null;
    if (input.cost !== undefined) courseSession.cost = costOf(input.cost);
    if (input.capacity != null) {
      courseSession.capacity = placesOf(input.capacity, await takenOf(ctx, courseSession));
      await promote(ctx, courseSession);
    }
    return { courseSession };
  }

  @Mutation(() => CourseSessionCancelPayload, {
    description: 'A session does not take place: nobody comes, and nobody waits.',
  })
  async courseSessionCancel(@Context() ctx: Ctx, @Arg('input') input: CourseSessionInput) {
    const courseSession = await plannedSession(ctx, input);
    const coming = { session: courseSession, state: { $in: ['WAITING', 'ENROLLED'] as const } };
    for (const one of await ctx.em.find(CourseEnrolment, coming)) one.state = 'CANCELLED';
    courseSession.state = 'CANCELLED';
    return { courseSession };
  }
}

type Target = { id: string; expectedVersion?: number | null };

/** Locked, so that nobody takes a place meanwhile. @throws HR_COURSE_SESSION_STATE */
export async function plannedSession(ctx: Ctx, target: Target): Promise<CourseSession> {
  const { id, expectedVersion } = target;
  const at = { expectedVersion, path: ['input', 'id'], lock: true };
  const session = await ctx.find(CourseSession, id, at);
  session.demandPlanned();
  return session;
}

function kindOf(ctx: Ctx, id: string | null | undefined) {
  if (id == null) return null;
  return ctx.find(CertificateKind, id, { path: ['input', 'certificateKindId'] });
}

function placesOf(capacity: number, taken: number): number {
  if (capacity >= Math.max(1, taken) && capacity <= MOST_PLACES) return capacity;
  throw courseErrors.COURSE_CAPACITY({ taken }, ['input', 'capacity']);
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw courseErrors.COURSE_ZONE({}, ['input', 'timeZone']);
  }
}

function costOf(cost: MoneyInput | null | undefined): Money | null {
  if (cost == null) return null;
  const { amount, currency } = cost;
  if (Number(amount) < 0 || !fitsMinorUnits(amount, currency)) {
    throw courseErrors.COURSE_COST({}, ['input', 'cost']);
  }
  return Money.of(amount, currency);
}
