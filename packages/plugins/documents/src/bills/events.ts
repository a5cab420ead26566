import { defineEvent, z } from '@bureau/core';

const tied = z.object({ documentId: z.uuid(), billId: z.uuid() });

export const billDrafted = defineEvent({
  name: 'documents.bill.drafted',
  version: 1,
  description: 'A draft of a bill was made of what was read off a document.',
  payload: tied,
});

/** From here on terms of keeping run for the document. */
export const billProved = defineEvent({
  name: 'documents.bill.proved',
  version: 1,
  description: 'The bill that was made of a document is in the books.',
  payload: tied,
});
