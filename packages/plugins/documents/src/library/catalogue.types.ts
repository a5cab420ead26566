import { Field, ID, inputOf, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { Correspondent } from './correspondent.entity.js';
import { DocumentTag } from './document-tag.entity.js';
import { DocumentType } from './document-type.entity.js';
import { Folder } from './folder.entity.js';
import {
  CorrespondentType,
  DocumentTagType,
  DocumentTypeType,
  FolderType,
} from './library.types.js';

@InputType({ description: 'A new kind of paper.' })
export class DocumentTypeCreateInput extends inputOf(
  DocumentType,
  ['code', 'name', 'classification', 'isActive'],
  { optional: ['classification', 'isActive'] },
) {}

@InputType({ description: 'Changes of a kind of paper; what is left out stays.' })
export class DocumentTypeUpdateInput extends patchOf(
  DocumentType,
  ['code', 'name', 'classification', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'A new tag.' })
export class DocumentTagCreateInput extends inputOf(DocumentTag, ['name']) {}

@InputType({ description: 'Changes of a tag; what is left out stays.' })
export class DocumentTagUpdateInput extends patchOf(DocumentTag, ['name', 'isActive'], {
  id: 'id',
}) {}

@InputType({ description: 'Somebody new who sends us papers, or gets them from us.' })
export class CorrespondentCreateInput extends inputOf(Correspondent, ['name', 'party', 'email']) {}

@InputType({ description: 'Changes of a correspondent; what is left out stays.' })
export class CorrespondentUpdateInput extends patchOf(
  Correspondent,
  ['name', 'party', 'email', 'isActive'],
  { id: 'id' },
) {}

@InputType({ description: 'A new folder.' })
export class FolderCreateInput extends inputOf(Folder, ['name', 'parent']) {}

@InputType({ description: 'Another name or place of a folder; what is left out stays.' })
export class FolderUpdateInput extends patchOf(Folder, ['name', 'parent'], { id: 'id' }) {}

@InputType({ description: 'A folder with nothing in it.' })
export class FolderDeleteInput {
  @Field(() => ID, { description: 'The folder.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const documentType = DocumentTypeType;
const documentTag = DocumentTagType;
const correspondent = CorrespondentType;
const folder = FolderType;

export const DocumentTypeCreatePayload = payloadOf('DocumentTypeCreatePayload', { documentType });
export const DocumentTypeUpdatePayload = payloadOf('DocumentTypeUpdatePayload', { documentType });
export const DocumentTagCreatePayload = payloadOf('DocumentTagCreatePayload', { documentTag });
export const DocumentTagUpdatePayload = payloadOf('DocumentTagUpdatePayload', { documentTag });
export const CorrespondentCreatePayload = payloadOf('CorrespondentCreatePayload', {
  correspondent,
});
export const CorrespondentUpdatePayload = payloadOf('CorrespondentUpdatePayload', {
  correspondent,
});
export const FolderCreatePayload = payloadOf('FolderCreatePayload', { folder });
export const FolderUpdatePayload = payloadOf('FolderUpdatePayload', { folder });
export const FolderDeletePayload = payloadOf(
  'FolderDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The folder that is gone; null when refused.' } },
);
