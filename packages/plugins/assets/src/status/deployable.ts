import type { Ctx } from '@bureau/core';
import type { Asset } from '../asset.entity.js';
import { statusErrors } from './errors.js';
import { StatusLabel } from './status-label.entity.js';

/** Without a status everything can be handed out. @throws ASSETS_NOT_DEPLOYABLE */
export async function assertDeployable(ctx: Ctx, asset: Asset): Promise<void> {
  if (!asset.statusLabel) return;
  const label = await ctx.em.findOneOrFail(StatusLabel, { id: asset.statusLabel.id });
  if (label.class === 'DEPLOYABLE') return;
  throw statusErrors.NOT_DEPLOYABLE({ tag: asset.tag, label: label.name }, ['input', 'assetId']);
}
