import { hookPoint } from '@bureau/core';
import type { Document } from './document.entity.js';

/** Before a document goes into the trash: a DomainError refuses it. */
export const documentTrash = hookPoint<{ document: Document }>(
  'documents.document.trash',
  'A document is about to be thrown away.',
);
