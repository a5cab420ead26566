import { hash } from 'node:crypto';
import { digestOf, GENESIS, linkHash } from './chain.js';
import { isSigned, type SignedHead } from './signed-head.js';

/** What is wrong with a trail, and where. */
export interface AuditFault {
  kind:
    /** The entry is not what was linked. */
    | 'CHANGED'
    /** The link is there, its entry is not. */
    | 'REMOVED'
    /** Links are missing between others. */
    | 'GAP'
    /** The chain is shorter than a signed head says. */
    | 'CUT'
    /** The chain is whole in itself and differs from a signed head: it was computed anew. */
    | 'REWRITTEN'
    /** A head without the signature of a known key. */
    | 'FORGED_HEAD';
  /** First place that is concerned; `until` the last one, where there are several. */
  position: number;
  until?: number;
  /** Id (uuid) of the entry, where one is named. */
  entryId?: string;
  /** One sentence for people. */
  text: string;
}

/** One place of the chain: its link, and the text of its entry unless that is gone. */
export interface ChainLink {
  position: number;
  /** 64 hexadecimal digits. */
  hash: string;
  entryId: string;
  text: string | null;
}

/** SHA-256 of an entry and the hash of its link, in the order in which they are hashed. */
export const LINK_BYTES = 64;

/** Faults that are told one by one; the others are counted. */
const MAX_FAULTS = 100;

/** Recomputes a chain, link by link, in memory that does not grow with it. */
export class ChainCheck {
  readonly faults: AuditFault[] = [];
  faultCount = 0;
  /** Links that were looked at. */
  count = 0;
  /** Last place that agrees with a signed head, when any did. */
  signedUpTo: number | undefined;
  private last: { position: number; hash: Buffer };
  private isAdrift = false;

  /**
   * @param keys public keys that may sign; without them every key is taken, and whoever verifies
   * has to compare it
   */
  constructor(
    private readonly keys: ReadonlySet<string> | undefined,
    start: { position: number; hash: Buffer } = { position: 0, hash: GENESIS },
  ) {
    this.last = start;
  }

  get position(): number {
    return this.last.position;
  }

  get hash(): string {
    return this.last.hash.toString('hex');
  }

  /** The next link, and the heads that were signed at its place. */
  take(link: ChainLink, heads: readonly SignedHead[] = []): void {
    const { position, entryId } = link;
    const stored = Buffer.from(link.hash, 'hex');
    const expected = this.last.position + 1;
    if (position !== expected) {
      const until = position - 1;
      const text = `The links ${expected} to ${until} are missing.`;
      this.fault({ kind: 'GAP', position: expected, until, text });
    }
    if (link.text === null) {
      const text = `Entry ${entryId} at ${position} was removed.`;
      this.fault({ kind: 'REMOVED', position, entryId, text });
    } else if (position === expected) {
      const computed = linkHash(this.last.hash, digestOf(link.text));
      if (!computed.equals(stored)) this.changed(link);
    }
    this.count += 1;
    this.last = { position, hash: stored };
    for (const head of heads) this.compare(head, link.hash);
  }

  /**
   * The next links at once, `LINK_BYTES` each, and the heads by place. False, and nothing is taken,
   * unless every link follows from the one before: then they are taken one by one to say where.
   */
  takeWhole(links: Buffer, heads: ReadonlyMap<number, readonly SignedHead[]>): boolean {
    // The hash of a link stands before the digest of the next entry: what is hashed is one piece.
    const chain = Buffer.concat([this.last.hash, links]);
    const count = links.length / LINK_BYTES;
    for (let at = 0; at < links.length; at += LINK_BYTES) {
      const expected = hash('sha256', chain.subarray(at, at + LINK_BYTES), 'buffer');
      if (expected.compare(chain, at + LINK_BYTES, at + LINK_BYTES + 32) !== 0) return false;
    }
    const start = this.position;
    const hashAt = (place: number) => chain.subarray((place - start) * LINK_BYTES).subarray(0, 32);
    this.count += count;
    this.last = { position: start + count, hash: hashAt(start + count) };
    for (const place of [...heads.keys()].sort((left, right) => left - right)) {
      if (place <= start) continue;
      for (const head of heads.get(place) ?? []) this.compare(head, hashAt(place).toString('hex'));
    }
    return true;
  }

  /** A head that follows the link that was taken last. */
  head(head: SignedHead): void {
    if (head.position === this.last.position) this.compare(head, this.hash);
    else this.beyond([head]);
  }

  /** Heads behind the end of the chain, after the last link. */
  beyond(heads: readonly SignedHead[]): void {
    const furthest = heads.reduce((most, head) => Math.max(most, head.position), 0);
    const known = heads.filter((head) => this.isValid(head));
    if (known.length < heads.length) this.forged(furthest);
    if (known.length > 0) this.ended(furthest, 'a signed head names them');
  }

  /** The chain should have gone on to a place. */
  ended(until: number, why: string): void {
    const position = this.last.position + 1;
    if (position > until) return;
    const text = `The links ${position} to ${until} were cut off: ${why}.`;
    this.fault({ kind: 'CUT', position, until, text });
  }

  /** Whether the head bears the signature of a key that may sign. */
  isValid(head: SignedHead): boolean {
    return (this.keys?.has(head.publicKey) ?? true) && isSigned(head);
  }

  /** The last head of a source vouches for all before it; only its signature is computed. */
  vouch(head: SignedHead | undefined): void {
    if (head && !this.isValid(head)) this.forged(head.position);
  }

  private changed({ position, entryId }: ChainLink): void {
    const text = `Entry ${entryId} at ${position}, or its link, was changed.`;
    this.fault({ kind: 'CHANGED', position, entryId, text });
  }

  private compare(head: SignedHead, computed: string): void {
    if (head.hash === computed) {
      if (!this.isAdrift) this.signedUpTo = head.position;
      return;
    }
    if (!this.isValid(head)) {
      this.forged(head.position);
      return;
    }
    // All that follows differs too: the first one says where it begins.
    if (this.isAdrift) return;
    this.isAdrift = true;
    const position = (this.signedUpTo ?? 0) + 1;
    const text =
      `The chain was computed anew: an entry between ${position} and ${head.position} is not ` +
      `what was signed at ${head.signedAt}.`;
    this.fault({ kind: 'REWRITTEN', position, until: head.position, text });
  }

  private forged(position: number): void {
    const text = `A head at ${position} does not bear the signature of this platform.`;
    this.fault({ kind: 'FORGED_HEAD', position, text });
  }

  private fault(fault: AuditFault): void {
    this.faultCount += 1;
    if (this.faults.length < MAX_FAULTS) this.faults.push(fault);
  }
}
