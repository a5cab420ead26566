import { serviceToken } from '../plugin/definition.js';
import type { DocumentMode } from './document-mode.js';

/** What an organization lets run, as far as every request must know it. */
export interface DocumentPolicy {
  mode: DocumentMode;
  /** SHA-256 of registered texts, as they are and normalized. */
  hashes: ReadonlySet<string>;
}

interface Entry {
  policy: Promise<DocumentPolicy>;
  /** Milliseconds of the clock. */
  at: number;
}

const TTL_MS = 5_000;
/** So long after a change its transaction may still be open. */
const UNSETTLED_MS = 2_000;
const MAX_ENTRIES = 1_000;

/**
 * The policies of this process, kept for 5 s: a request costs no round trip for them. What is
 * changed through this process counts at once, through another one within that time.
 */
export class PolicyCache {
  private readonly entries = new Map<string, Entry>();
  private readonly changes = new Map<string, number>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Reads with `read` unless it is known; many callers at once share one read. */
  of(
    organizationId: string,
    read: (organizationId: string) => Promise<DocumentPolicy>,
  ): Promise<DocumentPolicy> {
    const now = this.clock();
    const known = this.entries.get(organizationId);
    if (known && now - known.at < this.lifeOf(organizationId, now)) return known.policy;
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    const entry: Entry = { policy: read(organizationId), at: now };
    this.entries.set(organizationId, entry);
    entry.policy.catch(() => {
      if (this.entries.get(organizationId) === entry) this.entries.delete(organizationId);
    });
    return entry.policy;
  }

  /** Something of it is being changed in a transaction that is still open. */
  changed(organizationId: string): void {
    if (this.changes.size >= MAX_ENTRIES) this.changes.clear();
    this.changes.set(organizationId, this.clock());
    this.entries.delete(organizationId);
  }

  private lifeOf(organizationId: string, now: number): number {
    const changed = this.changes.get(organizationId);
    if (changed === undefined) return TTL_MS;
    if (now - changed < UNSETTLED_MS) return 0;
    this.changes.delete(organizationId);
    // What was read while the change was open may be older than it.
    this.entries.delete(organizationId);
    return 0;
  }
}

/** One cache for each process: requests read it, the mutations of documents tell it. */
export const DocumentPolicies = serviceToken<PolicyCache>('core.documentPolicies');
