import {
  Context,
  type Ctx,
  defineLoader,
  FieldResolver,
  type RecordRef,
  Resolver,
  Root,
} from '@bureau/core';
import { AssetType, DisposalType } from './asset.types.js';

/** The disposal by asset (uuids), for all assets of an answer at once. */
const disposalOf = defineLoader<string, RecordRef | null>({
  name: 'assets.disposalOf',
  key: (assetId) => assetId,
  async batch(ctx, assetIds) {
    const rows = await ctx.sql<{ id: string; asset_id: string }>(
      'select id, asset_id from assets.disposal where asset_id = any($1::uuid[])',
      [assetIds],
    );
    const byAsset = new Map(rows.map(({ id, asset_id }) => [asset_id, { id }]));
    return assetIds.map((assetId) => byAsset.get(assetId) ?? null);
  },
});

/** The way from an asset to its end, which the asset itself does not store. */
@Resolver(() => AssetType.object)
export class AssetDisposalResolver {
  @FieldResolver(() => DisposalType.object, {
    nullable: true,
    description: 'How it left the organization; null while it has not.',
  })
  disposal(@Root() asset: RecordRef, @Context() ctx: Ctx): Promise<RecordRef | null> {
    return ctx.load(disposalOf, asset.id);
  }
}
