import { type Ctx, File } from '@bureau/core';
import { DocumentPage, DocumentVersion } from '../library/document-version.entity.js';
import { textKnown } from '../library/set-text.js';
import { extractFacts } from './extract-facts.js';
import { DocumentBarcode, DocumentReading, PageImage } from './reading.entity.js';
import { languageOf } from './extraction/words.js';
import type { UnreadableReason } from './reading/reading-task.js';

/** Where a reading is, for who goes on with it. */
export interface ReadingPlace {
  pagesRead: number;
  pageCount: number | null;
  isOver: boolean;
}

const PLACE = `
  select r.state, r.pages_read, r.page_count, v.text_source
    from documents.document_reading r join documents.document_version v
      on v.id = r.document_version_id
   where r.document_version_id = $1`;

/** How far a version is read. @param versionId uuid */
export async function readingOf(ctx: Ctx, versionId: string): Promise<ReadingPlace> {
  type Row = Record<'state' | 'pages_read', string> &
    Record<'page_count' | 'text_source', string | null>;
  const [row] = await ctx.sql<Row>(PLACE, [versionId]);
  if (!row) return { pagesRead: 0, pageCount: null, isOver: true };
  const isOver = ['READ', 'UNREADABLE'].includes(row.state) || row.text_source === 'GIVEN';
  const pageCount = row.page_count === null ? null : Number(row.page_count);
  return { pagesRead: Number(row.pages_read), pageCount, isOver };
}

/** Forgets what was read of a version before, and begins anew. @param versionId uuid */
export async function beginReading(ctx: Ctx, documentVersion: DocumentVersion): Promise<void> {
  await clearReading(ctx, documentVersion.id);
  ctx.em.create(DocumentReading, {
    documentVersion,
    ...{ state: 'WAITING', pagesRead: 0, pageCount: null, unreadableBecause: null },
  });
}

/**
 * Takes away everything that was read of a version: texts, pictures with their bytes, barcodes.
 * For reading anew, and for a document that is purged. @param versionId uuid
 */
export async function clearReading(ctx: Ctx, versionId: string): Promise<void> {
  const of = { documentVersion: versionId };
  const files = await ctx.sql<{ id: string }>(PICTURES, [versionId]);
  await ctx.em.nativeDelete(PageImage, of);
  await ctx.em.nativeDelete(File, { id: { $in: files.map(({ id }) => id) } });
  await ctx.em.nativeDelete(DocumentPage, of);
  await ctx.em.nativeDelete(DocumentBarcode, of);
  await ctx.em.nativeDelete(DocumentReading, of);
}

const PICTURES = `
  select f.id from documents.page_image i join core.file f on f.id in (i.thumbnail_id, i.preview_id)
   where i.document_version_id = $1`;

/** All pages are read: the text is told of, and facts are looked for in it. */
export async function finishReading(ctx: Ctx, versionId: string): Promise<void> {
  const version = await ctx.em.findOneOrFail(DocumentVersion, { id: versionId });
  const reading = await ctx.em.findOneOrFail(DocumentReading, { documentVersion: version });
  const [counts] = await ctx.sql<Record<'ocr' | 'native', string>>(SOURCES, [versionId]);
  const pages = await ctx.em.find(
    DocumentPage,
    { documentVersion: version },
    { orderBy: { number: 'asc' } },
  );
  const texts = pages.map(({ text }) => text);
  const language = languageOf(texts.join('\n')) ?? null;
  const isOcr = Number(counts?.ocr) > 0;
  const source = isOcr ? 'OCR' : Number(counts?.native) > 0 ? 'NATIVE' : null;
  reading.state = 'READ';
  reading.pageCount = pages.length;
  await extractFacts(ctx, version, { pages: texts, language });
  await textKnown(ctx, version, { pageCount: pages.length, source, language });
}

const SOURCES = `
  select count(*) filter (where source = 'OCR') as ocr,
      count(*) filter (where source = 'NATIVE') as native
    from documents.page_image where document_version_id = $1`;

/** Nothing can be read of it, and that is all there is to know. */
export async function giveUp(ctx: Ctx, versionId: string, reason: UnreadableReason): Promise<void> {
  const version = await ctx.em.findOneOrFail(DocumentVersion, { id: versionId });
  const reading = await ctx.em.findOneOrFail(DocumentReading, { documentVersion: version });
  reading.state = 'UNREADABLE';
  reading.unreadableBecause = reason;
  const { pagesRead } = reading;
  const source = pagesRead > 0 ? 'OCR' : null;
  await textKnown(ctx, version, { pageCount: pagesRead, source, language: null });
}
