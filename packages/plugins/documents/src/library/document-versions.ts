import type { Ctx } from '@bureau/core';
import type { Document } from './document.entity.js';
import { DocumentVersion } from './document-version.entity.js';

/** The latest version of a document; every document has one. */
export function latestOf(ctx: Ctx, document: Document): Promise<DocumentVersion> {
  return ctx.em.findOneOrFail(DocumentVersion, { document: document.id, endsAt: null });
}
