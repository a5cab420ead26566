import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const day = z.iso.date();

export const certificateIssued = defineEvent({
  name: 'hr.certificate.issued',
  version: 1,
  description: 'Somebody has a certificate, the first one or another one.',
  payload: z.object({
    ...{ certificateId: id, employeeId: id, kindId: id, issuedOn: day },
    validUntil: day.nullable(),
  }),
});
