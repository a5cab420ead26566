import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const kind = z.enum(['ONBOARDING', 'OFFBOARDING']);

export const boardingStarted = defineEvent({
  name: 'hr.boarding.started',
  version: 1,
  description: 'A plan began, because somebody joins or leaves.',
  payload: z.object({ planId: id, employeeId: id, kind, day: z.iso.date() }),
});

export const boardingFinished = defineEvent({
  name: 'hr.boarding.finished',
  version: 1,
  description: 'All tasks of a plan are done or skipped.',
  payload: z.object({ planId: id, employeeId: id, kind }),
});

export const accessEnded = defineEvent({
  name: 'hr.access.ended',
  version: 1,
  description: 'Users, sessions and keys of a leaver are refused; kept counts last owners.',
  payload: z.object({
    employeeId: id,
    ended: z.number().int(),
    kept: z.number().int(),
  }),
});
