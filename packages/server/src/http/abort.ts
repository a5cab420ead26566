import { type Exchange, RequestAborted } from './exchange.js';

/** Ends a request that takes far too long. Returns what takes the limit away. */
export function hardLimit(exchange: Pick<Exchange, 'abort'>, ms: number): () => void {
  const timer = setTimeout(() => exchange.abort(new RequestAborted('deadline')), ms);
  return () => clearTimeout(timer);
}

/** The work goes on to its own end, but nobody waits for it. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const settle = (): void => signal.removeEventListener('abort', abort);
    work.then(resolve, reject).finally(settle);
  });
}
