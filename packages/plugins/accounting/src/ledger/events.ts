import { defineEvent, z } from '@bureau/core';

/** Ids are uuids, amounts decimal texts in the base currency. */
export const EntryPosted = defineEvent({
  name: 'accounting.entry.posted',
  version: 1,
  description: 'An entry was posted to the ledger.',
  payload: z.object({
    entryId: z.uuid(),
    reference: z.string(),
    postedOn: z.iso.date(),
    kind: z.string(),
    baseTotal: z.string(),
    source: z.object({ type: z.string(), id: z.uuid(), event: z.string() }).nullable(),
  }),
});

export const EntryReversed = defineEvent({
  name: 'accounting.entry.reversed',
  version: 1,
  description: 'A posted entry was taken back by a reversal.',
  payload: z.object({ entryId: z.uuid(), reversalId: z.uuid(), postedOn: z.iso.date() }),
});
