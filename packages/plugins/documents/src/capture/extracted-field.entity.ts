import { actor, choice, defineEntity, p, record, User } from '@bureau/core';
import { Correspondent } from '../library/correspondent.entity.js';
import { Document } from '../library/document.entity.js';
import { ExtractedFieldName, ExtractedFieldState } from './capture-kinds.js';

export const ExtractedFieldSchema = defineEntity({
  name: 'ExtractedField',
  schema: 'documents',
  tableName: 'extracted_field',
  comment: 'A fact that was read off a paper, or that somebody gave in its place.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    name: choice(ExtractedFieldName).comment('What it is; one of each for a document'),
    value: p
      .string()
      .length(300)
      .comment('Days as YYYY-MM-DD, amounts with a point, numbers of firms without spaces'),
    confidence: p.decimal().precision(5).scale(4).comment('How sure it is, 0 to 1'),
    state: choice(ExtractedFieldState).default('FOUND').comment('Who stands for it'),
    foundValue: p
      .string()
      .length(300)
      .nullable()
      .comment('What was read, where somebody has corrected it; null: nothing was'),
    page: p.integer().nullable().comment('Page on which it stands, from 1; null: on none'),
    decidedBy: () => p.manyToOne(User).nullable().comment('Who confirmed or corrected it'),
    decidedAt: p.datetime(6).nullable().comment('When'),
  },
});

/** A fact on a paper. */
export class ExtractedField extends ExtractedFieldSchema.class {
  /** Somebody says what is right. True when that is another value than the one that was read. */
  decide(value: string, { by, at }: { by: User | null; at: Date }): boolean {
    const isRight = value === this.value;
    if (this.state === 'FOUND') this.foundValue = isRight ? null : this.value;
    this.state = isRight && this.state !== 'CORRECTED' ? 'CONFIRMED' : 'CORRECTED';
    this.value = value;
    this.confidence = '1';
    this.decidedBy = by;
    this.decidedAt = at;
    return !isRight;
  }
}
ExtractedFieldSchema.setClass(ExtractedField);

export const ExtractionRuleSchema = defineEntity({
  name: 'ExtractionRule',
  schema: 'documents',
  tableName: 'extraction_rule',
  comment: 'What was learned of the papers of a correspondent from a correction.',
  properties: {
    ...record(),
    correspondent: () => p.manyToOne(Correspondent).comment('Whose papers it is about'),
    field: choice(ExtractedFieldName).comment('What it finds'),
    anchor: p
      .string()
      .length(60)
      .comment('Words before the value; empty: the value is always the same'),
    value: p.string().length(300).nullable().comment('The value that is always the same'),
    ...actor(),
  },
});

/** A rule that a correction has made. */
export class ExtractionRule extends ExtractionRuleSchema.class {}
ExtractionRuleSchema.setClass(ExtractionRule);
