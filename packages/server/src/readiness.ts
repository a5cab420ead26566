import type { Composition, Runtime } from '@bureau/core';
import type { Readiness } from './http/probes.js';

/** Whether requests can be served now; a plugin that failed to start keeps no other from it. */
export async function readiness(runtime: Runtime, composition: Composition): Promise<Readiness> {
  const checks: Record<string, string> = {};
  try {
    await runtime.reads.sql(undefined, { text: 'select 1 as one', values: [] }, Date.now() + 1_000);
    checks['database'] = 'ok';
  } catch {
    checks['database'] = 'no answer';
  }
  for (const { definition, failure } of composition.plugins) {
    checks[`plugin ${definition.id}`] = failure === undefined ? 'ok' : 'failed to start';
  }
  return { ok: checks['database'] === 'ok', checks };
}
