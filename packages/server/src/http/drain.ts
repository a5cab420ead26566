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

interface UnderWay {
  open: Set<AbortController>;
  /** Called when the last one leaves. */
  empty?: () => void;
}

export function createDrain(): Drain {
  const underWay: UnderWay = { open: new Set() };
  const { open } = underWay;
  let draining: Promise<void> | undefined;
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
          if (open.delete(controller) && open.size === 0) underWay.empty?.();
        },
      };
    },
    drain: (seconds) => (draining ??= letEnd(underWay, seconds)),
  };
}

async function letEnd(underWay: UnderWay, seconds: number): Promise<void> {
  await allGone(underWay, seconds * 1000);
  for (const controller of underWay.open) controller.abort(new RequestAborted('draining'));
  await allGone(underWay, lastWordsMs);
}

function allGone(underWay: UnderWay, timeoutMs: number): Promise<void> {
  if (underWay.open.size === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    underWay.empty = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
