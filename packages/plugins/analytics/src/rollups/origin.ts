import type { Ctx } from '@bureau/core';
import type { MetricLegExplanation, MetricOrigin } from '../query/metric.types.js';
import type { WrittenQuery } from '../query/statement.js';

type Sources = Pick<WrittenQuery, 'sources'>;

/** From what the figures of each fact were computed. */
export function originsOf(ctx: Ctx, { sources }: Sources): MetricOrigin[] {
  return sources.map(({ leg, source }) => ({
    fact: leg.fact.type.name,
    measures: leg.slots.map(({ name }) => name),
    rollup: source.use?.rollup.name ?? null,
    dataAsOf: ctx.now,
  }));
}

/** The same with the roll-ups that could not serve, and why. */
export function legsExplained(ctx: Ctx, written: Sources): MetricLegExplanation[] {
  const origins = originsOf(ctx, written);
  return written.sources.flatMap(({ source }, at) => {
    const origin = origins[at];
    const passedOver = source.passedOver.map(({ rollup, reason }) => ({
      rollup: rollup.name,
      reason,
    }));
    return origin ? [{ origin, passedOver }] : [];
  });
}
