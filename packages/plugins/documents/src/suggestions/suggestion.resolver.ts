import { Arg, Context, type Ctx, encodeId, Mutation, Resolver } from '@bureau/core';
import { demandLevel } from '../library/access.js';
import { Document } from '../library/document.entity.js';
import { DocumentTagging } from '../library/document-tag.entity.js';
import { DocumentRecordType } from '../library/library.types.js';
import { DocumentSuggestion } from './document-suggestion.entity.js';
import { deciderOf } from './settle.js';
import { applySuggestion } from './suggest.js';
import {
  DocumentSuggestionAcceptPayload,
  DocumentSuggestionInput,
  DocumentSuggestionRejectPayload,
} from './suggestion.types.js';

/** What people say of suggestions. */
@Resolver()
export class DocumentSuggestionResolver {
  @Mutation(() => DocumentSuggestionAcceptPayload, {
    description: 'Orders a document as it was suggested. Papers like it will be surer.',
  })
  async documentSuggestionAccept(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentSuggestionInput,
  ) {
    const { document, documentSuggestion } = await undecided(ctx, input);
    const { tag } = documentSuggestion;
    const has = tag && (await ctx.em.findOne(DocumentTagging, { document, tag }));
    if (!has) applySuggestion(ctx, document, documentSuggestion);
    documentSuggestion.decide(true, { by: await deciderOf(ctx), at: ctx.now });
    return { documentSuggestion, document };
  }

  @Mutation(() => DocumentSuggestionRejectPayload, {
    description:
      'Says that a suggestion is wrong; what was taken of it goes from the document. It does not ' +
      'come again for this document, and is less sure for others.',
  })
  async documentSuggestionReject(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentSuggestionInput,
  ) {
    const { document, documentSuggestion } = await undecided(ctx, input);
    if (documentSuggestion.state === 'APPLIED') await takeBack(ctx, document, documentSuggestion);
    documentSuggestion.decide(false, { by: await deciderOf(ctx), at: ctx.now });
    return { documentSuggestion, document };
  }
}

/** Document and suggestion, both locked in the order in which suggesting does it. */
async function undecided(ctx: Ctx, { id, expectedVersion }: DocumentSuggestionInput) {
  const path = ['input', 'id'];
  const seen = await ctx.find(DocumentSuggestion, id, { path });
  const documentId = encodeId(DocumentRecordType.options.prefix, seen.document.id);
  const document = await ctx.find(Document, documentId, { path, lock: true });
  await demandLevel(ctx, document, 'EDIT');
  document.demandOpen();
  const found = { path, expectedVersion, lock: true };
  const documentSuggestion = await ctx.find(DocumentSuggestion, id, found);
  documentSuggestion.demandUndecided();
  return { document, documentSuggestion };
}

async function takeBack(
  ctx: Ctx,
  document: Document,
  { type, correspondent, folder, tag }: DocumentSuggestion,
): Promise<void> {
  if (type && document.type?.id === type.id) document.type = null;
  if (correspondent && document.correspondent?.id === correspondent.id) {
    document.correspondent = null;
  }
  if (folder && document.folder?.id === folder.id) document.folder = null;
  const tagging = tag && (await ctx.em.findOne(DocumentTagging, { document, tag }));
  if (tagging) ctx.em.remove(tagging);
}
