import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const day = z.iso.date();

/** Never the kind of leave: it may tell of health, and is read where rights hold. */
const leave = z.object({ requestId: id, employeeId: id, startsOn: day, endsOn: day });

/** What is told of a request as it moves through its states. Ids are uuids. */
export const leaveSubmitted = defineEvent({
  name: 'hr.leave.submitted',
  version: 1,
  description: 'Somebody asks for leave.',
  payload: leave,
});

export const leaveApproved = defineEvent({
  name: 'hr.leave.approved',
  version: 1,
  description: 'Leave was agreed to, or needs no consent.',
  payload: leave,
});

export const leaveRejected = defineEvent({
  name: 'hr.leave.rejected',
  version: 1,
  description: 'Leave was refused, or nobody decided in time.',
  payload: leave,
});

export const leaveCancelled = defineEvent({
  name: 'hr.leave.cancelled',
  version: 1,
  description: 'Leave was taken back before it began.',
  payload: leave,
});

export const leaveShortened = defineEvent({
  name: 'hr.leave.shortened',
  version: 1,
  description: 'Leave ends earlier than agreed; endsOn is the new last day.',
  payload: leave,
});

/** For payroll: what is left when somebody has left. */
export const leavePayoutDue = defineEvent({
  name: 'hr.leave.payoutDue',
  version: 1,
  description: 'Somebody has left with so many days of leave; below zero they are owed.',
  payload: z.object({
    employeeId: id,
    employmentId: id,
    typeId: id,
    lastDay: day,
    days: z.string().meta({ examples: ['4.5'] }),
  }),
});

export const leavePolicyRevised = defineEvent({
  name: 'hr.leavePolicy.revised',
  version: 1,
  description: 'A policy says something else from a day on, which may lie in the past.',
  payload: z.object({ policyId: id, validFrom: day }),
});

export const leaveEntitled = defineEvent({
  name: 'hr.leavePolicy.assigned',
  version: 1,
  description: 'A policy holds for people, or holds no more, from a day on.',
  payload: z.object({ policyId: id, employeeIds: z.array(id), validFrom: day }),
});
