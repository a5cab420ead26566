import type { Principal } from '../context/principal.js';

/** A live credential as it was looked up, and until when it is one by itself. */
export interface KnownCredential {
  principal: Principal;
  /** Epoch milliseconds: it expires, or was not used for too long. */
  liveUntil: number;
}

interface Entry {
  known: KnownCredential;
  /** Milliseconds of the clock. */
  at: number;
}

const TTL_MS = 5_000;
const MAX_ENTRIES = 10_000;

/**
 * Who presents a credential, kept for 5 s at most: a request costs no round trip for it. Only while
 * this process hears of changes: those that it makes itself count before their answer is sent (the
 * triggers of migration 0280 tell the transaction, so that other commits leave what is known),
 * those of others when their commit is announced (channel `core_access`). While nobody listens,
 * nothing is kept, and each request asks the database.
 *
 * The same principal is handed out as long as nothing of it changed, so that plans which depend on
 * its rights are found by it.
 */
export class CredentialCache {
  private readonly entries = new Map<string, Entry>();
  private isListening = false;
  /** Counts changes: what was being looked up during one is not kept. */
  private changes = 0;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /**
   * The principal of a credential by its hash, from the cache or from `read`; what `read` refuses
   * is not kept.
   */
  async of(hash: string, now: Date, read: () => Promise<KnownCredential>): Promise<Principal> {
    const entry = this.entries.get(hash);
    if (entry && this.clock() - entry.at < TTL_MS && entry.known.liveUntil > now.getTime()) {
      return entry.known.principal;
    }
    const { changes } = this;
    const found = await read();
    if (!this.isListening || changes !== this.changes) return found.principal;
    const known = isAlike(entry?.known.principal, found.principal)
      ? { ...found, principal: entry?.known.principal ?? found.principal }
      : found;
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    this.entries.set(hash, { known, at: this.clock() });
    return known.principal;
  }

  /** Something about credentials or rights changed, in one organization or somewhere. */
  changed(organizationId?: string): void {
    this.changes += 1;
    if (organizationId === undefined) return this.entries.clear();
    for (const [hash, { known }] of this.entries) {
      if (known.principal.organizationId === organizationId) this.entries.delete(hash);
    }
  }

  /** Changes are heard of from now on, or are not any more. */
  listening(is: boolean): void {
    this.isListening = is;
    this.changed();
  }
}

function isAlike(known: Principal | undefined, found: Principal): boolean {
  return known !== undefined && textOf(known) === textOf(found);
}

function textOf({ permissions, ...rest }: Principal): string {
  return JSON.stringify([rest, [...permissions]]);
}
