import { choice, defineEntity, p, record } from '@bureau/core';
import { DocumentType } from '../library/document-type.entity.js';
import { TermUnit } from '../term.js';
import { RetentionEvent } from './retention-kinds.js';

export const RetentionPolicySchema = defineEntity({
  name: 'RetentionPolicy',
  schema: 'documents',
  tableName: 'retention_policy',
  comment: 'How long documents of a type are kept, and from what on.',
  uniques: [{ properties: ['code'] }],
  checks: [{ name: 'retention_policy_term_check', expression: 'term_count between 0 and 40000' }],
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique'),
    name: p.string().length(200).comment('Name for people'),
    documentType: () =>
      p.manyToOne(DocumentType).nullable().comment('Documents of this type; null: every document'),
    event: choice(RetentionEvent).comment('From what on the term runs'),
    termCount: p.integer().comment('Length of the term'),
    termUnit: choice(TermUnit).comment('What the term is counted in'),
    isFromYearEnd: p
      .boolean()
      .default(false)
      .comment('Whether the term begins with the year after the event'),
    legalBasis: p.string().length(300).nullable().comment('The law or rule that asks for it'),
    isActive: p.boolean().default(true).comment('Whether it keeps documents'),
  },
});

/** How long documents are kept. The longest term of several wins. */
export class RetentionPolicy extends RetentionPolicySchema.class {}
RetentionPolicySchema.setClass(RetentionPolicy);
