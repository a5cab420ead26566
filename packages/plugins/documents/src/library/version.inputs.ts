import { Field, ID, inputOf, InputType, Int, payloadOf } from '@bureau/core';
import { Document } from './document.entity.js';
import { DocumentVersion } from './document-version.entity.js';
import { DocumentRecordType, DocumentVersionType } from './library.types.js';

@InputType({ description: 'Another version of a document.' })
export class DocumentVersionCreateInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => Int, {
    description:
      'Number of the version that yours was made from; refused when it is not the latest.',
  })
  baseNumber!: number;
  @Field(() => ID, { description: 'A file that was sent for documents.original.' })
  fileId!: string;
  @Field(() => String, { nullable: true, description: 'What was changed, at most 500 signs.' })
  comment?: string | null;
}

@InputType({ description: 'An earlier version that is to be the latest again.' })
export class DocumentVersionRestoreInput extends inputOf(DocumentVersion, [], { id: 'id' }) {
  @Field(() => Int, {
    description: 'Number of the latest version that you saw; refused when it is another one now.',
  })
  baseNumber!: number;
}

@InputType({ description: 'A version of a document, and the version of the record that you saw.' })
export class DocumentVersionInput extends inputOf(DocumentVersion, [], { id: 'id' }) {}

const documentVersion = DocumentVersionType;
const both = { document: DocumentRecordType, documentVersion };

export const DocumentVersionCreatePayload = payloadOf('DocumentVersionCreatePayload', both);
export const DocumentVersionRestorePayload = payloadOf('DocumentVersionRestorePayload', both);
export const DocumentVersionReviewPayload = payloadOf('DocumentVersionReviewPayload', {
  documentVersion,
});
export const DocumentVersionSendBackPayload = payloadOf('DocumentVersionSendBackPayload', {
  documentVersion,
});
export const DocumentVersionPublishPayload = payloadOf('DocumentVersionPublishPayload', {
  documentVersion,
});
