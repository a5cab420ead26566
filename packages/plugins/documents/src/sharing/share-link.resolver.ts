import {
  actorOf,
  Arg,
  Context,
  type Ctx,
  encodeId,
  Extensions,
  filledText,
  hashOfSecret,
  hashPassword,
  Mutation,
  newOutsideToken,
  Resolver,
  uuidv7,
  writeOutsideToken,
} from '@bureau/core';
import { demandLevel } from '../library/access.js';
import { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';
import { libraryErrors } from '../library/errors.js';
import { DocumentRecordType } from '../library/library.types.js';
import { sharingErrors } from './errors.js';
import { openLink } from './open-link.js';
import { ShareLink } from './share-link.entity.js';
import {
  ShareLinkCreateInput,
  ShareLinkCreatePayload,
  ShareLinkOpenInput,
  ShareLinkOpenPayload,
  ShareLinkRevokeInput,
  ShareLinkRevokePayload,
} from './sharing.types.js';

const DAY = 86_400_000;
const DAYS = { usual: 7, most: 90 };
const OPENS = 1_000;

/** Links by which people outside get a version of a document. */
@Resolver()
export class ShareLinkResolver {
  @Mutation(() => ShareLinkCreatePayload, {
    description:
      'Makes a link to one version of a document for somebody outside. What is confidential ' +
      'needs a password; what is secret is not shared.',
  })
  async shareLinkCreate(@Context() ctx: Ctx, @Arg('input') input: ShareLinkCreateInput) {
    const { versionId, expectedVersion, password, recipient, maxOpens } = input;
    const path = ['input', 'versionId'];
    const version = await ctx.find(DocumentVersion, versionId, { expectedVersion, path });
    const document = await documentOf(ctx, version.document.id, path);
    demandShareable(document, password);
    if (!version.file) throw libraryErrors.VERSION_PURGED({}, path);
    if (maxOpens != null && (maxOpens < 1 || maxOpens > OPENS)) {
      throw sharingErrors.SHARE_OPENS({}, ['input', 'maxOpens']);
    }
    const id = uuidv7();
    const token = newOutsideToken(ctx.organizationId, id);
    const blank = () => sharingErrors.SHARE_RECIPIENT({}, ['input', 'recipient']);
    const shareLink = ctx.em.create(ShareLink, {
      ...{ id, document, documentVersion: version, maxOpens: maxOpens ?? null },
      recipient: filledText(recipient, blank),
      secretHash: hashOfSecret(token.secret),
      passwordHash: password == null ? null : await hashPassword(password),
      expiresAt: endOf(ctx, input.expiresAt),
      isWatermarked: input.isWatermarked ?? true,
      ...actorOf(ctx),
    });
    return { shareLink, token: writeOutsideToken(token) };
  }

  @Mutation(() => ShareLinkRevokePayload, {
    description: 'Takes a link back: it opens nothing from now on.',
  })
  async shareLinkRevoke(@Context() ctx: Ctx, @Arg('input') input: ShareLinkRevokeInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const shareLink = await ctx.find(ShareLink, id, { expectedVersion, path, lock: true });
    await documentOf(ctx, shareLink.document.id, path);
    shareLink.revoke(ctx.now);
    return { shareLink };
  }

  // Without a transaction of the kernel: the count of a wrong password must stay.
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => ShareLinkOpenPayload, {
    description:
      'Opens a link, without a credential. Whatever is wrong with it, the answer is one and the ' +
      'same; five wrong passwords lock it for a quarter of an hour.',
  })
  shareLinkOpen(@Context() ctx: Ctx, @Arg('input') input: ShareLinkOpenInput) {
    return openLink(ctx, input.token, input.password ?? '');
  }
}

async function documentOf(ctx: Ctx, id: string, path: readonly string[]): Promise<Document> {
  const publicId = encodeId(DocumentRecordType.options.prefix, id);
  const document = await ctx.find(Document, publicId, { path });
  await demandLevel(ctx, document, 'EDIT');
  return document;
}

function demandShareable(document: Document, password: string | null | undefined): void {
  document.demand(['RECEIVED', 'TEXT_READY', 'FILED', 'ARCHIVED']);
  if (document.classification === 'SECRET') {
    throw sharingErrors.SHARE_SECRET({}, ['input', 'versionId']);
  }
  const needsOne = document.classification === 'CONFIDENTIAL';
  const fits = password == null ? !needsOne : password.length >= 8 && password.length <= 200;
  if (!fits) throw sharingErrors.SHARE_PASSWORD({}, ['input', 'password']);
}

function endOf(ctx: Ctx, given: Date | null | undefined): Date {
  const now = ctx.now.valueOf();
  const end = given?.valueOf() ?? now + DAYS.usual * DAY;
  if (end > now && end <= now + DAYS.most * DAY) return new Date(end);
  throw sharingErrors.SHARE_TERM({ days: DAYS.most }, ['input', 'expiresAt']);
}
