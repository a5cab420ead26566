import { type Ctx, Files } from '@bureau/core';
import { Unreadable } from './reading/reading-task.js';

/** The bytes of a version, in memory that threads share. */
export interface VersionBytes {
  mediaType: string;
  bytes: SharedArrayBuffer;
}

const FILE = 'select file_id from documents.document_version where id = $1';

/**
 * The bytes of a version, whole; `undefined` when there are none any more.
 * @param versionId uuid
 * @param most bytes that are taken into memory @throws Unreadable SIZE
 */
export async function versionBytes(
  ctx: Ctx,
  versionId: string,
  most: number,
): Promise<VersionBytes | undefined> {
  const [row] = await ctx.sql<{ file_id: string | null }>(FILE, [versionId]);
  const file = row?.file_id == null ? undefined : await ctx.service(Files).open(ctx, row.file_id);
  if (!file) return undefined;
  if (file.size > most) throw new Unreadable('SIZE');
  const bytes = new SharedArrayBuffer(file.size);
  const view = new Uint8Array(bytes);
  let at = 0;
  for await (const chunk of file.read()) {
    view.set(chunk, at);
    at += chunk.length;
  }
  return { mediaType: file.mediaType, bytes };
}
