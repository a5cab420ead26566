import {
  type Exposed,
  expose,
  type Extension,
  inputOf,
  InputType,
  many,
  payloadOf,
} from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { visibleWith } from '../library/visibility.js';
import { DocumentSuggestion } from './document-suggestion.entity.js';

export const DocumentSuggestionType: Exposed = expose(DocumentSuggestion, {
  prefix: 'dsg',
  filter: [
    ...(['document', 'kind', 'type', 'correspondent', 'folder', 'tag', 'confidence'] as const),
    ...(['state', 'decidedAt'] as const),
  ],
  order: ['confidence', 'decidedAt'],
  always: visibleWith('document'),
});

export const suggestionExtensions: Extension[] = [
  {
    type: DocumentRecordType,
    relations: {
      suggestions: many(() => DocumentSuggestionType, 'document', 'By what it may be ordered.'),
    },
  },
];

@InputType({ description: 'A suggestion, and the version of it that you saw.' })
export class DocumentSuggestionInput extends inputOf(DocumentSuggestion, [], { id: 'id' }) {}

const decided = { documentSuggestion: DocumentSuggestionType, document: DocumentRecordType };

export const DocumentSuggestionAcceptPayload = payloadOf(
  'DocumentSuggestionAcceptPayload',
  decided,
);
export const DocumentSuggestionRejectPayload = payloadOf(
  'DocumentSuggestionRejectPayload',
  decided,
);
