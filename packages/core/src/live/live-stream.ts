import type { StoredChange } from '../feed/stored-change.js';
import { Refusal } from '../write/errors.js';

/** Events that wait for one subscriber; a slower one is told to catch up by the feed. */
const MAX_WAITING = 1_000;

/**
 * The events of one open subscription: filled by the hub, read once. A subscriber that falls
 * behind is cut off with UNAVAILABLE (retryable), because events must not be lost silently.
 */
export class LiveStream implements AsyncIterableIterator<StoredChange> {
  private readonly waiting: StoredChange[] = [];
  private next_: ((result: IteratorResult<StoredChange>) => void) | undefined;
  private reject: ((error: Error) => void) | undefined;
  private failure: Error | undefined;
  private ended = false;

  /** `onEnd` runs once, however it ends. */
  constructor(private readonly onEnd: () => void) {}

  push(event: StoredChange): void {
    if (this.ended) return;
    if (this.next_) {
      const deliver = this.next_;
      this.next_ = this.reject = undefined;
      deliver({ done: false, value: event });
    } else if (this.waiting.push(event) > MAX_WAITING) {
      this.fail(catchUp('Too many events wait for you.'));
    }
  }

  /** The subscriber gets this error at once, and nothing after it. */
  fail(error: Error): void {
    if (this.ended) return;
    this.waiting.length = 0;
    this.failure = error;
    const { reject } = this;
    this.end();
    if (reject) {
      this.failure = undefined;
      reject(error);
    }
  }

  /** No more events will come; those that wait are still delivered. */
  finish(): void {
    const deliver = this.next_;
    this.end();
    deliver?.({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<StoredChange>> {
    if (this.failure) {
      const error = this.failure;
      this.failure = undefined;
      return Promise.reject(error);
    }
    const event = this.waiting.shift();
    if (event) return Promise.resolve({ done: false, value: event });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.next_ = resolve;
      this.reject = reject;
    });
  }

  return(): Promise<IteratorResult<StoredChange>> {
    this.waiting.length = 0;
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    this.next_ = this.reject = undefined;
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
  }
}

/** Some events may have been missed. */
export function catchUp(why: string): Refusal {
  return new Refusal('UNAVAILABLE', `${why} Subscribe again and catch up with "changes(after:)".`);
}
