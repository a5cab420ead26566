import type { Ctx, Money, Site } from '@bureau/core';
import type { AssetModel } from './asset-model.entity.js';
import { Asset } from './asset.entity.js';
import { followCustody } from './custody.js';
import type { CustodyPeriod } from './custody-period.entity.js';
import { AssetCreated } from './events.js';

/** What a new asset is made of; texts are trimmed, amounts checked. */
export interface NewAsset {
  tag: string;
  model: AssetModel;
  serialNumber?: string | null | undefined;
  cost?: Money | null;
  purchasedOn?: string | null | undefined;
  /** Absent: by the warranty of the model. */
  warrantyEndsOn?: string | null | undefined;
  leaseEndsOn?: string | null | undefined;
  note?: string | null | undefined;
  /** Where it is; absent: ordered, not here yet. */
  site?: Site | null;
  /** Since when it is there. */
  at?: Date | null | undefined;
  /** Argument path for faults of the time; default `['input', 'at']`. */
  path?: readonly string[];
}

/**
 * Enters an asset: AVAILABLE at a site from then on, or ORDERED.
 * @throws ASSETS_AT_IN_FUTURE
 */
export function addAsset(
  ctx: Ctx,
  input: NewAsset,
): { asset: Asset; running: CustodyPeriod | null } {
  const { site, at, path = ['input', 'at'], model, purchasedOn = null } = input;
  const { warrantyEndsOn = model.warrantyEndFor(purchasedOn) } = input;
  const asset = ctx.em.create(Asset, {
    tag: input.tag,
    model,
    serialNumber: input.serialNumber ?? null,
    cost: input.cost ?? null,
    purchasedOn,
    warrantyEndsOn,
    leaseEndsOn: input.leaseEndsOn ?? null,
    note: input.note ?? null,
    state: 'ORDERED',
  });
  if (!site) return { asset: announced(ctx, asset), running: null };
  asset.receive(site);
  const running = followCustody(ctx, { asset, running: null }, { reason: 'RECEIPT', at, path });
  return { asset: announced(ctx, asset), running };
}

function announced(ctx: Ctx, asset: Asset): Asset {
  const { id, tag, model, state, cost, purchasedOn = null } = asset;
  const price = cost ? { amount: cost.amount, currency: cost.currency } : null;
  const payload = { assetId: id, tag, modelId: model.id, state, cost: price, purchasedOn };
  ctx.emit(AssetCreated, payload, { type: 'Asset', id });
  return asset;
}
