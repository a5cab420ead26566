import type { Ctx } from '@bureau/core';
import { Document } from './document.entity.js';
import { DocumentPage, type DocumentVersion, type TextSource } from './document-version.entity.js';
import { libraryErrors } from './errors.js';
import { textReady } from './events.js';
import { indexText } from '../search/index-text.js';

/** Pages of one version at most. */
export const MAX_PAGES = 5_000;
/** Signs of the text of one version at most. */
export const MAX_SIGNS = 5_000_000;

/** What was read of a version. */
export interface ReadText {
  /** Text of each page, in their order. */
  pages: readonly string[];
  source: TextSource;
  /** Two letters, such as `en`; null: not known. */
  language?: string | null;
}

/**
 * Keeps the text of a version, in place of what was read before, and tells that it is there. The
 * document is TEXT_READY then, if it was only received.
 * @throws DOCUMENTS_PAGES, DOCUMENTS_LANGUAGE
 */
export async function setText(
  ctx: Ctx,
  version: DocumentVersion,
  { pages, source, language = null }: ReadText,
): Promise<void> {
  const signs = pages.reduce((sum, { length }) => sum + length, 0);
  if (pages.length < 1 || pages.length > MAX_PAGES || signs > MAX_SIGNS) {
    throw libraryErrors.PAGES({ limit: MAX_PAGES, size: MAX_SIGNS }, ['input', 'pages']);
  }
  demandLanguage(language);
  await ctx.em.nativeDelete(DocumentPage, { documentVersion: version.id });
  pages.forEach((text, index) => {
    // PostgreSQL keeps no U+0000.
    const values = { number: index + 1, text: text.replaceAll('\0', ' ') };
    ctx.em.create(DocumentPage, { documentVersion: version, ...values });
  });
  await textKnown(ctx, version, { pageCount: pages.length, source, language });
}

/** What is told of a text whose pages are kept already; `source` null: there is none. */
export interface KnownText {
  pageCount: number;
  source: TextSource | null;
  language: string | null;
}

/** The pages of a version stand there: its document is TEXT_READY, if it was only received. */
export async function textKnown(
  ctx: Ctx,
  version: DocumentVersion,
  { pageCount, source, language }: KnownText,
): Promise<void> {
  version.pageCount = pageCount;
  version.textSource = source;
  version.language = language;
  const document = await ctx.em.findOneOrFail(Document, { id: version.document.id });
  document.readText();
  if (language !== null && version.endsAt == null) document.language ??= language;
  await indexText(ctx, document.id);
  const payload = { documentId: document.id, versionId: version.id, number: version.number };
  ctx.emit(textReady, payload, { type: 'Document', id: document.id });
}

/** @throws DOCUMENTS_LANGUAGE */
export function demandLanguage(language: string | null | undefined): void {
  if (language == null || /^[a-z]{2,3}$/.test(language)) return;
  throw libraryErrors.LANGUAGE({}, ['input', 'language']);
}
