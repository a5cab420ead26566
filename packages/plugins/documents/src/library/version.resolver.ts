import {
  Arg,
  Context,
  type Ctx,
  encodeId,
  type File,
  Files,
  Mutation,
  Resolver,
} from '@bureau/core';
import { demandLevel } from './access.js';
import { addVersion } from './add-document.js';
import { Document } from './document.entity.js';
import { latestOf } from './document-versions.js';
import { DocumentVersion } from './document-version.entity.js';
import { libraryErrors } from './errors.js';
import { versionPublished } from './events.js';
import { DocumentRecordType } from './library.types.js';
import { ORIGINAL } from './original.js';
import {
  DocumentVersionCreateInput,
  DocumentVersionCreatePayload,
  DocumentVersionInput,
  DocumentVersionPublishPayload,
  DocumentVersionRestoreInput,
  DocumentVersionRestorePayload,
  DocumentVersionReviewPayload,
  DocumentVersionSendBackPayload,
} from './version.inputs.js';

const PATH = ['input', 'id'];

/** Versions: numbered, reviewed, and never changed. */
@Resolver()
export class VersionResolver {
  @Mutation(() => DocumentVersionCreatePayload, {
    description: 'Sends another version of a document. It is a draft; the one before stays.',
  })
  async documentVersionCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentVersionCreateInput,
  ) {
    const { documentId, expectedVersion, baseNumber, fileId, comment } = input;
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, documentId, { expectedVersion, path, lock: true });
    const as = { purpose: ORIGINAL.id, path: ['input', 'fileId'] };
    const file = await ctx.service(Files).attach(ctx, fileId, as);
    return follow(ctx, document, { baseNumber, file, comment: comment?.trim() || null });
  }

  @Mutation(() => DocumentVersionRestorePayload, {
    description: 'Makes a new version with the bytes of an earlier one.',
  })
  async documentVersionRestore(
    @Context() ctx: Ctx,
    @Arg('input') input: DocumentVersionRestoreInput,
  ) {
    const { id, expectedVersion, baseNumber } = input;
    const earlier = await ctx.find(DocumentVersion, id, { expectedVersion, path: PATH });
    const document = await lockedDocument(ctx, earlier);
    await ctx.em.populate(earlier, ['file']);
    if (!earlier.file) throw libraryErrors.VERSION_PURGED({}, PATH);
    const comment = `Version ${earlier.number} again`;
    return follow(ctx, document, { baseNumber, file: earlier.file, comment });
  }

  @Mutation(() => DocumentVersionReviewPayload, {
    description: 'Asks for a review of the latest version.',
  })
  async documentVersionReview(@Context() ctx: Ctx, @Arg('input') input: DocumentVersionInput) {
    const documentVersion = await forReview(ctx, input);
    documentVersion.review();
    return { documentVersion };
  }

  @Mutation(() => DocumentVersionSendBackPayload, {
    description: 'Ends a review without publishing: the version is a draft again.',
  })
  async documentVersionSendBack(@Context() ctx: Ctx, @Arg('input') input: DocumentVersionInput) {
    const documentVersion = await forReview(ctx, input);
    documentVersion.sendBack();
    return { documentVersion };
  }

  @Mutation(() => DocumentVersionPublishPayload, {
    description:
      'Publishes a version that was reviewed, in place of the one before. Whoever sent it does ' +
      'not publish it.',
  })
  async documentVersionPublish(@Context() ctx: Ctx, @Arg('input') input: DocumentVersionInput) {
    const documentVersion = await forReview(ctx, input);
    const { userId } = ctx.principal;
    if (userId !== undefined && documentVersion.createdBy?.id === userId) {
      throw libraryErrors.REVIEW_OWN({}, PATH);
    }
    const { document, number, id: versionId } = documentVersion;
    const before = await ctx.em.findOne(DocumentVersion, {
      document: document.id,
      state: 'PUBLISHED',
    });
    before?.supersede(ctx.now);
    // The one before first: one version holds at a time.
    await ctx.em.flush();
    documentVersion.publish(ctx.now);
    const payload = { documentId: document.id, versionId, number };
    ctx.emit(versionPublished, payload, { type: 'Document', id: document.id });
    return { documentVersion };
  }
}

/** A version behind the latest one, if that is still the one that the caller saw. */
async function follow(
  ctx: Ctx,
  document: Document,
  { baseNumber, file, comment }: { baseNumber: number; file: File; comment: string | null },
) {
  await demandLevel(ctx, document, 'EDIT');
  document.demandOpen();
  const latest = await latestOf(ctx, document);
  const { number } = latest;
  if (number !== baseNumber) throw libraryErrors.VERSION_BASE({ number }, ['input', 'baseNumber']);
  if (latest.sha256 === file.sha256) throw libraryErrors.VERSION_SAME({}, ['input', 'fileId']);
  latest.endsAt = ctx.now;
  if (latest.state === 'IN_REVIEW') latest.sendBack();
  // The one before first: one version is the latest at a time.
  await ctx.em.flush();
  const documentVersion = addVersion(ctx, document, { file, number: number + 1, comment });
  return { document, documentVersion };
}

async function forReview(
  ctx: Ctx,
  { id, expectedVersion }: DocumentVersionInput,
): Promise<DocumentVersion> {
  const version = await ctx.find(DocumentVersion, id, { expectedVersion, path: PATH });
  const document = await lockedDocument(ctx, version);
  await demandLevel(ctx, document, 'EDIT');
  document.demandOpen();
  // As it is now that others wait.
  await ctx.em.refresh(version);
  return version;
}

/** The document of a version, which others who change it wait for. */
function lockedDocument(ctx: Ctx, { document }: DocumentVersion): Promise<Document> {
  const id = encodeId(DocumentRecordType.options.prefix, document.id);
  return ctx.find(Document, id, { path: PATH, lock: true });
}
