import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { Document } from '../library/document.entity.js';

export const OriginKind = enumOf('OriginKind', 'How a document came out of others.', {
  SPLIT: 'It is a part of a scan of several papers.',
  MERGE: 'Several papers were put together.',
});
export type OriginKind = EnumValue<typeof OriginKind>;

export const DocumentOriginSchema = defineEntity({
  name: 'DocumentOrigin',
  schema: 'documents',
  tableName: 'document_origin',
  comment: 'Pages of a document that another one is made of.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document that was made'),
    origin: () => p.manyToOne(Document).comment('The document that its pages are from'),
    kind: choice(OriginKind).comment('How it was made'),
    position: p.integer().comment('Place of the pages in it, from 1'),
    firstPage: p.integer().comment('First page of the origin'),
    lastPage: p.integer().comment('Last page of the origin'),
  },
});

/** Where pages of a document are from. */
export class DocumentOrigin extends DocumentOriginSchema.class {}
DocumentOriginSchema.setClass(DocumentOrigin);
