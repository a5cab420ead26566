import { choice, defineEntity, p, record } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { RetentionEvent } from './retention-kinds.js';

export const RetentionFactSchema = defineEntity({
  name: 'RetentionFact',
  schema: 'documents',
  tableName: 'retention_fact',
  comment: 'Something that happened from which a term of a document runs.',
  uniques: [{ properties: ['document', 'event', 'source'] }],
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    event: choice(RetentionEvent).comment('What happened'),
    occurredOn: p.date().comment('When'),
    source: p.string().length(80).comment('Who knows: given, or the record it came from'),
    reason: p.string().length(500).nullable().comment('Why it was recorded by hand'),
  },
});

/** Something from which a term runs, beside what the document itself tells. */
export class RetentionFact extends RetentionFactSchema.class {}
RetentionFactSchema.setClass(RetentionFact);
