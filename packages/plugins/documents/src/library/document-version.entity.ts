import { actor, choice, defineEntity, enumOf, type EnumValue, File, p, record } from '@bureau/core';
import { Document } from './document.entity.js';
import { libraryErrors } from './errors.js';

export const DocumentVersionState = enumOf(
  'DocumentVersionState',
  'Where a version is in its review.',
  {
    DRAFT: 'Sent, and nobody has agreed to it.',
    IN_REVIEW: 'Somebody looks at it.',
    PUBLISHED: 'It is the one that holds.',
    SUPERSEDED: 'Another one holds in its place.',
  },
);
export type DocumentVersionState = EnumValue<typeof DocumentVersionState>;

export const TextSource = enumOf('TextSource', 'Where the text of a version comes from.', {
  NATIVE: 'It stood in the file.',
  OCR: 'It was read from pictures.',
  GIVEN: 'A caller gave it.',
});
export type TextSource = EnumValue<typeof TextSource>;

export const DocumentVersionSchema = defineEntity({
  name: 'DocumentVersion',
  schema: 'documents',
  tableName: 'document_version',
  comment: 'The bytes of a document from one upload until the next.',
  properties: {
    ...record(),
    document: () => p.manyToOne(Document).comment('The document'),
    number: p.integer().comment('Counts up from 1 within the document'),
    state: choice(DocumentVersionState).default('DRAFT').comment('Where it is in its review'),
    file: () => p.manyToOne(File).nullable().comment('Its bytes; null when they were purged'),
    sha256: p.string().length(64).comment('SHA-256 of the bytes, hexadecimal'),
    mediaType: p.string().length(127).comment('Media type as found in the bytes'),
    size: p.integer().comment('Number of bytes'),
    comment: p.string().length(500).nullable().comment('What was changed'),
    startsAt: p.datetime(6).comment('From when on it is the latest'),
    endsAt: p.datetime(6).nullable().comment('From when on another one is the latest; null: it is'),
    publishedAt: p.datetime(6).nullable().comment('When it was published'),
    supersededAt: p.datetime(6).nullable().comment('When another one was published in its place'),
    language: p.string().length(8).nullable().comment('Language of its text, such as en'),
    pageCount: p.integer().nullable().comment('Number of pages; null: not known'),
    textSource: choice(TextSource)
      .nullable()
      .comment('Where its text comes from; null: none was read'),
    ...actor(),
  },
});

/** Bytes of a document: DRAFT -> IN_REVIEW -> PUBLISHED -> SUPERSEDED; IN_REVIEW -> DRAFT. */
export class DocumentVersion extends DocumentVersionSchema.class {
  /** @throws DOCUMENTS_VERSION_STATE, DOCUMENTS_VERSION_LATEST */
  review(): void {
    this.demand(['DRAFT']);
    if (this.endsAt) throw libraryErrors.VERSION_LATEST({}, ['input', 'id']);
    this.state = 'IN_REVIEW';
  }

  /** @throws DOCUMENTS_VERSION_STATE */
  sendBack(): void {
    this.demand(['IN_REVIEW']);
    this.state = 'DRAFT';
  }

  /** @throws DOCUMENTS_VERSION_STATE */
  publish(now: Date): void {
    this.demand(['IN_REVIEW']);
    this.state = 'PUBLISHED';
    this.publishedAt = now;
  }

  /** Another version was published. @throws DOCUMENTS_VERSION_STATE */
  supersede(now: Date): void {
    this.demand(['PUBLISHED']);
    this.state = 'SUPERSEDED';
    this.supersededAt = now;
  }

  private demand(states: readonly DocumentVersionState[]): void {
    if (states.includes(this.state)) return;
    throw libraryErrors.VERSION_STATE({ state: this.state }, ['input', 'id']);
  }
}
DocumentVersionSchema.setClass(DocumentVersion);

export const DocumentPageSchema = defineEntity({
  name: 'DocumentPage',
  schema: 'documents',
  tableName: 'document_page',
  comment: 'The text of one page of a version.',
  properties: {
    ...record(),
    documentVersion: () => p.manyToOne(DocumentVersion).comment('The version'),
    number: p.integer().comment('Number of the page, from 1'),
    text: p.text().comment('Its text'),
  },
});

/** The text of one page of a version. */
export class DocumentPage extends DocumentPageSchema.class {}
DocumentPageSchema.setClass(DocumentPage);
