import { type Exposed, expose, type Extension, many } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { ownDocuments, visibleWith } from '../library/visibility.js';
import { DocumentOrigin } from './document-origin.entity.js';

export const DocumentOriginType: Exposed = expose(DocumentOrigin, {
  prefix: 'dor',
  root: false,
  filter: ['document', 'origin'],
  order: ['position'],
  conditions: { own: (principal) => ({ document: ownDocuments(principal) }) },
  always: visibleWith('document'),
});

export const scanExtensions: Extension[] = [
  {
    type: DocumentRecordType,
    relations: {
      origins: many(() => DocumentOriginType, 'document', 'What its pages are from.'),
      offspring: many(() => DocumentOriginType, 'origin', 'What was made of its pages.'),
    },
  },
];
