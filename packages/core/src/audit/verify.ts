import type { RunSql } from '../context/run-sql.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { Vault } from '../vault/vault.js';
import { type AuditFault, ChainCheck } from './chain-check.js';
import type { AuditHeadStore } from './head-store.js';
import { HeadWindow } from './head-window.js';
import { headKeyOf, type SignedHead } from './signed-head.js';
import { headsOf, linksOf, organizationIds, unsealedCount } from './verify-rows.js';

/** What the trail of one organization turned out to be. */
export interface ChainReport {
  /** Uuid. */
  organizationId: string;
  ok: boolean;
  /** Links that were recomputed. */
  entries: number;
  /** End of the chain. */
  position: number;
  hash: string;
  /** Last place at which a signed head, in the database or outside, agrees. */
  signedUpTo: number | undefined;
  /** Entries that wait for the sealer. */
  unsealed: number;
  /** The first hundred. */
  faults: readonly AuditFault[];
  faultCount: number;
}

export interface VerifyOptions {
  /** URL of the worker role, which reads the trail of every organization. */
  workerUrl: string;
  /** Knows the keys that may sign. */
  vault: Vault;
  /** Heads outside the database; without them a cut end is not found. */
  heads?: AuditHeadStore | undefined;
  /** Uuid; default all. */
  organizationId?: string | undefined;
}

/**
 * Recomputes the chain of each organization and compares it with the signed heads of the database
 * and of the store outside. Reads in pages: memory does not grow with the trail.
 */
export async function* verifyAudit(options: VerifyOptions): AsyncGenerator<ChainReport> {
  const pool = new WorkerPool({ url: options.workerUrl, poolSize: 2 });
  try {
    const one = options.organizationId;
    const all = one === undefined ? await organizationIds(pool.run) : [one];
    for (const organizationId of all) {
      yield await verifyOne(pool.run, organizationId, options);
    }
  } finally {
    await pool.close();
  }
}

async function verifyOne(
  run: RunSql,
  organizationId: string,
  { vault, heads }: VerifyOptions,
): Promise<ChainReport> {
  const check = new ChainCheck(new Set([(await headKeyOf(vault, organizationId)).publicKey]));
  const sources = [headsOf(run, organizationId), heads?.read(organizationId) ?? none()];
  const windows = sources.map((source) => new HeadWindow(source));
  for await (const page of linksOf(run, organizationId)) {
    const found = new Map<number, SignedHead[]>();
    for (const window of windows) await window.upTo(page.at(-1)?.position ?? 0, found);
    for (const link of page) check.take(link, found.get(link.position));
  }
  for (const window of windows) {
    check.beyond(await window.rest());
    check.vouch(window.last);
  }
  return reportOf(check, {
    organizationId,
    unsealed: await unsealedCount(run, organizationId),
  });
}

/** What a check has found. */
export function reportOf(
  check: ChainCheck,
  { organizationId, unsealed }: Pick<ChainReport, 'organizationId' | 'unsealed'>,
): ChainReport {
  return {
    organizationId,
    ok: check.faultCount === 0,
    entries: check.count,
    position: check.position,
    hash: check.hash,
    signedUpTo: check.signedUpTo,
    unsealed,
    faults: check.faults,
    faultCount: check.faultCount,
  };
}

async function* none(): AsyncGenerator<SignedHead> {}
