import { actor, choice, defineEntity, p, record, User } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { retentionErrors } from './errors.js';
import { LegalHoldState } from './retention-kinds.js';

export const LegalHoldSchema = defineEntity({
  name: 'LegalHold',
  schema: 'documents',
  tableName: 'legal_hold',
  comment: 'A case because of which documents must stay as they are.',
  checks: [
    { name: 'legal_hold_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'legal_hold_release_check', expression: "(state = 'OPEN') = (released_at is null)" },
  ],
  properties: {
    ...record(),
    name: p.string().length(200).comment('The case'),
    reason: p.string().length(2000).comment('Why documents must stay'),
    state: choice(LegalHoldState).default('OPEN').comment('Whether it binds'),
    releasedAt: p.datetime(6).nullable().comment('When it was released'),
    releasedBy: () => p.manyToOne(User).nullable().comment('Who released it'),
    releaseReason: p.string().length(2000).nullable().comment('Why it was released'),
    ...actor(),
  },
});

/** A case with documents; each document may be under many. */
export class LegalHold extends LegalHoldSchema.class {
  /** @throws DOCUMENTS_HOLD_RELEASED */
  assertOpen(): void {
    if (this.state !== 'OPEN') throw retentionErrors.HOLD_RELEASED({}, ['input', 'id']);
  }

  /** Binds nobody any more. @throws DOCUMENTS_HOLD_RELEASED */
  release(at: Date, by: User | null, reason: string): void {
    this.assertOpen();
    this.state = 'RELEASED';
    this.releasedAt = at;
    this.releasedBy = by;
    this.releaseReason = reason;
  }
}
LegalHoldSchema.setClass(LegalHold);

export const LegalHoldDocumentSchema = defineEntity({
  name: 'LegalHoldDocument',
  schema: 'documents',
  tableName: 'legal_hold_document',
  comment: 'A document of a case.',
  uniques: [{ properties: ['hold', 'document'] }],
  properties: {
    ...record(),
    hold: () => p.manyToOne(LegalHold).comment('The case'),
    document: () => p.manyToOne(Document).comment('The document'),
  },
});

export class LegalHoldDocument extends LegalHoldDocumentSchema.class {}
LegalHoldDocumentSchema.setClass(LegalHoldDocument);
