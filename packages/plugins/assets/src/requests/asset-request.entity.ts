import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { AssetModel } from '../asset-model.entity.js';
import { Asset } from '../asset.entity.js';
import { Category } from '../category.entity.js';
import { requestErrors } from './errors.js';

export const AssetRequestState = enumOf('AssetRequestState', 'Where a wish for equipment is.', {
  PENDING: 'Somebody is asked.',
  APPROVED: 'Agreed to; it waits for an asset.',
  REJECTED: 'Refused, or nobody decided in time.',
  CANCELLED: 'Taken back before an asset was handed out.',
  FULFILLED: 'An asset was handed out for it.',
});
export type AssetRequestState = EnumValue<typeof AssetRequestState>;

/** Equipment that an employee wishes for: a product, or anything of a kind. */
export const AssetRequestSchema = defineEntity({
  name: 'AssetRequest',
  schema: 'assets',
  tableName: 'asset_request',
  comment: 'Equipment that an employee wishes for: a product, or anything of a kind.',
  checks: [
    {
      name: 'asset_request_wish_check',
      expression: '(category_id is null) <> (model_id is null)',
    },
    { name: 'asset_request_reason_filled_check', expression: "btrim(reason) <> ''" },
    {
      name: 'asset_request_fulfilled_check',
      expression:
        "(state = 'FULFILLED') = (asset_id is not null) and " +
        "(state = 'FULFILLED') = (fulfilled_at is not null)",
    },
  ],
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who needs it'),
    category: () => p.manyToOne(Category).nullable().comment('The kind of equipment'),
    model: () => p.manyToOne(AssetModel).nullable().comment('The product, when one is named'),
    reason: p.string().length(500).comment('What it is needed for'),
    neededOn: p.date().nullable().comment('By which day'),
    state: choice(AssetRequestState).default('PENDING').comment('Where it is'),
    asset: () => p.manyToOne(Asset).nullable().comment('What was handed out for it'),
    fulfilledAt: p.datetime(3).nullable().comment('When it was handed out'),
  },
});

export class AssetRequest extends AssetRequestSchema.class {
  /** The outcome of the approval. @throws ASSETS_REQUEST_STATE */
  decide(state: 'APPROVED' | 'REJECTED' | 'CANCELLED'): void {
    this.demand(['PENDING']);
    this.state = state;
  }

  /** @throws ASSETS_REQUEST_STATE */
  cancel(): void {
    this.demand(['PENDING', 'APPROVED']);
    this.state = 'CANCELLED';
  }

  /** @throws ASSETS_REQUEST_STATE */
  fulfil(asset: Asset, now: Date): void {
    this.demand(['APPROVED']);
    this.state = 'FULFILLED';
    this.asset = asset;
    this.fulfilledAt = now;
  }

  /** @throws ASSETS_REQUEST_STATE */
  demand(states: readonly AssetRequestState[]): void {
    const { state } = this;
    if (states.includes(state)) return;
    throw requestErrors.REQUEST_STATE({ state }, ['input', 'requestId']);
  }
}
AssetRequestSchema.setClass(AssetRequest);
