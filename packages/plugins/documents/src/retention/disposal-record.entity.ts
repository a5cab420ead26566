import { choice, defineEntity, p, record, User } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { retentionErrors } from './errors.js';
import { DisposalKind, DisposalState } from './retention-kinds.js';

export const DisposalRecordSchema = defineEntity({
  name: 'DisposalRecord',
  schema: 'documents',
  tableName: 'disposal_record',
  comment: 'What was disposed of, when, by whom and under which policies; kept for ever.',
  uniques: [
    {
      name: 'disposal_record_open_key',
      properties: ['document'],
      where: "state in ('PROPOSED', 'CONFIRMED')",
    },
  ],
  checks: [
    { name: 'disposal_record_done_check', expression: "state <> 'DONE' or decided_at is not null" },
  ],
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    kind: choice(DisposalKind).comment('How it goes'),
    state: choice(DisposalState).default('PROPOSED').comment('Where it is'),
    title: p.string().length(300).comment('Title of the document as it was'),
    documentTypeCode: p.string().length(40).nullable().comment('Code of its type as it was'),
    policyCodes: p.array().comment('Codes of the policies whose terms were over'),
    freeOn: p.date().nullable().comment('First day on which no term kept it; null: there was none'),
    hashes: p.array().comment('SHA-256 of each version, the first one first'),
    reason: p.string().length(500).nullable().comment('Why it was proposed, or rejected'),
    proposedBy: () => p.manyToOne(User).nullable().comment('Who proposed it; null: the calendar'),
    confirmedBy: () => p.manyToOne(User).nullable().comment('Who agreed first'),
    decidedBy: () => p.manyToOne(User).nullable().comment('Who agreed last, or refused'),
    decidedAt: p.datetime(6).nullable().comment('When it was done, or refused'),
  },
});

/** A disposal: PROPOSED -> CONFIRMED -> DONE, REJECTED; its end is the certificate. */
export class DisposalRecord extends DisposalRecordSchema.class {
  /**
   * One more person agrees: two different ones are needed, of whom one may have proposed it.
   * Whether that was the last one. @throws DOCUMENTS_DISPOSAL_STATE, DOCUMENTS_DISPOSAL_SAME_PERSON
   */
  agree(by: User): boolean {
    this.assertOpen();
    const first = this.confirmedBy ?? this.proposedBy ?? null;
    if (first?.id === by.id) throw retentionErrors.DISPOSAL_SAME_PERSON({}, ['input', 'id']);
    if (first) return true;
    this.confirmedBy = by;
    this.state = 'CONFIRMED';
    return false;
  }

  /** @throws DOCUMENTS_DISPOSAL_STATE */
  reject(at: Date, by: User | null, reason: string): void {
    this.assertOpen();
    this.state = 'REJECTED';
    this.decidedAt = at;
    this.decidedBy = by;
    this.reason = reason;
  }

  private assertOpen(): void {
    const { state } = this;
    if (state === 'PROPOSED' || state === 'CONFIRMED') return;
    throw retentionErrors.DISPOSAL_STATE({ state }, ['input', 'id']);
  }
}
DisposalRecordSchema.setClass(DisposalRecord);
