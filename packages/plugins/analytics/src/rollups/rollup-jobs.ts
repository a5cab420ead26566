import { type Ctx, defineJob, z } from '@bureau/core';
import { metricIndex } from '../query/model.js';

/** A roll-up of the platform and its table. */
export interface NamedRollup {
  name: string;
  /** Qualified: names of plugins and of their declarations, held against the model at boot. */
  table: string;
}

/** The roll-ups of all plugins, or the one of a name. */
export function rollupsOf(ctx: Ctx, only?: string): NamedRollup[] {
  return metricIndex(ctx)
    .facts.flatMap(({ plugin, fact }) =>
      (fact.rollups ?? []).map(({ name, table }) => ({ name, table: `${plugin}.${table}` })),
    )
    .filter(({ name }) => only === undefined || name === only);
}

const MANAGE = 'analytics.rollup.manage';
const input = z.object({ rollup: z.string().optional() });

/** Counts, for each roll-up, the keys whose sums differ from those of the rows. */
export const rollupCheck = defineJob({
  kind: 'analytics.rollupCheck',
  description: 'Holds roll-ups against the rows that they stand for.',
  permission: MANAGE,
  input,
  schedule: { cron: '20 3 * * *' },
  async run(work) {
    await work.finish(async (ctx) => {
      const rollups = rollupsOf(ctx, work.input.rollup);
      const faults = [];
      for (const [at, { name, table }] of rollups.entries()) {
        const [row] = await ctx.sql<{ n: string }>(`select ${table}_differences($1) as n`, [
          ctx.organizationId,
        ]);
        if (row?.n === '0') continue;
        const message = `${name}: ${row?.n} sums differ from the rows; rebuild it.`;
        faults.push({ line: at + 1, column: name, code: 'ANALYTICS_ROLLUP_DIFFERS', message });
      }
      return { faults, outcome: { rows: rollups.length, failed: faults.length } };
    });
  },
});

/** Replaces the sums of roll-ups by those of the rows; writers go on meanwhile. */
export const rollupRebuild = defineJob({
  kind: 'analytics.rollupRebuild',
  description: 'Adds the rows of roll-ups up anew.',
  permission: MANAGE,
  input,
  async run(work) {
    const names = await work.read((ctx) => Promise.resolve(rollupsOf(ctx, work.input.rollup)));
    for (const [at, { table }] of names.entries()) {
      await work.step(async (ctx) => {
        await ctx.sql(`select ${table}_rebuild($1)`, [ctx.organizationId]);
        return { done: at + 1, total: names.length };
      });
    }
  },
});
