import { type Ctx, type File, filePurpose, Files } from '@bureau/core';
import { ORIGINAL } from '../library/original.js';
import { sharingErrors } from './errors.js';
import { LARGEST_STAMPED, takesWatermark } from './watermark.js';

/** Copies with a watermark, each made for one fetch; they are gone within two days. */
export const COPY = filePurpose({
  id: 'documents.copy',
  description: 'A copy of a document with a watermark.',
  mediaTypes: ORIGINAL.mediaTypes,
  maxSize: 2 * LARGEST_STAMPED,
  mismatch: 'STORE',
});

const GOOD_FOR = 300;

/** Where the bytes of a file can be had for five minutes, without a credential. */
export function addressOf(ctx: Ctx, fileId: string): string {
  return ctx.service(Files).address(ctx, fileId, GOOD_FOR);
}

/**
 * The bytes of a file that a watermark is to be put on; `undefined` for files without pages, which
 * are given as they are.
 * @throws DOCUMENTS_WATERMARK
 */
export async function bytesToStamp(
  ctx: Ctx,
  { id, size, mediaType }: Pick<File, 'id' | 'size' | 'mediaType'>,
): Promise<Uint8Array | undefined> {
  if (!takesWatermark(mediaType)) return undefined;
  const file = size > LARGEST_STAMPED ? undefined : await ctx.service(Files).open(ctx, id);
  if (!file) throw sharingErrors.WATERMARK();
  const chunks: Buffer[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Keeps a copy, and returns where it can be had; in the open transaction. */
export async function copyAddress(
  ctx: Ctx,
  bytes: Uint8Array,
  { mediaType, name }: { mediaType: string; name: string },
): Promise<string> {
  const files = ctx.service(Files);
  const what = { purpose: COPY.id, mediaType, size: bytes.length };
  const copy = await files.create(ctx, await files.write(ctx, what, only(bytes)), name);
  await ctx.em.flush();
  return addressOf(ctx, copy.id);
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
