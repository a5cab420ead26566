import { type Ctx, type FileDraft, Files } from '@bureau/core';
import { DocumentPage, DocumentVersion } from '../library/document-version.entity.js';
import { PAGE_IMAGE } from './page-purpose.js';
import { DocumentBarcode, DocumentReading, PageImage } from './reading.entity.js';
import type { ReadPage } from './reading/reading-task.js';

/** A page with its pictures stored, which nothing refers to yet. */
export interface KeptPage {
  page: ReadPage;
  thumbnail: FileDraft | undefined;
  preview: FileDraft | undefined;
}

/** Writes the pictures of pages, outside of a transaction. */
export async function storePictures(ctx: Ctx, pages: readonly ReadPage[]): Promise<KeptPage[]> {
  const kept: KeptPage[] = [];
  for (const page of pages) {
    const thumbnail = await stored(ctx, page.thumbnail);
    kept.push({ page, thumbnail, preview: await stored(ctx, page.preview) });
  }
  return kept;
}

async function stored(ctx: Ctx, bytes: Uint8Array): Promise<FileDraft | undefined> {
  if (bytes.length === 0) return undefined;
  const what = { purpose: PAGE_IMAGE.id, mediaType: 'image/webp', size: bytes.length };
  return ctx.service(Files).write(ctx, what, once(bytes));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Keeps pages, and how far the reading is; returns the number of pages that are read. Pages that
 * another process has kept meanwhile, or whose text somebody gave, are left as they are.
 */
export async function keepPages(
  ctx: Ctx,
  versionId: string,
  { pages, total }: { pages: readonly KeptPage[]; total: number },
): Promise<number> {
  const documentVersion = await ctx.em.findOneOrFail(DocumentVersion, { id: versionId });
  await ctx.sql(LOCK, [versionId]);
  const reading = await ctx.em.findOneOrFail(DocumentReading, { documentVersion });
  const isNext = pages[0]?.page.number === reading.pagesRead + 1;
  if (!isNext || documentVersion.textSource === 'GIVEN') return reading.pagesRead;
  for (const kept of pages) await keepPage(ctx, documentVersion, kept);
  reading.state = 'READING';
  reading.pageCount = total;
  reading.pagesRead += pages.length;
  return reading.pagesRead;
}

const LOCK = 'select from documents.document_reading where document_version_id = $1 for update';

async function keepPage(
  ctx: Ctx,
  documentVersion: DocumentVersion,
  { page, thumbnail, preview }: KeptPage,
): Promise<void> {
  const { number, source, text, confidence, turned, width, height, barcodes } = page;
  const files = ctx.service(Files);
  const file = async (draft: FileDraft | undefined, name: string) =>
    draft ? files.create(ctx, draft, `${name}-${number}.webp`) : null;
  ctx.em.create(DocumentPage, { documentVersion, number, text });
  ctx.em.create(PageImage, {
    documentVersion,
    number,
    source,
    confidence: confidence.toFixed(4),
    turnedBy: turned.toFixed(1),
    width: Math.round(width),
    height: Math.round(height),
    thumbnail: await file(thumbnail, 'thumbnail'),
    preview: await file(preview, 'page'),
  });
  for (const { format, text: says } of barcodes) {
    ctx.em.create(DocumentBarcode, { documentVersion, page: number, format, text: says });
  }
}
