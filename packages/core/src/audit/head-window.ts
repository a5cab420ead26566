import type { SignedHead } from './signed-head.js';

/** The heads of one source in the order of their places, read on as the chain is. */
export class HeadWindow {
  private readonly iterator: AsyncIterator<SignedHead>;
  private next: SignedHead | undefined;
  private isRead = false;
  /** The last head that was read. */
  last: SignedHead | undefined;

  constructor(heads: AsyncIterable<SignedHead>) {
    this.iterator = heads[Symbol.asyncIterator]();
  }

  /** Adds the heads up to a place to `found`, by place. */
  async upTo(position: number, found: Map<number, SignedHead[]>): Promise<void> {
    for (let head = await this.peek(); head && head.position <= position;) {
      found.set(head.position, [...(found.get(head.position) ?? []), head]);
      this.next = undefined;
      head = await this.peek();
    }
  }

  /** The first of the heads that are left, and the last one. */
  async rest(): Promise<SignedHead[]> {
    const first = await this.peek();
    if (!first) return [];
    do this.next = undefined;
    while (await this.peek());
    return this.last && this.last !== first ? [first, this.last] : [first];
  }

  private async peek(): Promise<SignedHead | undefined> {
    if (this.next || this.isRead) return this.next;
    const { done, value } = await this.iterator.next();
    if (done) {
      this.isRead = true;
      return undefined;
    }
    this.last = value;
    this.next = value;
    return value;
  }
}
