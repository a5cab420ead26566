import { choice, defineEntity, p, record } from '@bureau/core';
import { Classification } from './classification.js';

export const DocumentTypeSchema = defineEntity({
  name: 'DocumentType',
  schema: 'documents',
  tableName: 'document_type',
  comment: 'A kind of paper: invoice, contract, policy.',
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    classification: choice(Classification)
      .default('INTERNAL')
      .comment('How secret a document of this type is when nobody says otherwise'),
    isActive: p.boolean().default(true).comment('May be given to documents'),
  },
});

/** What kind of paper a document is; rules of keeping hang on it. */
export class DocumentType extends DocumentTypeSchema.class {}
DocumentTypeSchema.setClass(DocumentType);
