import { defineEvent, z } from '@bureau/core';

/** Ids are uuids. */
export const legalHoldOpened = defineEvent({
  name: 'documents.legalHold.opened',
  version: 1,
  description: 'Documents must stay because of a case.',
  payload: z.object({ legalHoldId: z.uuid() }),
});

export const legalHoldReleased = defineEvent({
  name: 'documents.legalHold.released',
  version: 1,
  description: 'A case keeps its documents no more.',
  payload: z.object({ legalHoldId: z.uuid() }),
});

export const documentDisposed = defineEvent({
  name: 'documents.document.disposed',
  version: 1,
  description: 'The bytes, texts and pictures of a document are gone for good.',
  payload: z.object({ documentId: z.uuid(), disposalRecordId: z.uuid(), kind: z.string() }),
});

export const retentionEvents = [legalHoldOpened, legalHoldReleased, documentDisposed];
