import { Field, ID, inputOf, InputType, payloadOf } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentVersionType } from '../library/library.types.js';
import { ExtractedFieldName } from './capture-kinds.js';
import { ExtractedFieldType, ExtractionRuleType } from './capture.types.js';

@InputType({ description: 'What is right of a fact of a document.' })
export class DocumentFieldCorrectInput extends inputOf(Document, [], { id: 'documentId' }) {
  @Field(() => ExtractedFieldName, { description: 'Which fact.' })
  name!: ExtractedFieldName;
  @Field(() => String, {
    description:
      'The value: a day as YYYY-MM-DD, an amount with a point. The one that was read confirms it.',
  })
  value!: string;
}

@InputType({ description: 'A version that is to be read again.' })
export class DocumentVersionReadInput {
  @Field(() => ID, { description: 'The version.' })
  id!: string;
}

export const DocumentFieldCorrectPayload = payloadOf('DocumentFieldCorrectPayload', {
  extractedField: ExtractedFieldType,
  extractionRule: ExtractionRuleType,
});
export const DocumentVersionReadPayload = payloadOf('DocumentVersionReadPayload', {
  documentVersion: DocumentVersionType,
});
