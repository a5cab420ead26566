import { Field, ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { AccessLevel } from './document-access.entity.js';
import { Document } from './document.entity.js';
import { DocumentRecordType } from './library.types.js';

const FACTS = [
  'type',
  'correspondent',
  'folder',
  'person',
  'datedOn',
  'language',
  'note',
  'attributes',
] as const;

@InputType({ description: 'A new document, and the file that is its first version.' })
export class DocumentCreateInput extends inputOf(Document, ['title', 'classification', ...FACTS], {
  optional: ['title', 'classification'],
}) {
  @Field(() => ID, { description: 'A file that was sent for documents.original.' })
  fileId!: string;
  @Field(() => [ID], { nullable: true, description: 'Tags that are put on it.' })
  tagIds?: string[] | null;
}

@InputType({ description: 'Changes of a document; what is left out stays.' })
export class DocumentUpdateInput extends patchOf(Document, ['title', 'classification', ...FACTS], {
  id: 'documentId',
}) {
  @Field(() => [ID], { nullable: true, description: 'All its tags from now on.' })
  tagIds?: string[] | null;
}

@InputType({ description: 'A document, and the version of the record that you saw.' })
export class DocumentStepInput extends inputOf(Document, [], { id: 'documentId' }) {}

@InputType({ description: 'Somebody who may see a document: one person, one role or one unit.' })
export class DocumentAccessEntryInput {
  @Field(() => ID, { nullable: true, description: 'This person.' })
  personId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Everybody who holds this role.' })
  roleId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Everybody who works in this unit, or in one up to three levels below it.',
  })
  unitId?: string | null;
  @Field(() => AccessLevel, { description: 'What may be done.' })
  level!: AccessLevel;
}

@InputType({ description: 'The whole access list of a document.' })
export class DocumentAccessSetInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => [DocumentAccessEntryInput], {
    description: 'Who may see it; nobody: everybody whose roles and clearance let them.',
  })
  entries!: DocumentAccessEntryInput[];
}

@InputType({ description: 'The text of the latest version, as somebody else has read it.' })
export class DocumentTextSetInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => [String], { description: 'Text of each page, in their order.' })
  pages!: string[];
  @Field(() => String, { nullable: true, description: 'Language of the text, such as en.' })
  language?: string | null;
}

const document = DocumentRecordType;

export const DocumentCreatePayload = payloadOf(
  'DocumentCreatePayload',
  { document },
  {
    duplicates: {
      type: () => [DocumentRecordType.object],
      description: 'Documents with the same bytes that you may see, at most 10.',
    },
  },
);
export const DocumentUpdatePayload = payloadOf('DocumentUpdatePayload', { document });
export const DocumentFilePayload = payloadOf('DocumentFilePayload', { document });
export const DocumentArchivePayload = payloadOf('DocumentArchivePayload', { document });
export const DocumentTrashPayload = payloadOf('DocumentTrashPayload', { document });
export const DocumentRestorePayload = payloadOf('DocumentRestorePayload', { document });
export const DocumentAccessSetPayload = payloadOf('DocumentAccessSetPayload', { document });
export const DocumentTextSetPayload = payloadOf('DocumentTextSetPayload', { document });
