import type { Ctx } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from '../asset.entity.js';
import { PhoneLine } from './phone.entities.js';

/**
 * A device that is given back keeps its card, and nobody uses the line; one that has left the
 * organization keeps neither.
 */
export async function freeLinesOf(
  ctx: Ctx,
  asset: Asset,
  reason: 'RETURN' | 'DISPOSAL',
): Promise<void> {
  for (const line of await ctx.em.find(PhoneLine, { asset })) {
    line.assign(reason === 'RETURN' ? asset : null, null);
  }
}

/** Nobody uses the lines of somebody who has left; they stay in their devices. */
export async function freeLinesOfLeaver(ctx: Ctx, holder: Employee): Promise<void> {
  for (const line of await ctx.em.find(PhoneLine, { holder })) {
    line.assign(line.asset ?? null, null);
  }
}
