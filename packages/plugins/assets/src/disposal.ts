import type { Ctx, Money } from '@bureau/core';
import type { Asset } from './asset.entity.js';
import { endCustody, runningPeriod } from './custody.js';
import { endOfDay } from './days.js';
import { Disposal } from './disposal.entity.js';
import { errors } from './errors.js';
import { AssetDisposed } from './events.js';
import { freeTiesOf } from './freed.js';
import { assertNoParts } from './hosts/parts.js';

/** How an asset leaves. */
export interface NewDisposal {
  reason: string;
  proceeds: Money | null;
  disposedOn: string;
}

/**
 * Ends an asset, and its custody with the day (today: now).
 * @throws ASSETS_NOT_DISPOSABLE, ASSETS_HAS_PARTS, ASSETS_AT_IN_FUTURE, ASSETS_AT_TOO_EARLY
 */
export async function dispose(ctx: Ctx, asset: Asset, input: NewDisposal): Promise<Disposal> {
  const { reason, proceeds, disposedOn } = input;
  const path = ['input', 'disposedOn'];
  if (disposedOn > ctx.today) throw errors.AT_IN_FUTURE({}, path);
  await assertNoParts(ctx, asset);
  const running = await runningPeriod(ctx, asset);
  const disposal = ctx.em.create(Disposal, { asset, disposedOn, reason, proceeds });
  asset.dispose(disposal);
  await freeTiesOf(ctx, asset, 'DISPOSAL');
  if (running) {
    const at = disposedOn === ctx.today ? null : await endOfDay(ctx, disposedOn);
    endCustody(ctx, { asset, running }, { at, path });
  }
  const { id, tag, cost } = asset;
  const payload = {
    assetId: id,
    tag,
    disposalId: disposal.id,
    disposedOn,
    reason,
    cost: cost ? { amount: cost.amount, currency: cost.currency } : null,
    proceeds: proceeds ? { amount: proceeds.amount, currency: proceeds.currency } : null,
  };
  ctx.emit(AssetDisposed, payload, { type: 'Asset', id });
  return disposal;
}
