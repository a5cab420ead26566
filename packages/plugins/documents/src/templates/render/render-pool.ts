import { Piscina } from 'piscina';
import { workerFile } from '../../worker-file.js';
import { templateErrors } from '../errors.js';
import type { RenderAnswer, RenderTask } from './render.worker.js';

/** Milliseconds for one document, from when a thread takes it; loading the fonts is among them. */
const TIME = 20_000;

let pool: Piscina<RenderTask, RenderAnswer> | undefined;

/**
 * A PDF made of a template, in a thread of its own: a template that never ends, or wants all
 * memory, ends with it. The thread goes when it has had nothing to do for a while.
 * @throws DOCUMENTS_TEMPLATE_FAULT
 */
export async function renderTemplate(task: RenderTask): Promise<Uint8Array> {
  pool ??= new Piscina<RenderTask, RenderAnswer>({
    ...workerFile('./render.worker', import.meta.url),
    name: 'renderDocument',
    minThreads: 0,
    maxThreads: 1,
    maxQueue: 64,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const late = AbortSignal.timeout(TIME);
  const answer = await pool.run(task, { signal: late }).catch((error: unknown) => {
    if (late.aborted || isOutOfMemory(error)) return { fault: 'it takes too long, or too much' };
    throw error;
  });
  if ('fault' in answer) throw templateErrors.TEMPLATE_FAULT({ fault: answer.fault });
  return answer.pdf;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
