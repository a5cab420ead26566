import { createExecutor } from '../context/execute.js';
import type { Runtime } from '../context/runtime.js';
import { systemCaller } from '../context/system.js';
import type { SeedContext } from '../plugin/definition.js';
import { dependenciesOf } from '../plugin/order.js';

/** The demo company's slug and name; everything else about it comes from the plugins' seeds. */
export const DEMO = { slug: 'demo', name: 'Nordwind Instruments' } as const;

/** The day on which the demo company lives: fixed, so that its answers can be written down. */
export const DEMO_TODAY = '2026-11-20';

/**
 * Fills the demo organization: the seed of every plugin after those of the plugins that it builds
 * on, through the same mutations as everybody. Deterministic; expects an organization without data,
 * and a caller who starts again with a new one after a crash: nothing waits for the disk.
 * @throws Error with the plugin and the first refusal; what was committed before stays.
 */
export async function seedDemo(runtime: Runtime, organizationId: string): Promise<void> {
  const definitions = runtime.composition.plugins.map(({ definition }) => definition);
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const ending = new AbortController();
  const context = seedContexts(runtime, organizationId, ending.signal);
  const done = new Map<string, Promise<void>>();
  for (const definition of definitions) {
    const before = dependenciesOf(definition, byId).flatMap((id) => done.get(id) ?? []);
    const seed = async () => {
      await Promise.all(before);
      await definition.seed?.(context(definition.id));
    };
    const seeded = seed().catch((error: unknown) => {
      ending.abort(error);
      throw error;
    });
    done.set(definition.id, seeded);
  }
  // All have ended before anybody hears of the first failure: none writes after it.
  await Promise.allSettled(done.values());
  ending.signal.throwIfAborted();
}

/** What the seed of a plugin gets; after a failure of any, each is refused its next step. */
function seedContexts(runtime: Runtime, organizationId: string, signal: AbortSignal) {
  const execute = createExecutor(runtime);
  return (plugin: string): SeedContext => {
    let steps = 0;
    const run: SeedContext['run'] = async (document, variables = {}) => {
      signal.throwIfAborted();
      steps += 1;
      const requestId = `seed:${plugin}:${steps}`;
      const system = systemCaller(runtime.composition, organizationId, requestId);
      const caller = { ...system, isRepeatable: true };
      const result = await execute({ document, variables, caller });
      const refusal = result.errors?.[0]?.message ?? userErrorOf(result.data);
      if (refusal) throw new Error(`Demo data of "${plugin}", step ${steps}: ${refusal}`);
      return (result.data ?? {}) as Record<string, unknown>;
    };
    return { run, today: DEMO_TODAY };
  };
}

/** The first user error of any payload; seeds select `userErrors { code message }`. */
function userErrorOf(data: unknown): string | undefined {
  for (const payload of Object.values((data ?? {}) as Record<string, unknown>)) {
    const errors = (payload as { userErrors?: { code?: string; message?: string }[] } | null)
      ?.userErrors;
    const first = errors?.[0];
    if (first) return `${first.code ?? ''} ${first.message ?? ''}`.trim();
  }
  return undefined;
}
