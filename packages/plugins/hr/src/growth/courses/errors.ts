import { errorsOf } from '@bureau/core';

/** Business errors of courses; codes are `HR_<KEY>` and never renamed. */
export const courseErrors = errorsOf('hr', {
  COURSE_INACTIVE: 'No more sessions of {code} are planned.',
  COURSE_TIME: 'A session ends after it began, 31 days later at most.',
  COURSE_ZONE: 'There is no time zone of this name.',
  COURSE_CAPACITY: 'A session has 1 to 1,000 places, and {taken} are taken.',
  COURSE_FULL: 'All places of this session are taken.',
  COURSE_COST: 'A cost is not below 0 and has no more decimals than its currency.',
  COURSE_SESSION_STATE: 'This cannot be done with a session that is {state}.',
  COURSE_NOT_OVER: 'The session is not over yet.',
  COURSE_TWICE: 'Employee {number} comes to this session or waits already.',
  COURSE_ENROLMENT_STATE: 'This cannot be done with an enrolment that is {state}.',
  COURSE_NO_EMPLOYEE: 'You are no employee: give employeeId.',
  COURSE_RESULTS: 'Say of everybody who has a place once whether they were there.',
});
