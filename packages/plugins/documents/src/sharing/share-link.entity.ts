import { actor, choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';
import { sharingErrors } from './errors.js';

export const ShareLinkSchema = defineEntity({
  name: 'ShareLink',
  schema: 'documents',
  tableName: 'share_link',
  comment: 'An address by which somebody outside gets one version of a document.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version that is shared'),
    recipient: p.string().length(200).comment('Who gets it; stands in the watermark'),
    secretHash: p.blob().hidden().comment('SHA-256 of the secret part of the address'),
    passwordHash: p
      .text()
      .nullable()
      .hidden()
      .comment('Hash of the password; null: none is asked for'),
    expiresAt: p.datetime(6).comment('From then on it opens nothing'),
    maxOpens: p.integer().nullable().comment('How often it may be opened; null: until it expires'),
    opens: p.integer().default(0).comment('How often it was opened'),
    isWatermarked: p
      .boolean()
      .default(true)
      .comment('The recipient stands on every page of what is fetched'),
    failures: p.integer().default(0).comment('Wrong passwords since it was opened last'),
    lockedUntil: p
      .datetime(6)
      .nullable()
      .comment('Until then it opens nothing, because of wrong passwords'),
    revokedAt: p.datetime(6).nullable().comment('When it was taken back'),
    ...actor(),
  },
});

/** Wrong passwords that lock a link, and for how long, in milliseconds. */
const MOST_FAILURES = 5;
const LOCK = 15 * 60_000;

/** An address by which somebody outside gets one version of a document. */
export class ShareLink extends ShareLinkSchema.class {
  /** Whether it opens anything now, with the right password. */
  isOpen(now: Date): boolean {
    if (this.revokedAt || this.expiresAt <= now) return false;
    if (this.lockedUntil && this.lockedUntil > now) return false;
    return this.maxOpens == null || this.opens < this.maxOpens;
  }

  /** It was opened. */
  open(): void {
    this.opens += 1;
    this.failures = 0;
    this.lockedUntil = null;
  }

  /** A wrong password was given: five of them lock it for a quarter of an hour. */
  fail(now: Date): void {
    this.failures += 1;
    if (this.failures % MOST_FAILURES === 0) this.lockedUntil = new Date(now.valueOf() + LOCK);
  }

  /** @throws DOCUMENTS_SHARE_REVOKED */
  revoke(now: Date): void {
    if (this.revokedAt) throw sharingErrors.SHARE_REVOKED({}, ['input', 'id']);
    this.revokedAt = now;
  }
}
ShareLinkSchema.setClass(ShareLink);

export const DocumentUseKind = enumOf('DocumentUseKind', 'What was done with a document.', {
  DOWNLOADED: 'Somebody of the organization fetched it.',
  LINK_OPENED: 'Somebody outside fetched it by a link.',
  LINK_REFUSED: 'Somebody outside tried a link, which opened nothing.',
});
export type DocumentUseKind = EnumValue<typeof DocumentUseKind>;

export const DocumentUseSchema = defineEntity({
  name: 'DocumentUse',
  schema: 'documents',
  tableName: 'document_use',
  comment: 'Somebody fetched a document, or tried to: a log that only grows.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    documentVersion: () => p.manyToOne(DocumentVersion).nullable().comment('The version'),
    kind: choice(DocumentUseKind).comment('What was done'),
    shareLink: () =>
      p
        .manyToOne(ShareLink)
        .nullable()
        .comment('By which link; null: by somebody of the organization'),
    address: p.string().length(60).nullable().comment('Network address of the caller'),
    ...actor(),
  },
});

/** Somebody fetched a document, or tried to. */
export class DocumentUse extends DocumentUseSchema.class {}
DocumentUseSchema.setClass(DocumentUse);
