import { many, type PluginPart } from '@bureau/core';
import { EmployeeType } from '../../employee.types.js';
import { courses } from '../../migrations/0082-courses.js';
import { Course, CourseEnrolment, CourseSession } from './course.entity.js';
import { CourseResolver } from './course.resolver.js';
import { CourseEnrolmentType, CourseSessionType, CourseType } from './course.types.js';
import { CourseEnrolmentResolver } from './enrolment.resolver.js';
import { courseErrors } from './errors.js';
import { courseEnrolled, courseHeld } from './events.js';
import { permissions, roles, rules } from './permissions.js';
import { coursePlaceFree } from './places.js';

const has = {
  courseEnrolments: many(() => CourseEnrolmentType, 'employee', 'Sessions of courses.'),
};

/** Courses, their sessions and who comes. */
export const coursePart = {
  entities: [Course, CourseSession, CourseEnrolment],
  types: [CourseType, CourseSessionType, CourseEnrolmentType],
  extensions: [{ type: EmployeeType, relations: has }],
  migrations: [courses],
  resolvers: [CourseResolver, CourseEnrolmentResolver],
  permissions,
  rules,
  roles,
  errors: courseErrors.table,
  events: [courseEnrolled, courseHeld],
  notifications: [coursePlaceFree],
} satisfies PluginPart;
