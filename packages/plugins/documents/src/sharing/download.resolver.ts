import { actorOf, Arg, Context, type Ctx, File, Mutation, Resolver } from '@bureau/core';
import { DocumentVersion } from '../library/document-version.entity.js';
import { libraryErrors } from '../library/errors.js';
import { addressOf, bytesToStamp, copyAddress } from './handed-out.js';
import { addressFrom } from './open-link.js';
import { DocumentUse } from './share-link.entity.js';
import { DocumentDownloadInput, DocumentDownloadPayload } from './sharing.types.js';
import { watermarked } from './watermark.js';

/** Within a transaction: it may not wait for longer. */
const LONGEST_MS = 4_000;

/** Fetching a version, which the log of its document remembers. */
@Resolver()
export class DownloadResolver {
  @Mutation(() => DocumentDownloadPayload, {
    description:
      'Tells where a version can be fetched, and writes it into the log of the document. Whoever ' +
      'has the address may fetch it until it expires.',
  })
  async documentDownload(@Context() ctx: Ctx, @Arg('input') input: DocumentDownloadInput) {
    const { versionId, expectedVersion, isWatermarked } = input;
    const path = ['input', 'versionId'];
    const version = await ctx.find(DocumentVersion, versionId, { expectedVersion, path });
    const file = version.file && (await ctx.em.findOne(File, { id: version.file.id }));
    if (!file) throw libraryErrors.VERSION_PURGED({}, path);
    ctx.em.create(DocumentUse, {
      ...{ document: version.document, documentVersion: version, kind: 'DOWNLOADED' },
      ...{ shareLink: null, address: addressFrom(ctx) },
      ...actorOf(ctx),
    });
    const bytes = isWatermarked === true ? await bytesToStamp(ctx, file) : undefined;
    if (!bytes) return { downloadUrl: addressOf(ctx, file.id) };
    const { mediaType } = file;
    const text = `${ctx.principal.displayName} - ${ctx.today} - v${version.number}`;
    const stamped = await watermarked(bytes, { mediaType, text, milliseconds: LONGEST_MS });
    return { downloadUrl: await copyAddress(ctx, stamped, file) };
  }
}
