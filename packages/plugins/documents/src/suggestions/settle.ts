import { type Ctx, hook, User } from '@bureau/core';
import type { Document } from '../library/document.entity.js';
import { DocumentTagging } from '../library/document-tag.entity.js';
import { documentOrdered } from '../library/hooks.js';
import { DocumentSuggestion } from './document-suggestion.entity.js';

/**
 * Whoever orders a document by hand has decided on what was suggested for it: what is as chosen
 * was right, the rest was wrong. Kinds of which nothing is chosen stay open.
 */
export const suggestionsSettled = hook(documentOrdered, async (ctx, { document, kinds }) => {
  const open = await ctx.em.find(DocumentSuggestion, {
    ...{ document: document.id, kind: { $in: [...kinds] } },
    state: { $in: ['OPEN', 'APPLIED'] },
  });
  if (open.length === 0) return;
  await ctx.em.flush();
  const taggings = await ctx.em.find(DocumentTagging, { document: document.id });
  const tags = new Set(taggings.map(({ tag }) => tag.id));
  const decision = { by: await deciderOf(ctx), at: ctx.now };
  for (const suggestion of open) {
    const isRight = isChosen(document, suggestion, tags);
    if (isRight !== undefined) suggestion.decide(isRight, decision);
  }
});

/** The user who calls; null: an API key or the platform. */
export async function deciderOf(ctx: Ctx): Promise<User | null> {
  const { userId } = ctx.principal;
  return userId === undefined ? null : ctx.em.findOne(User, { id: userId });
}

function isChosen(
  { type, correspondent, folder }: Document,
  suggestion: DocumentSuggestion,
  tags: ReadonlySet<string>,
): boolean | undefined {
  const { kind } = suggestion;
  const target = suggestion.targetId();
  if (kind === 'TAG') return tags.has(target);
  const chosen = { TYPE: type, CORRESPONDENT: correspondent, FOLDER: folder }[kind];
  return chosen ? chosen.id === target : undefined;
}
