import { defineEvent, z } from '@bureau/core';
import { ExtractedFieldName } from './capture-kinds.js';

/** Somebody has looked at a fact and said what is right; its value is told to nobody. */
export const fieldCorrected = defineEvent({
  name: 'documents.field.corrected',
  version: 1,
  description: 'Somebody confirmed or corrected a fact that was read off a document.',
  payload: z.object({
    documentId: z.uuid(),
    field: z.enum(ExtractedFieldName),
    isNew: z.boolean(),
  }),
});
