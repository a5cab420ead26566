import type { RunSql } from '../context/run-sql.js';
import type { Runtime } from '../context/runtime.js';
import type { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundService } from '../services/background.js';
import { loopService } from '../services/loop-service.js';
import { digestOf, GENESIS, linkHash } from './chain.js';
import { addHeads, addLinks, type Link, nextEntries, tipsOf } from './seal-rows.js';
import { type HeadKey, headKeyOf, type SignedHead } from './signed-head.js';

export interface SealerOptions {
  /** URL of the worker role. */
  workerUrl: string;
  /** Milliseconds between two looks. Default 500. */
  pollMs?: number;
}

/** Entries of all organizations in one transaction. */
const BATCH = 2_000;
/** Heads that wait for their store; older ones are covered by later ones. */
const MAX_UNSTORED = 10_000;

/**
 * Links the entries of the audit trail, each organization's into a chain of its own, and signs its
 * end. One process at a time does it (an advisory lock of the transaction); the others look on.
 * The trail is read in the order of transactions below the oldest running one, so that none that
 * commits late is left out.
 */
export function createSealer(
  runtime: Runtime,
  { workerUrl, pollMs = 500 }: SealerOptions,
): BackgroundService {
  const sealing = new Sealing(runtime);
  return loopService({
    name: 'sealer',
    log: runtime.log,
    workerUrl,
    pollMs,
    turn: ({ pool }) => sealing.turn(pool),
  });
}

const LOCK = "select pg_try_advisory_xact_lock(hashtext('core.audit_seal')) as taken";

class Sealing {
  private readonly keys = new Map<string, HeadKey>();
  /** Signed and committed, but not yet outside the database. */
  private unstored: SignedHead[] = [];

  constructor(private readonly runtime: Runtime) {}

  /** One batch; true when nothing is left to link now. */
  async turn(pool: WorkerPool): Promise<boolean> {
    const { heads, isFull } = await pool.transaction(({ run }) => this.batch(run));
    // After the commit: a head outside for a link that was rolled back would be a false alarm.
    this.unstored = [...this.unstored, ...heads].slice(-MAX_UNSTORED);
    await this.store();
    return !isFull;
  }

  private async batch(run: RunSql): Promise<{ heads: SignedHead[]; isFull: boolean }> {
    const [lock] = await run<{ taken: string }>(LOCK, []);
    if (lock?.taken !== 't') return { heads: [], isFull: false };
    const entries = await nextEntries(run, BATCH);
    if (entries.length === 0) return { heads: [], isFull: false };
    const tips = await tipsOf(run, [...new Set(entries.map((entry) => entry.organizationId))]);
    const links: Link[] = entries.map(({ organizationId, id, text }) => {
      const tip = tips.get(organizationId);
      const hash = linkHash(tip?.hash ?? GENESIS, digestOf(text));
      const link = { organizationId, entryId: id, position: (tip?.position ?? 0) + 1, hash };
      tips.set(organizationId, link);
      return link;
    });
    await addLinks(run, links);
    const signing = [...tips].map(([organizationId, tip]) => this.sign(organizationId, tip));
    const heads = await Promise.all(signing);
    await addHeads(run, heads);
    return { heads, isFull: entries.length === BATCH };
  }

  private async sign(
    organizationId: string,
    tip: { position: number; hash: Buffer },
  ): Promise<SignedHead> {
    const { vault } = this.runtime;
    const key = this.keys.get(organizationId) ?? (await headKeyOf(vault, organizationId));
    this.keys.set(organizationId, key);
    const signedAt = this.runtime.clock().toISOString();
    return key.sign({ position: tip.position, hash: tip.hash.toString('hex'), signedAt });
  }

  private async store(): Promise<void> {
    if (this.unstored.length === 0) return;
    const heads = this.unstored;
    this.unstored = [];
    try {
      await this.runtime.auditHeads?.append(heads);
    } catch (error) {
      this.unstored = heads;
      this.runtime.log.error({ error: String(error) }, 'audit heads cannot be stored outside');
    }
  }
}
