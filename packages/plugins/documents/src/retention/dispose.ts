import { type Ctx, DomainError, File, User } from '@bureau/core';
import type { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';
import { clearText } from '../search/index-text.js';
import { DisposalRecord } from './disposal-record.entity.js';
import { documentDisposed } from './events.js';
import { demandFree, type Keeping, type Verdict } from './retention-of.js';
import type { DisposalKind } from './retention-kinds.js';

/** What a certificate tells of a document, as it is now. */
export async function factsOf(
  ctx: Ctx,
  document: Document,
  { terms, freeOn }: Keeping & Verdict,
): Promise<{
  title: string;
  documentTypeCode: string | null;
  policyCodes: string[];
  freeOn: string | null;
  hashes: string[];
}> {
  await ctx.em.populate(document, ['type']);
  const orderBy = { number: 'asc' } as const;
  const versions = await ctx.em.find(DocumentVersion, { document: document.id }, { orderBy });
  return {
    title: document.title,
    documentTypeCode: document.type?.code ?? null,
    policyCodes: terms.map(({ code }) => code),
    freeOn,
    hashes: versions.map(({ sha256 }) => sha256),
  };
}

/**
 * Makes away with the bytes, texts and pictures of a document that is locked, and writes the
 * certificate. The rows of the document and its versions stay, with their hashes: what was there is
 * known, what it said is not.
 * @throws DOCUMENTS_HELD, DOCUMENTS_RETAINED
 */
export async function disposeOf(
  ctx: Ctx,
  document: Document,
  record: DisposalRecord,
): Promise<void> {
  const keeping = await demandFree(ctx, document.id, ['input', 'id']);
  ctx.em.assign(record, await factsOf(ctx, document, keeping));
  const files = await forgetContent(ctx, document);
  const { userId } = ctx.principal;
  record.state = 'DONE';
  record.decidedAt = ctx.now;
  record.decidedBy = userId === undefined ? null : ctx.em.getReference(User, userId);
  document.state = record.kind === 'DISPOSAL' ? 'DISPOSED' : 'PURGED';
  document.note = null;
  const { id } = document;
  const payload = { documentId: id, disposalRecordId: record.id, kind: record.kind };
  ctx.emit(documentDisposed, payload, { type: 'Document', id });
  await ctx.em.flush();
  for (const file of files) await removeFile(ctx, file);
}

/** The certificate of a document that goes because it was in the trash for long enough. */
export async function newRecord(
  ctx: Ctx,
  document: Document,
  { kind, reason = null }: { kind: DisposalKind; reason?: string | null },
): Promise<DisposalRecord> {
  const keeping = await demandFree(ctx, document.id, ['input', 'documentId']);
  const facts = await factsOf(ctx, document, keeping);
  const { userId } = ctx.principal;
  const proposedBy = userId === undefined ? null : ctx.em.getReference(User, userId);
  return ctx.em.create(DisposalRecord, { document, kind, ...facts, reason, proposedBy });
}

/**
 * What was read of a document: how far, its text, pictures of its pages, barcodes. A reading that
 * is under way holds the first of them, and finds it gone: it adds nothing behind our back.
 */
const CONTENT = ['document_reading', 'document_page', 'page_image', 'document_barcode'].map(
  (table) => `
  delete from documents.${table} c using documents.document_version v
  where v.organization_id = c.organization_id and v.id = c.document_version_id
    and v.document_id = $1`,
);
const FACTS = ['extracted_field', 'document_suggestion'].map(
  (table) => `delete from documents.${table} where document_id = $1`,
);

const PICTURES = `
  select unnest(array[i.thumbnail_id, i.preview_id]) as id from documents.page_image i
  join documents.document_version v on v.organization_id = i.organization_id
    and v.id = i.document_version_id
  where v.document_id = $1`;

/** Texts and pictures go, and the way to the bytes; the files that nothing here has any more. */
async function forgetContent(ctx: Ctx, document: Document): Promise<Set<string>> {
  const [reading = '', ...content] = CONTENT;
  await ctx.sql(reading, [document.id]);
  await clearText(ctx, document.id);
  const pictures = await ctx.sql<{ id: string | null }>(PICTURES, [document.id]);
  for (const statement of [...content, ...FACTS]) await ctx.sql(statement, [document.id]);
  const versions = await ctx.em.find(DocumentVersion, { document: document.id });
  const originals = versions.flatMap(({ file }) => (file ? [file.id] : []));
  const shown = pictures.flatMap(({ id }) => (id === null ? [] : [id]));
  for (const version of versions) version.file = null;
  return new Set([...originals, ...shown]);
}

/**
 * A file to which something else points stays with that. Its bytes are swept when no other file
 * has the same. Nothing is in the unit of work any more when that was refused: it comes last.
 */
async function removeFile(ctx: Ctx, id: string): Promise<void> {
  const file = await ctx.em.findOne(File, { id });
  if (!file) return;
  try {
    await ctx.savepoint(async () => {
      ctx.em.remove(file);
      await ctx.em.flush();
    });
  } catch (error) {
    if (!isReferred(error)) throw error;
  }
}

/** As core has explained a foreign key that is in the way. */
function isReferred(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'CORE_REFERENCE';
}
