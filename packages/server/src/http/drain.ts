import { RequestAborted } from './exchange.js';

/** A request that is being answered. */
export interface Admission {
  signal: AbortSignal;
  abort(reason: RequestAborted): void;
  leave(): void;
}

/** Counts the requests under way, and lets them end. */
export interface Drain {
  readonly draining: boolean;
  readonly inFlight: number;
  /** Undefined once draining: the request must be refused. */
  enter(): Admission | undefined;
  /**
   * Takes no more requests, waits up to `seconds` for those under way, then aborts the rest and
   * gives them one more second to answer. May be called again: the first call counts.
   */
  drain(seconds: number): Promise<void>;
}

const lastWordsMs = 1_000;

export function createDrain(): Drain {
  const open = new Set<AbortController>();
  let empty: (() => void) | undefined;
  let draining: Promise<void> | undefined;

  const allGone = (timeoutMs: number): Promise<void> =>
    new Promise((resolve) => {
      if (open.size === 0) return resolve();
      const timer = setTimeout(resolve, timeoutMs);
      empty = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const drainNow = async (seconds: number): Promise<void> => {
    await allGone(seconds * 1000);
    for (const controller of open) controller.abort(new RequestAborted('draining'));
    await allGone(lastWordsMs);
  };

  return {
    get draining() {
      return draining !== undefined;
    },
    get inFlight() {
      return open.size;
    },
    enter() {
      if (draining) return undefined;
      const controller = new AbortController();
      open.add(controller);
      return {
        signal: controller.signal,
        abort: (reason) => controller.abort(reason),
        leave() {
          if (open.delete(controller) && open.size === 0) empty?.();
        },
      };
    },
    drain: (seconds) => (draining ??= drainNow(seconds)),
  };
}
