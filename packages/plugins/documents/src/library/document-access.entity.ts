import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  OrgUnit,
  p,
  Person,
  record,
  Role,
} from '@bureau/core';
import { Document } from './document.entity.js';

export const AccessLevel = enumOf('DocumentAccessLevel', 'What an access list lets somebody do.', {
  READ: 'See the document and its versions.',
  EDIT: 'Change it and send versions too.',
  MANAGE: 'Decide who else stands on the list too.',
});
export type AccessLevel = EnumValue<typeof AccessLevel>;

export const DocumentAccessSchema = defineEntity({
  name: 'DocumentAccess',
  schema: 'documents',
  tableName: 'document_access',
  comment: 'Somebody who may see a document that is restricted.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    person: () => p.manyToOne(Person).nullable().comment('This person'),
    role: () => p.manyToOne(Role).nullable().comment('Everybody who holds this role'),
    unit: () => p.manyToOne(OrgUnit).nullable().comment('Everybody who works in this unit'),
    level: choice(AccessLevel).comment('What may be done'),
  },
});

/** An entry of the access list of a document. */
export class DocumentAccess extends DocumentAccessSchema.class {}
DocumentAccessSchema.setClass(DocumentAccess);
