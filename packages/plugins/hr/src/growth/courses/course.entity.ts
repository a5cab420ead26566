import { choice, defineEntity, enumOf, type EnumValue, money, p, record, Site } from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { Certificate, CertificateKind } from '../certificates/certificate.entity.js';
import { courseErrors } from './errors.js';

/** Something that people can learn. */
export const CourseSchema = defineEntity({
  name: 'Course',
  schema: 'hr',
  tableName: 'course',
  comment: 'Something that people can learn in sessions.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    description: p.string().length(2000).nullable().comment('What is learned'),
    certificateKind: () =>
      p.manyToOne(CertificateKind).nullable().comment('Certificate of those who pass'),
    isActive: p.boolean().default(true).comment('Sessions of it are planned'),
  },
});

export class Course extends CourseSchema.class {}
CourseSchema.setClass(Course);

export const CourseSessionState = enumOf('CourseSessionState', 'Where a session is.', {
  PLANNED: 'Will take place.',
  HELD: 'Took place; who was there stands.',
  CANCELLED: 'Does not take place.',
});
export type CourseSessionState = EnumValue<typeof CourseSessionState>;

/** PLANNED -> HELD or CANCELLED. */
export const CourseSessionSchema = defineEntity({
  name: 'CourseSession',
  schema: 'hr',
  tableName: 'course_session',
  comment: 'A date on which a course takes place, for so many people.',
  properties: {
    ...record(),
    course: () => p.manyToOne(Course).comment('The course'),
    startsAt: p.datetime(3).comment('When it begins'),
    endsAt: p.datetime(3).comment('When it ends'),
    timeZone: p.string().length(64).comment('Zone of its place, such as Europe/Vienna'),
    site: () => p.manyToOne(Site).nullable().comment('Where it is; null: elsewhere'),
    place: p.string().length(200).nullable().comment('Room, address or link'),
    trainer: p.string().length(120).nullable().comment('Who teaches'),
    capacity: p.integer().comment('How many people may come, 1 to 1,000'),
    arrivals: p.integer().default(0).hidden().comment('How many ever asked; gives the next place'),
    cost: money().nullable().comment('What it costs in all'),
    state: choice(CourseSessionState).default('PLANNED').comment('Where it is in its life'),
  },
});

export class CourseSession extends CourseSessionSchema.class {
  /** @throws HR_COURSE_SESSION_STATE */
  demandPlanned(): void {
    if (this.state === 'PLANNED') return;
    throw courseErrors.COURSE_SESSION_STATE({ state: this.state }, ['input']);
  }
}
CourseSessionSchema.setClass(CourseSession);

export const CourseEnrolmentState = enumOf('CourseEnrolmentState', 'Whether somebody comes.', {
  WAITING: 'Comes when a place is free, in the order of arrival.',
  ENROLLED: 'Has a place.',
  ATTENDED: 'Was there.',
  ABSENT: 'Was not there.',
  CANCELLED: 'Does not come.',
});
export type CourseEnrolmentState = EnumValue<typeof CourseEnrolmentState>;

export const CourseResult = enumOf('CourseResult', 'How somebody did in a course.', {
  PASSED: 'Passed, or was there where there is no test.',
  FAILED: 'Did not pass.',
});
export type CourseResult = EnumValue<typeof CourseResult>;

/** WAITING -> ENROLLED -> ATTENDED or ABSENT; WAITING and ENROLLED -> CANCELLED. */
export const CourseEnrolmentSchema = defineEntity({
  name: 'CourseEnrolment',
  schema: 'hr',
  tableName: 'course_enrolment',
  comment: 'That somebody comes to a session, or waits for a place.',
  properties: {
    ...record(),
    session: () => p.manyToOne(CourseSession).comment('The session'),
    employee: () => p.manyToOne(Employee).comment('Who comes'),
    place: p.integer().comment('Order of arrival; waiting people are taken by it'),
    state: choice(CourseEnrolmentState).comment('Whether somebody comes'),
    result: choice(CourseResult).nullable().comment('How it went; null: not known'),
    certificate: () => p.manyToOne(Certificate).nullable().comment('What was issued for it'),
  },
});

export class CourseEnrolment extends CourseEnrolmentSchema.class {
  /** @throws HR_COURSE_ENROLMENT_STATE */
  demand(...states: CourseEnrolmentState[]): void {
    if (states.includes(this.state)) return;
    throw courseErrors.COURSE_ENROLMENT_STATE({ state: this.state }, ['input']);
  }
}
CourseEnrolmentSchema.setClass(CourseEnrolment);
