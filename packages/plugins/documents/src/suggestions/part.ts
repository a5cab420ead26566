import { type DefaultRole, permissionsOf, type PluginPart } from '@bureau/core';
import { DOCUMENT_WRITE } from '../library/permissions.js';
import { suggestions } from '../migrations/0100-suggestions.js';
import { DocumentSuggestion } from './document-suggestion.entity.js';
import { suggestionErrors } from './errors.js';
import { suggestionsSettled } from './settle.js';
import { suggestWhenRead } from './suggest.js';
import { DocumentSuggestionResolver } from './suggestion.resolver.js';
import { DocumentSuggestionType, suggestionExtensions } from './suggestion.types.js';

const READ = 'documents.suggestion.read';

const roles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [READ],
  },
  {
    key: 'documentClerk',
    name: 'Document clerk',
    description: 'Brings papers in and files them.',
    permissions: [READ],
  },
];

/** By what documents may be ordered: told by rules, and by what people have filed before. */
export const suggestionsPart: PluginPart = {
  entities: [DocumentSuggestion],
  types: [DocumentSuggestionType],
  extensions: suggestionExtensions,
  migrations: [suggestions],
  resolvers: [DocumentSuggestionResolver],
  permissions: permissionsOf('documents', {
    'suggestion.read': 'Read by what documents may be ordered, as papers like them were.',
  }),
  rules: {
    DocumentSuggestion: { '*': READ },
    Document: { suggestions: READ },
    Mutation: {
      documentSuggestionAccept: { allOf: [READ, DOCUMENT_WRITE] },
      documentSuggestionReject: { allOf: [READ, DOCUMENT_WRITE] },
    },
  },
  roles,
  errors: suggestionErrors.table,
  on: [suggestWhenRead],
  hooks: [suggestionsSettled],
};
