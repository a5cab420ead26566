import { type Ctx, exact } from '@bureau/core';
import { DepreciationSchedule } from './depreciation.entity.js';
import { planErrors } from './errors.js';
import { type FixedAsset, FixedAssetUse } from './fixed-asset.entity.js';

/**
 * Use that the next run of its period or a later one takes.
 * @throws ACCOUNTING_ASSET_STATUS, ACCOUNTING_ASSET_NOT_BY_USE, ACCOUNTING_ASSET_USE_SIGN
 */
export async function recordUse(
  ctx: Ctx,
  asset: FixedAsset,
  { usedOn, units }: { usedOn: string; units: string },
): Promise<FixedAssetUse> {
  asset.assertInUse();
  if (!exact(units).greaterThan(0)) throw planErrors.ASSET_USE_SIGN({}, ['input', 'units']);
  if ((await ctx.em.count(DepreciationSchedule, { asset, method: 'UNITS' })) === 0) {
    throw planErrors.ASSET_NOT_BY_USE({ asset: asset.number }, ['input', 'assetId']);
  }
  return ctx.em.create(FixedAssetUse, { asset, usedOn, units });
}
