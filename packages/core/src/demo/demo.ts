import { createExecutor } from '../context/execute.js';
import type { Runtime } from '../context/runtime.js';
import { systemCaller } from '../context/system.js';
import type { SeedContext } from '../plugin/definition.js';

/** The demo company's slug and name; everything else about it comes from the plugins' seeds. */
export const DEMO = { slug: 'demo', name: 'Nordwind Instruments' } as const;

/** The day on which the demo company lives: fixed, so that its answers can be written down. */
export const DEMO_TODAY = '2026-11-20';

/**
 * Fills the demo organization: the seed of every plugin in dependency order, through the same
 * mutations as everybody. Deterministic; expects an organization without data.
 * @throws Error with the plugin and the first refusal; what was committed before stays.
 */
export async function seedDemo(runtime: Runtime, organizationId: string): Promise<void> {
  const execute = createExecutor(runtime);
  for (const { definition } of runtime.composition.plugins) {
    let steps = 0;
    const run: SeedContext['run'] = async (document, variables = {}) => {
      steps += 1;
      const requestId = `seed:${definition.id}:${steps}`;
      const caller = systemCaller(runtime.composition, organizationId, requestId);
      const result = await execute({ document, variables, caller });
      const refusal = result.errors?.[0]?.message ?? userErrorOf(result.data);
      if (refusal) throw new Error(`Demo data of "${definition.id}", step ${steps}: ${refusal}`);
      return (result.data ?? {}) as Record<string, unknown>;
    };
    await definition.seed?.({ run, today: DEMO_TODAY });
  }
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
