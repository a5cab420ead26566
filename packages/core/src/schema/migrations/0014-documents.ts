import type { Migration } from '../../plugin/definition.js';
import { documentMode, documentsDown, registeredDocument } from './documents/tables.js';

/** Registered GraphQL documents, and which documents an organization lets run. */
export const documents: Migration = {
  name: '0014-documents',
  up: [documentMode, registeredDocument].join('\n'),
  down: documentsDown,
};
