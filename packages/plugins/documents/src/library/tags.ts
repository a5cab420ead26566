import { type Ctx, decodeId, Refusal } from '@bureau/core';
import type { Document } from './document.entity.js';
import { DocumentTag, DocumentTagging } from './document-tag.entity.js';
import { libraryErrors } from './errors.js';
import { DocumentTagType } from './library.types.js';

const MOST = 50;

/**
 * Puts exactly these tags on a document.
 * @param ids public ids
 * @throws Refusal NOT_FOUND, DOCUMENTS_TAGS_TOO_MANY, DOCUMENTS_INACTIVE
 */
export async function setTags(ctx: Ctx, document: Document, ids: readonly string[]): Promise<void> {
  const path = ['input', 'tagIds'];
  const wanted = new Set(ids.map((id) => uuidOf(id, path)));
  if (wanted.size > MOST) throw libraryErrors.TAGS_TOO_MANY({ limit: MOST }, path);
  const tags = await ctx.em.find(DocumentTag, { id: { $in: [...wanted] } });
  if (tags.length < wanted.size) throw notFound(path);
  const taggings = await ctx.em.find(DocumentTagging, { document: document.id });
  const has = new Map(taggings.map((tagging) => [tagging.tag.id, tagging]));
  for (const [id, tagging] of has) if (!wanted.has(id)) ctx.em.remove(tagging);
  for (const tag of tags) {
    if (has.has(tag.id)) continue;
    if (!tag.isActive) throw libraryErrors.INACTIVE({ name: tag.name }, path);
    ctx.em.create(DocumentTagging, { document, tag });
  }
}

function uuidOf(id: string, path: readonly string[]): string {
  const uuid = decodeId(DocumentTagType.options.prefix, id);
  if (uuid === undefined) throw notFound(path);
  return uuid;
}

function notFound(argumentPath: readonly string[]): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath });
}
