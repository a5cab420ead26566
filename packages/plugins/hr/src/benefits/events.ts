import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const day = z.iso.date();

/** Cover of somebody begins; neither whom it covers beside nor why. */
export const enrollmentElected = defineEvent({
  name: 'hr.enrollment.elected',
  version: 1,
  description: 'An employee chose a benefit, from a day on.',
  payload: z.object({ enrollmentId: id, employeeId: id, planId: id, validFrom: day }),
});

/** Cover of somebody ends and nothing takes its place. */
export const enrollmentEnded = defineEvent({
  name: 'hr.enrollment.ended',
  version: 1,
  description: 'Cover of an employee ends: given up, or with the employment.',
  payload: z.object({ enrollmentId: id, employeeId: id, planId: id, endsOn: day }),
});
