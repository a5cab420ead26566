import { Worker } from 'node:worker_threads';
import { sharingErrors } from './errors.js';
import type { StampTask } from './watermark-worker.js';

/** Bytes that are stamped at most. */
export const LARGEST_STAMPED = 30_000_000;
const MEGABYTES = 512;
const STAMPED = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']);

/** Whether a watermark can be put on files of this type: pages and pictures. */
export function takesWatermark(mediaType: string): boolean {
  return STAMPED.has(mediaType);
}

// Beside the sources in tests, beside this file once it is built.
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const WORKER = new URL(`./watermark-worker.${ending}`, import.meta.url);

/** What is put on which file, and how long it may take. */
export interface Stamp {
  mediaType: string;
  text: string;
  milliseconds: number;
}

/**
 * The same with a text across each page, made in a thread of its own: a broken or huge file costs
 * that thread and nobody else. At most 512 MB and so many milliseconds.
 * @throws DOCUMENTS_WATERMARK
 */
export function watermarked(
  bytes: Uint8Array,
  { mediaType, text, milliseconds }: Stamp,
): Promise<Uint8Array> {
  if (bytes.length > LARGEST_STAMPED) throw sharingErrors.WATERMARK();
  const worker = new Worker(WORKER, {
    workerData: { bytes, mediaType, text } satisfies StampTask,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    stderr: true,
  });
  const timer = setTimeout(() => void worker.terminate(), milliseconds);
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', () => reject(sharingErrors.WATERMARK()));
    worker.once('exit', () => reject(sharingErrors.WATERMARK()));
  }).finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
