import type { Migration } from '@bureau/core';
import { courseTables } from './growth/courses.js';

/** Courses, their sessions and who comes. */
export const courses: Migration = {
  name: '0082-courses',
  up: courseTables,
  down: `
drop table hr.course_enrolment, hr.course_session, hr.course;
drop function hr.course_has_place(), hr.course_enrolment_goes_on();`,
};
