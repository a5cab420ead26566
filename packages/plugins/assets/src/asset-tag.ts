import { type Ctx, numberSeries, NumberSeriesService } from '@bureau/core';

/** Inventory tags, where an asset is entered without one. */
export const assetTags = numberSeries({
  key: 'assets.tag',
  description: 'Inventory tags of assets.',
  // Plain: many devices are entered at once, and a tag that was never stuck on harms nobody.
  pattern: 'A-{00000}',
});

/** The next inventory tag; those that were imported or given by hand are passed over. */
export function drawTag(ctx: Ctx): Promise<string> {
  const taken = async (tags: readonly string[]) => {
    const rows = await ctx.sql<{ tag: string }>(
      'select tag from assets.asset where organization_id = $1 and tag = any($2::text[])',
      [ctx.organizationId, tags],
    );
    return new Set(rows.map(({ tag }) => tag));
  };
  return ctx.service(NumberSeriesService).next(ctx, assetTags.key, { taken });
}
