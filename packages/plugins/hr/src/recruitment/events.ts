import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const day = z.iso.date();

export const requisitionOpened = defineEvent({
  name: 'hr.requisition.opened',
  version: 1,
  description: 'People may be hired for approved posts.',
  payload: z.object({ requisitionId: id, positionId: id, openings: z.number().int() }),
});

export const applicationReceived = defineEvent({
  name: 'hr.application.received',
  version: 1,
  description: 'Somebody applied; nothing of whom.',
  payload: z.object({ applicationId: id, requisitionId: id }),
});

const offer = z.object({ offerId: id, applicationId: id, requisitionId: id, startsOn: day });

export const offerExtended = defineEvent({
  name: 'hr.offer.extended',
  version: 1,
  description: 'A job is offered to an applicant; nothing of pay.',
  payload: offer,
});

export const offerAccepted = defineEvent({
  name: 'hr.offer.accepted',
  version: 1,
  description: 'An applicant comes: a post is taken.',
  payload: offer,
});

export const offerEnded = defineEvent({
  name: 'hr.offer.ended',
  version: 1,
  description: 'An offer was declined, taken back, or not answered in time.',
  payload: offer.extend({ state: z.enum(['DECLINED', 'EXPIRED', 'WITHDRAWN', 'REFUSED']) }),
});

export const applicationHired = defineEvent({
  name: 'hr.application.hired',
  version: 1,
  description: 'An applicant became an employee, or one again.',
  payload: z.object({ applicationId: id, employeeId: id, startsOn: day }),
});

export const applicantErased = defineEvent({
  name: 'hr.applicant.erased',
  version: 1,
  description: 'What was known of an applicant is erased; drop copies.',
  payload: z.object({ applicantId: id }),
});
