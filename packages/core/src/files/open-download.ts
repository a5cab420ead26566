import type { Runtime } from '../context/runtime.js';
import { readDownload } from './download-token.js';
import { openFile } from './file-service.js';
import { attachmentHeader } from './file-name.js';
import type { ByteRange } from './file-store.js';
import { isLost } from './is-lost.js';
import { markDamaged } from './mark-damaged.js';

/** A file that somebody may read now. */
export interface DownloadableFile {
  size: number;
  mediaType: string;
  /** Strong validator: the bytes of a file never change. */
  etag: string;
  /** Header `Content-Disposition`: always an attachment. */
  disposition: string;
  /**
   * The bytes of a range, each proven before it leaves. Bytes that are damaged end the stream
   * with an error, and the file is marked.
   */
  read(range: ByteRange, requestId: string): AsyncGenerator<Buffer>;
}

/**
 * The file behind the last part of an address; `undefined` when the address is not one of ours,
 * is too old, or when its file is gone: the three cannot be told apart.
 */
export async function openDownload(
  runtime: Runtime,
  token: string,
): Promise<DownloadableFile | undefined> {
  const download = await readDownload(runtime, token);
  if (!download) return undefined;
  const { organizationId, id } = download;
  const file = await openFile(runtime, organizationId, id);
  if (!file) return undefined;
  const { size, mediaType, sha256, name, blobId } = file;
  return {
    size,
    mediaType,
    etag: `"${sha256}"`,
    disposition: attachmentHeader(name),
    read: async function* (range, requestId) {
      try {
        yield* file.read(range);
      } catch (error) {
        if (!isLost(error)) throw error;
        await markDamaged(runtime, { organizationId, id: blobId }, requestId);
        throw error;
      }
    },
  };
}
