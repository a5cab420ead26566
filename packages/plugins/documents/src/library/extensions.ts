import { type Extension, FileType, many, PartyType, PersonType } from '@bureau/core';
import { CorrespondentType, DocumentRecordType, DocumentVersionType } from './library.types.js';

/** What the library adds to types of others; planned in the same statement as they are. */
export const libraryExtensions: Extension[] = [
  {
    type: FileType,
    relations: {
      documentVersions: many(() => DocumentVersionType, 'file', 'Versions whose bytes it is.'),
    },
  },
  {
    type: PersonType,
    relations: { documents: many(() => DocumentRecordType, 'person', 'Papers about the person.') },
  },
  {
    type: PartyType,
    relations: {
      correspondents: many(() => CorrespondentType, 'party', 'Under what name papers come.'),
    },
  },
];
