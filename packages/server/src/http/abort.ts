import { RequestAborted } from './exchange.js';

/** The signal of the request, aborted as well when it takes far too long. */
export function hardLimit(outer: AbortSignal, ms: number): { signal: AbortSignal; clear(): void } {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new RequestAborted('deadline')), ms);
  const clear = (): void => clearTimeout(timer);
  return { signal: AbortSignal.any([outer, late.signal]), clear };
}

/** The work goes on to its own end, but nobody waits for it. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
