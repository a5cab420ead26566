import { defineEvent, z } from '@bureau/core';

const id = z.uuid();

export const courseEnrolled = defineEvent({
  name: 'hr.course.enrolled',
  version: 1,
  description: 'Somebody has a place in a session, at once or after waiting.',
  payload: z.object({ enrolmentId: id, sessionId: id, employeeId: id }),
});

export const courseHeld = defineEvent({
  name: 'hr.course.held',
  version: 1,
  description: 'A session took place, and who was there is known.',
  payload: z.object({ sessionId: id, courseId: id, attended: z.number().int() }),
});
