import type { RunSql } from '../context/run-sql.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { Vault } from '../vault/vault.js';
import { type AuditFault, ChainCheck, LINK_BYTES } from './chain-check.js';
import type { AuditHeadStore } from './head-store.js';
import { HeadWindow } from './head-window.js';
import { headKeyOf, type SignedHead } from './signed-head.js';
import { DigestPages, headsOf, linksAfter, organizationIds, unsealedCount } from './verify-rows.js';

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
  const pool = new WorkerPool({ url: options.workerUrl, poolSize: 4 });
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
  const sources = [headsOf(run, organizationId), heads?.read(organizationId) ?? some([])];
  const windows = sources.map((source) => new HeadWindow(source));
  await takeChain(check, { run, organizationId, windows });
  const late = [];
  for (const window of windows) late.push(await window.rest());
  // Heads that were signed while the chain was read are of links that are there by now.
  if (late.some((heads) => heads.length > 0)) {
    const windowsOfLate = late.map((heads) => new HeadWindow(some(heads)));
    await takeChain(check, { run, organizationId, windows: windowsOfLate });
  }
  for (const heads of late) check.beyond(heads.filter((head) => head.position > check.position));
  for (const window of windows) check.vouch(window.last);
  return reportOf(check, {
    organizationId,
    unsealed: await unsealedCount(run, organizationId),
  });
}

interface ChainSource {
  run: RunSql;
  organizationId: string;
  windows: readonly HeadWindow[];
}

/** Takes all links behind the place of the check, and the heads of their places. */
async function takeChain(check: ChainCheck, source: ChainSource): Promise<void> {
  const { run, organizationId, windows } = source;
  const digests = new DigestPages(run, organizationId);
  for (;;) {
    const after = check.position;
    const heads = new Map<number, SignedHead[]>();
    const page = await digests.after(after);
    if (page) {
      const end = after + page.length / LINK_BYTES;
      for (const window of windows) await window.upTo(end, heads);
      if (check.takeWhole(page, heads)) continue;
    }
    // Here is the end, or something is wrong: the links one by one say what it is.
    const links = await linksAfter(run, organizationId, { after });
    if (links.length === 0) return;
    for (const window of windows) await window.upTo(links.at(-1)?.position ?? 0, heads);
    for (const link of links) check.take(link, heads.get(link.position));
  }
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

async function* some(heads: readonly SignedHead[]): AsyncGenerator<SignedHead> {
  yield* heads;
}
