import { choice, defineEntity, p, record, User } from '@bureau/core';
import { Correspondent } from '../library/correspondent.entity.js';
import { Document } from '../library/document.entity.js';
import { DocumentTag } from '../library/document-tag.entity.js';
import { DocumentType } from '../library/document-type.entity.js';
import { Folder } from '../library/folder.entity.js';
import { suggestionErrors } from './errors.js';
import { SuggestionKind, SuggestionReason, SuggestionState } from './suggestion-kinds.js';

export const DocumentSuggestionSchema = defineEntity({
  name: 'DocumentSuggestion',
  schema: 'documents',
  tableName: 'document_suggestion',
  comment: 'By what a document may be ordered, as its text suggests it.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    kind: choice(SuggestionKind).comment('What is suggested'),
    type: () => p.manyToOne(DocumentType).nullable().comment('The type, of kind TYPE'),
    correspondent: () =>
      p.manyToOne(Correspondent).nullable().comment('The correspondent, of kind CORRESPONDENT'),
    folder: () => p.manyToOne(Folder).nullable().comment('The folder, of kind FOLDER'),
    tag: () => p.manyToOne(DocumentTag).nullable().comment('The tag, of kind TAG'),
    confidence: p.decimal().precision(5).scale(4).comment('How sure it is, 0 to 1'),
    reason: choice(SuggestionReason).comment('Why'),
    words: p.array().comment('Words of the paper that spoke for it, by their stems; three at most'),
    state: choice(SuggestionState).default('OPEN').comment('What became of it'),
    decidedBy: () => p.manyToOne(User).nullable().comment('Who said so'),
    decidedAt: p.datetime(6).nullable().comment('When'),
  },
});

/** OPEN or APPLIED -> ACCEPTED or REJECTED. */
export class DocumentSuggestion extends DocumentSuggestionSchema.class {
  /** Uuid of what is suggested. */
  targetId(): string {
    return (this.type ?? this.correspondent ?? this.folder ?? this.tag)?.id ?? '';
  }

  /** @throws DOCUMENTS_SUGGESTION_STATE */
  demandUndecided(): void {
    const { state } = this;
    if (state === 'OPEN' || state === 'APPLIED') return;
    throw suggestionErrors.SUGGESTION_STATE({ state }, ['input', 'id']);
  }

  /** Somebody says whether it is right. */
  decide(isRight: boolean, { by, at }: { by: User | null; at: Date }): void {
    this.state = isRight ? 'ACCEPTED' : 'REJECTED';
    this.decidedBy = by;
    this.decidedAt = at;
  }
}
DocumentSuggestionSchema.setClass(DocumentSuggestion);
