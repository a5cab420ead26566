import { Arg, Context, type Ctx, type EventType, Files, Mutation, Resolver } from '@bureau/core';
import { indexText } from '../search/index-text.js';
import { demandClearance, demandLevel } from './access.js';
import { addDocument, titleOf } from './add-document.js';
import { Document } from './document.entity.js';
import {
  DocumentAccessSetInput,
  DocumentAccessSetPayload,
  DocumentArchivePayload,
  DocumentCreateInput,
  DocumentCreatePayload,
  DocumentFilePayload,
  DocumentStepInput,
  DocumentRestorePayload,
  DocumentTextSetInput,
  DocumentTextSetPayload,
  DocumentTrashPayload,
  DocumentUpdateInput,
  DocumentUpdatePayload,
} from './document.inputs.js';
import { latestOf } from './document-versions.js';
import { duplicatesOf } from './duplicates.js';
import { documentArchived, documentFiled, documentRestored, documentTrashed } from './events.js';
import { factsOf } from './facts.js';
import { documentOrdered, documentTrash } from './hooks.js';
import { ORIGINAL } from './original.js';
import { setAccess } from './set-access.js';
import { demandLanguage, setText } from './set-text.js';
import { setTags } from './tags.js';

/** Documents: how they come in, change and go. */
@Resolver()
export class DocumentResolver {
  @Mutation(() => DocumentCreatePayload, {
    description:
      'Makes a document of a file that was sent. Its text is read afterwards. Documents with the ' +
      'same bytes are told, if you may see them, and refuse nothing.',
  })
  async documentCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentCreateInput) {
    const { fileId, title, classification, language, datedOn, note, tagIds } = input;
    const as = { purpose: ORIGINAL.id, path: ['input', 'fileId'] };
    const file = await ctx.service(Files).attach(ctx, fileId, as);
    demandLanguage(language);
    const facts = await factsOf(ctx, input);
    const values = { file, title, classification, language, datedOn, note };
    const { document } = addDocument(ctx, { ...values, ...facts });
    demandClearance(ctx, document.classification);
    if (tagIds) await setTags(ctx, document, tagIds);
    await indexText(ctx, document.id);
    const same = await duplicatesOf(ctx, { sha256: file.sha256, except: document.id });
    return { document, duplicates: same.map((id) => ({ id })) };
  }

  @Mutation(() => DocumentUpdatePayload, { description: 'Changes what is known of a document.' })
  async documentUpdate(@Context() ctx: Ctx, @Arg('input') input: DocumentUpdateInput) {
    const document = await forChange(ctx, input);
    document.demandOpen();
    const { title, classification, language, datedOn, note, tagIds } = input;
    demandLanguage(language);
    if (classification != null) demandClearance(ctx, classification);
    Object.assign(document, await factsOf(ctx, input));
    if (title != null) document.title = titleOf(title);
    if (classification != null) document.classification = classification;
    if (language !== undefined) document.language = language;
    if (datedOn !== undefined) document.datedOn = datedOn;
    if (note !== undefined) document.note = note;
    if (tagIds) await setTags(ctx, document, tagIds);
    await ctx.hook(documentOrdered, { document, kinds: orderedBy(input) });
    await indexText(ctx, document.id);
    return { document };
  }

  @Mutation(() => DocumentTextSetPayload, {
    description: 'Gives the text of the latest version, where somebody else has read it.',
  })
  async documentTextSet(@Context() ctx: Ctx, @Arg('input') input: DocumentTextSetInput) {
    const document = await forChange(ctx, input);
    document.demandOpen();
    const { pages, language } = input;
    await setText(ctx, await latestOf(ctx, document), {
      ...{ pages, source: 'GIVEN' },
      language: language ?? document.language ?? null,
    });
    return { document };
  }

  @Mutation(() => DocumentFilePayload, { description: 'Files a document whose text is known.' })
  async documentFile(@Context() ctx: Ctx, @Arg('input') input: DocumentStepInput) {
    const document = await forChange(ctx, input);
    document.file(ctx.now);
    await ctx.hook(documentOrdered, { document, kinds: KINDS });
    tell(ctx, documentFiled, document);
    return { document };
  }

  @Mutation(() => DocumentArchivePayload, {
    description: 'Archives a filed document: it is kept and does not change any more.',
  })
  async documentArchive(@Context() ctx: Ctx, @Arg('input') input: DocumentStepInput) {
    const document = await forChange(ctx, input);
    document.archive(ctx.now);
    tell(ctx, documentArchived, document);
    return { document };
  }

  @Mutation(() => DocumentTrashPayload, {
    description: 'Throws a document away; until it is purged it can be taken back.',
  })
  async documentTrash(@Context() ctx: Ctx, @Arg('input') input: DocumentStepInput) {
    const document = await forChange(ctx, input);
    await ctx.hook(documentTrash, { document });
    document.trash(ctx.now);
    tell(ctx, documentTrashed, document);
    return { document };
  }

  @Mutation(() => DocumentRestorePayload, { description: 'Takes a document out of the trash.' })
  async documentRestore(@Context() ctx: Ctx, @Arg('input') input: DocumentStepInput) {
    const document = await forChange(ctx, input);
    document.restore();
    tell(ctx, documentRestored, document);
    return { document };
  }

  @Mutation(() => DocumentAccessSetPayload, {
    description:
      'Says who may see a document, on top of roles and clearance. It must leave you a way to ' +
      'see it only if you want one: whoever is not on the list sees nothing of it.',
  })
  async documentAccessSet(@Context() ctx: Ctx, @Arg('input') input: DocumentAccessSetInput) {
    const { documentId, expectedVersion, entries } = input;
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, documentId, { expectedVersion, path, lock: true });
    await demandLevel(ctx, document, 'MANAGE');
    await setAccess(ctx, document, entries);
    return { document };
  }
}

const KINDS = ['TYPE', 'CORRESPONDENT', 'FOLDER', 'TAG'] as const;

/** By what a caller has ordered a document. */
function orderedBy({ typeId, correspondentId, folderId, tagIds }: DocumentUpdateInput) {
  const given = { TYPE: typeId, CORRESPONDENT: correspondentId, FOLDER: folderId, TAG: tagIds };
  return KINDS.filter((kind) => given[kind] !== undefined);
}

/** The document, locked: the state is checked in here, and others wait. */
async function forChange(ctx: Ctx, input: DocumentStepInput): Promise<Document> {
  const { documentId, expectedVersion } = input;
  const path = ['input', 'documentId'];
  const document = await ctx.find(Document, documentId, { expectedVersion, path, lock: true });
  await demandLevel(ctx, document, 'EDIT');
  return document;
}

function tell(ctx: Ctx, event: EventType<{ documentId: string }>, { id }: Document): void {
  ctx.emit(event, { documentId: id }, { type: 'Document', id });
}
