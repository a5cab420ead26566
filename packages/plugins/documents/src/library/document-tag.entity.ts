import { defineEntity, p, record } from '@bureau/core';
import { Document } from './document.entity.js';

export const DocumentTagSchema = defineEntity({
  name: 'DocumentTag',
  schema: 'documents',
  tableName: 'document_tag',
  comment: 'A word that is put on documents.',
  properties: {
    ...record(),
    name: p.string().length(80).comment('The word, unique in the organization'),
    isActive: p.boolean().default(true).comment('May be put on documents'),
  },
});

/** A word by which documents are found again. */
export class DocumentTag extends DocumentTagSchema.class {}
DocumentTagSchema.setClass(DocumentTag);

export const DocumentTaggingSchema = defineEntity({
  name: 'DocumentTagging',
  schema: 'documents',
  tableName: 'document_tagging',
  comment: 'A tag on a document.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    tag: () => p.manyToOne(DocumentTag).comment('The tag'),
  },
});

/** A tag on a document. */
export class DocumentTagging extends DocumentTaggingSchema.class {}
DocumentTaggingSchema.setClass(DocumentTagging);
