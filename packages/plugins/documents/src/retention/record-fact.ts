import type { Ctx } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import type { RetentionEvent } from './retention-kinds.js';
import { RetentionFact } from './retention-fact.entity.js';

/** Something from which a term of a document runs. */
export interface NewFact {
  /** Uuid. */
  documentId: string;
  event: RetentionEvent;
  occurredOn: string;
  /** `given`, or the record that tells it: `Bill <uuid>`. One of each is kept. */
  source: string;
  reason?: string;
}

/**
 * Keeps a fact in the open transaction; what the same source said before of this event is replaced.
 * Of several sources the latest day counts.
 */
export async function recordFact(ctx: Ctx, fact: NewFact): Promise<void> {
  const { documentId, event, occurredOn, source, reason = null } = fact;
  const known = await ctx.em.findOne(RetentionFact, { document: documentId, event, source });
  if (known) {
    ctx.em.assign(known, { occurredOn, reason });
    return;
  }
  const document = ctx.em.getReference(Document, documentId);
  ctx.em.create(RetentionFact, { document, event, occurredOn, source, reason });
}
