import { type Extension, FileType, many, OrgUnitType, PartyType, PersonType } from '@bureau/core';
import { JobRecordType } from '@bureau/plugin-hr/contract';
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
  {
    type: OrgUnitType,
    relations: { jobs: many(() => JobRecordType, 'unit', 'Jobs in the unit, of all times.') },
  },
];
