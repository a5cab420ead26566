import { RequestAborted } from './exchange.js';

/**
 * The signal of the request, aborted as well when it takes far too long. One controller that passes
 * the outer signal on: a composite signal (`AbortSignal.any`) costs several times as much.
 */
export function hardLimit(outer: AbortSignal, ms: number): { signal: AbortSignal; clear(): void } {
  const limit = new AbortController();
  const pass = (): void => limit.abort(outer.reason);
  if (outer.aborted) pass();
  outer.addEventListener('abort', pass, { once: true });
  const timer = setTimeout(() => limit.abort(new RequestAborted('deadline')), ms);
  const clear = (): void => {
    clearTimeout(timer);
    outer.removeEventListener('abort', pass);
  };
  return { signal: limit.signal, clear };
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
