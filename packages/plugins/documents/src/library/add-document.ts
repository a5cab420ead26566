import { actorOf, type Ctx, type File, type Person, uuidv7 } from '@bureau/core';
import type { Classification } from './classification.js';
import type { Correspondent } from './correspondent.entity.js';
import { Document } from './document.entity.js';
import type { DocumentType } from './document-type.entity.js';
import { DocumentVersion } from './document-version.entity.js';
import { libraryErrors } from './errors.js';
import { versionAdded } from './events.js';
import type { Folder } from './folder.entity.js';

/** What is known of a document that comes in. */
export interface NewDocument {
  /** Its bytes, of the purpose documents.original. */
  file: File;
  /** Default: the name of the file without its ending. */
  title?: string | null | undefined;
  type?: DocumentType | null;
  correspondent?: Correspondent | null;
  folder?: Folder | null;
  person?: Person | null;
  /** Default: that of the type, else INTERNAL. */
  classification?: Classification | null | undefined;
  datedOn?: string | null | undefined;
  language?: string | null | undefined;
  note?: string | null | undefined;
  comment?: string | null;
}

/**
 * Makes a document with its first version, in the open transaction, whoever brought it in: a
 * caller, a mail, a folder that is watched, a template. Its text is read afterwards.
 * @throws DOCUMENTS_TITLE
 */
export function addDocument(
  ctx: Ctx,
  values: NewDocument,
): { document: Document; version: DocumentVersion } {
  const { file, type = null, correspondent = null, folder = null, person = null } = values;
  const document = ctx.em.create(Document, {
    id: uuidv7(),
    attributes: {},
    title: titleOf(values.title ?? file.name.replace(/(?<=.)\.\w{1,8}$/, '')),
    state: 'RECEIVED',
    ...{ type, correspondent, folder, person },
    classification: values.classification ?? type?.classification ?? 'INTERNAL',
    isRestricted: false,
    datedOn: values.datedOn ?? null,
    language: values.language ?? null,
    note: values.note ?? null,
    ...actorOf(ctx),
  });
  const version = addVersion(ctx, document, { file, number: 1, comment: values.comment ?? null });
  return { document, version };
}

/** A version behind the latest one, of which the caller made sure. */
export function addVersion(
  ctx: Ctx,
  document: Document,
  { file, number, comment }: { file: File; number: number; comment: string | null },
): DocumentVersion {
  const { sha256, mediaType, size } = file;
  const version = ctx.em.create(DocumentVersion, {
    id: uuidv7(),
    ...{ document, number, file, sha256, mediaType, size, comment },
    state: 'DRAFT',
    startsAt: ctx.now,
    ...actorOf(ctx),
  });
  const payload = { documentId: document.id, versionId: version.id, number };
  ctx.emit(versionAdded, payload, { type: 'Document', id: document.id });
  return version;
}

/** @throws DOCUMENTS_TITLE */
export function titleOf(text: string): string {
  const title = text.trim();
  if (title !== '') return title;
  throw libraryErrors.TITLE({}, ['input', 'title']);
}
