import {
  actor,
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  p,
  Person,
  record,
} from '@bureau/core';
import { Classification } from './classification.js';
import { Correspondent } from './correspondent.entity.js';
import { DocumentType } from './document-type.entity.js';
import { libraryErrors } from './errors.js';
import { Folder } from './folder.entity.js';

export const DocumentState = enumOf('DocumentLifecycleState', 'Where a document is in its life.', {
  RECEIVED: 'It is there, and nobody has read it.',
  TEXT_READY: 'Its text is known.',
  FILED: 'It is where it belongs.',
  ARCHIVED: 'It is kept and does not change any more.',
  DISPOSED: 'Its time was over; what was done is on record.',
  TRASH: 'Thrown away; it can be taken back.',
  PURGED: 'Its bytes and its text are gone.',
});
export type DocumentState = EnumValue<typeof DocumentState>;

/** States in which a document takes new facts and versions. */
const OPEN: readonly DocumentState[] = ['RECEIVED', 'TEXT_READY', 'FILED'];

export const DocumentSchema = defineEntity({
  name: 'Document',
  schema: 'documents',
  tableName: 'document',
  comment: 'A paper of the organization, whatever it is made of.',
  properties: {
    ...record({ attributes: true }),
    title: p.string().length(300).comment('What it is called'),
    state: choice(DocumentState).default('RECEIVED').comment('Where it is in its life'),
    type: () => p.manyToOne(DocumentType).nullable().comment('What kind of paper it is'),
    correspondent: () =>
      p.manyToOne(Correspondent).nullable().comment('Who sent it, or got it from us'),
    folder: () => p.manyToOne(Folder).nullable().comment('Where it lies'),
    person: () => p.manyToOne(Person).nullable().comment('Whom it is about'),
    classification: choice(Classification).default('INTERNAL').comment('How secret it is'),
    isRestricted: p.boolean().default(false).comment('Only those on its access list see it'),
    datedOn: p.date().nullable().comment('Day that stands on it'),
    language: p.string().length(8).nullable().comment('Language of its text, such as en'),
    note: p.string().length(2000).nullable().comment('Words of whoever keeps it'),
    filedAt: p.datetime(6).nullable().comment('When it was filed'),
    archivedAt: p.datetime(6).nullable().comment('When it was archived'),
    trashedAt: p.datetime(6).nullable().comment('When it was thrown away'),
    trashedFrom: p
      .string()
      .columnType('text')
      .$type<DocumentState>()
      .nullable()
      .hidden()
      .comment('State that it had before it was thrown away'),
    ...actor(),
  },
});

/**
 * A paper: RECEIVED -> TEXT_READY -> FILED -> ARCHIVED -> DISPOSED; from each of them -> TRASH ->
 * PURGED, and from TRASH back to where it was.
 */
export class Document extends DocumentSchema.class {
  /** @throws DOCUMENTS_STATE */
  demandOpen(): void {
    this.demand(OPEN);
  }

  /** Its text is known now, or is known to be none. Later texts change no state. */
  readText(): void {
    if (this.state === 'RECEIVED') this.state = 'TEXT_READY';
  }

  /** @throws DOCUMENTS_STATE */
  file(now: Date): void {
    this.demand(['TEXT_READY']);
    this.state = 'FILED';
    this.filedAt = now;
  }

  /** @throws DOCUMENTS_STATE */
  archive(now: Date): void {
    this.demand(['FILED']);
    this.state = 'ARCHIVED';
    this.archivedAt = now;
  }

  /** @throws DOCUMENTS_STATE */
  trash(now: Date): void {
    this.demand([...OPEN, 'ARCHIVED']);
    this.trashedFrom = this.state;
    this.state = 'TRASH';
    this.trashedAt = now;
  }

  /** Takes it back to where it was. @throws DOCUMENTS_STATE */
  restore(): void {
    this.demand(['TRASH']);
    this.state = this.trashedFrom ?? 'RECEIVED';
    this.trashedFrom = null;
    this.trashedAt = null;
  }

  /** @throws DOCUMENTS_STATE */
  demand(states: readonly DocumentState[]): void {
    if (states.includes(this.state)) return;
    throw libraryErrors.STATE({ state: this.state }, ['input', 'documentId']);
  }
}
DocumentSchema.setClass(Document);
