import type { Composition, Runtime } from '@bureau/core';
import type { Readiness } from './http/probes.js';
import type { BacklogReader } from './observing/backlog.js';
import type { DiskGuard } from './observing/disk-guard.js';

/** What readiness is asked of. */
export interface ReadinessSources {
  runtime: Runtime;
  composition: Composition;
  backlog: BacklogReader;
  guard: DiskGuard;
}

/** Events that wait longer than this are told of. */
const LATE_SECONDS = 60;

/**
 * Whether requests can be served now: only the database decides. A plugin that failed to start, a
 * late outbox and a full disk are told, and keep nobody from reading.
 */
export async function readiness(sources: ReadinessSources): Promise<Readiness> {
  const { runtime, composition, backlog, guard } = sources;
  const [database, outbox] = await Promise.all([databaseOf(runtime), outboxOf(backlog)]);
  const disk = guard.isFull ? 'nearly full: writes are refused' : 'ok';
  const checks: Record<string, string> = { database, outbox, disk };
  for (const { definition, failure } of composition.plugins) {
    checks[`plugin ${definition.id}`] = failure === undefined ? 'ok' : 'failed to start';
  }
  return { ok: database === 'ok', checks };
}

async function databaseOf({ reads }: Runtime): Promise<string> {
  try {
    await reads.sql(undefined, { text: 'select 1 as one', values: [] }, Date.now() + 1_000);
    return 'ok';
  } catch {
    return 'no answer';
  }
}

async function outboxOf(backlog: BacklogReader): Promise<string> {
  const found = await backlog.read().catch(() => undefined);
  if (!found) return 'not known';
  const { outboxSeconds } = found;
  return outboxSeconds < LATE_SECONDS ? 'ok' : `late: ${Math.round(outboxSeconds)} s`;
}
