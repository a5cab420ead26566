import { type Exposed, expose, many } from '@bureau/core';
import { ofEmployee } from '../people-conditions.js';
import { Course, CourseEnrolment, CourseSession } from './course.entity.js';

export const CourseType: Exposed = expose(Course, {
  prefix: 'crs',
  by: ['code'],
  filter: ['code', 'name', 'certificateKind', 'isActive'],
  order: ['name', 'code'],
  search: ['name', 'code'],
  relations: { sessions: many(() => CourseSessionType, 'course', 'When it takes place.') },
});

export const CourseSessionType: Exposed = expose(CourseSession, {
  prefix: 'csn',
  filter: ['course', 'startsAt', 'endsAt', 'site', 'state'],
  order: ['startsAt', 'endsAt'],
  relations: { enrolments: many(() => CourseEnrolmentType, 'session', 'Who comes or waits.') },
});

export const CourseEnrolmentType: Exposed = expose(CourseEnrolment, {
  prefix: 'cen',
  filter: ['session', 'employee', 'state', 'result', 'createdAt'],
  order: ['createdAt', 'place'],
  conditions: ofEmployee,
});
