import { hookPoint } from '@bureau/core';
import type { Document } from './document.entity.js';

/** Before a document goes into the trash: a DomainError refuses it. */
export const documentTrash = hookPoint<{ document: Document }>(
  'documents.document.trash',
  'A document is about to be thrown away.',
);

/** Somebody has ordered a document: what is chosen of these kinds is so on purpose. */
export const documentOrdered = hookPoint<{
  document: Document;
  kinds: readonly ('TYPE' | 'CORRESPONDENT' | 'FOLDER' | 'TAG')[];
}>('documents.document.ordered', 'Somebody has chosen type, correspondent, folder or tags.');
