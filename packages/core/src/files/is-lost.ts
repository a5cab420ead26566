import { BlobDamaged } from './blob-cipher.js';

/** Not what was written, or not there at all. */
export function isLost(error: unknown): boolean {
  return error instanceof BlobDamaged || (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}
