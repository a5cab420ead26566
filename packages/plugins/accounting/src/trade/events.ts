import { defineEvent, z } from '@bureau/core';

const document = z.object({
  /** `Invoice`, `Bill` or `CreditNote`. */
  type: z.string(),
  documentId: z.uuid(),
  number: z.string(),
  partyId: z.uuid(),
  currency: z.string(),
  total: z.string(),
});

/** Ids are uuids, amounts decimal texts in the currency of the document. */
export const DocumentPosted = defineEvent({
  name: 'accounting.document.posted',
  version: 1,
  description: 'An invoice, bill or credit note was posted.',
  payload: document,
});

export const DocumentPaid = defineEvent({
  name: 'accounting.document.paid',
  version: 1,
  description: 'An invoice, bill or credit note was settled in whole.',
  payload: document,
});

export const DocumentVoided = defineEvent({
  name: 'accounting.document.voided',
  version: 1,
  description: 'An invoice, bill or credit note was taken back.',
  payload: document,
});

export const PaymentRecorded = defineEvent({
  name: 'accounting.payment.recorded',
  version: 1,
  description: 'Money came in or went out for a party.',
  payload: z.object({
    paymentId: z.uuid(),
    number: z.string(),
    direction: z.string(),
    partyId: z.uuid(),
    currency: z.string(),
    amount: z.string(),
  }),
});
