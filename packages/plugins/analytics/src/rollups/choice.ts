import { type MetricRollup, RollupMiss, type RollupUse } from '@bureau/core';
import { type Leg, type LegFrame, writeLeg } from '../query/leg.js';
import { spanOf } from './span.js';

/** A roll-up that did not serve, and why. */
export interface PassedOver {
  rollup: MetricRollup;
  reason: string;
}

/** From what a leg is computed. */
export interface LegSource {
  /** Undefined: from the rows themselves. */
  use: RollupUse | undefined;
  passedOver: readonly PassedOver[];
}

/**
 * The first roll-up of the fact that carries everything: dimensions, conditions, figures, and what
 * the rights of the caller need. It is found by writing the leg with it: whatever the leg reads
 * is asked of the roll-up, so that nothing can be forgotten here. Rows serve where none does.
 */
export function sourceOf(frame: LegFrame, leg: Leg): LegSource {
  const passedOver: PassedOver[] = [];
  for (const rollup of leg.fact.rollups ?? []) {
    try {
      const use = spanOf(leg.fact, rollup, askedOf(frame, leg));
      writeLeg({ ...frame, statement: frame.statement.scratch() }, leg, use);
      return { use, passedOver };
    } catch (error) {
      if (!(error instanceof RollupMiss)) throw error;
      passedOver.push({ rollup, reason: error.reason });
    }
  }
  return { use: undefined, passedOver };
}

function askedOf({ wish, buckets }: LegFrame, { slots }: Leg) {
  const { from, to, grain, zone } = wish;
  const isBalance = slots.some(({ measure }) => measure.kind === 'BALANCE');
  return { isBalance, from, to, grain, zone, buckets };
}
