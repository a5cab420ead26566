import { timingSafeEqual } from 'node:crypto';
import {
  actorOf,
  type Ctx,
  File,
  hashOfSecret,
  Outside,
  type OutsideToken,
  readOutsideToken,
  RequestContext,
  verifyPassword,
} from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentVersion } from '../library/document-version.entity.js';
import { sharingErrors } from './errors.js';
import { addressOf, bytesToStamp, copyAddress } from './handed-out.js';
import { DocumentUse, type DocumentUseKind, ShareLink } from './share-link.entity.js';
import { watermarked } from './watermark.js';

const LONGEST_MS = 15_000;

/** What a link gave. */
export interface Opened {
  name: string;
  downloadUrl: string;
}

/** What is behind a link that opens, and the bytes to put a watermark on. */
interface Behind {
  name: string;
  mediaType: string;
  fileId: string;
  text: string;
  bytes: Uint8Array | undefined;
}

/**
 * Opens a link for whoever has its token and password. First it is looked at, and a wrong password
 * counted; then the watermark is made, while no transaction waits; then the opening is counted,
 * if the link still opens.
 * @throws DOCUMENTS_SHARE_REFUSED whatever is wrong, DOCUMENTS_WATERMARK
 */
export async function openLink(ctx: Ctx, text: string, password: string): Promise<Opened> {
  const token = readOutsideToken(text);
  const behind = token && (await look(ctx, token, password));
  if (!token || !behind) throw sharingErrors.SHARE_REFUSED({}, ['input', 'token']);
  const { bytes, mediaType, text: mark } = behind;
  const stamp = { mediaType, text: mark, milliseconds: LONGEST_MS };
  const stamped = bytes && (await watermarked(bytes, stamp));
  const opened = await asPlatform(ctx, token, async (inside, link) => {
    if (!link.isOpen(inside.now)) return undefined;
    link.open();
    note(ctx, inside, { link, kind: 'LINK_OPENED' });
    if (!stamped) return addressOf(inside, behind.fileId);
    return copyAddress(inside, stamped, behind);
  });
  if (opened === undefined) throw sharingErrors.SHARE_REFUSED({}, ['input', 'token']);
  return { name: behind.name, downloadUrl: opened };
}

function look(ctx: Ctx, token: OutsideToken, password: string): Promise<Behind | undefined> {
  return asPlatform(ctx, token, async (inside, link) => {
    const isRight =
      link.passwordHash === null || (await verifyPassword(password, link.passwordHash));
    const found = link.isOpen(inside.now) ? await behindOf(inside, link) : undefined;
    if (found && !isRight) link.fail(inside.now);
    if (found && isRight) return found;
    note(ctx, inside, { link, kind: 'LINK_REFUSED' });
    return undefined;
  });
}

/** The document may have become secret, or be gone, since the link was made. */
async function behindOf(inside: Ctx, link: ShareLink): Promise<Behind | undefined> {
  const document = await inside.em.findOneOrFail(Document, { id: link.document.id });
  const isThere = ['RECEIVED', 'TEXT_READY', 'FILED', 'ARCHIVED'].includes(document.state);
  const isGuarded = document.classification !== 'CONFIDENTIAL' || link.passwordHash !== null;
  if (!isThere || document.classification === 'SECRET' || !isGuarded) return undefined;
  const version = await inside.em.findOneOrFail(DocumentVersion, { id: link.documentVersion.id });
  const file = version.file && (await inside.em.findOne(File, { id: version.file.id }));
  if (!file || file.state === 'DAMAGED') return undefined;
  const { name, mediaType, id: fileId } = file;
  const bytes = link.isWatermarked ? await bytesToStamp(inside, file) : undefined;
  return { name, mediaType, fileId, bytes, text: `${link.recipient} - ${inside.today}` };
}

/** The link of a token, locked, in a transaction of the platform. */
function asPlatform<T>(
  ctx: Ctx,
  { organizationId, id, secret }: OutsideToken,
  work: (inside: Ctx, link: ShareLink) => Promise<T | undefined>,
): Promise<T | undefined> {
  const where = { organizationId, operation: 'shareLinkOpen' };
  return ctx.service(Outside).run(ctx, where, async (inside) => {
    const [row] = await inside.sql(
      'select 1 as one from documents.share_link where id = $1 for update',
      [id],
    );
    const link = row && (await inside.em.findOne(ShareLink, { id }));
    if (!link || !timingSafeEqual(Buffer.from(link.secretHash), hashOfSecret(secret))) {
      return undefined;
    }
    return work(inside, link);
  });
}

/** Writes the log of the document. */
export function note(
  from: Ctx,
  inside: Ctx,
  { link, kind }: { link: ShareLink; kind: DocumentUseKind },
): void {
  const { document, documentVersion } = link;
  inside.em.create(DocumentUse, {
    ...{ document, documentVersion, kind, shareLink: link, address: addressFrom(from) },
    ...actorOf(inside),
  });
}

/** Network address of a caller, as far as the server knows it. */
export function addressFrom(ctx: Ctx): string | null {
  const address = ctx instanceof RequestContext ? ctx.caller.origin?.address : undefined;
  return address?.slice(0, 60) ?? null;
}
