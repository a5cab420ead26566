import {
  expose,
  type Exposed,
  Field,
  ID,
  inputOf,
  InputType,
  many,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { AssetType } from '../asset.types.js';
import { StatusLabel } from './status-label.entity.js';

export const StatusLabelType: Exposed = expose(StatusLabel, {
  prefix: 'stl',
  filter: ['code', 'name', 'class'],
  order: ['code', 'name', 'class'],
  by: ['code'],
  relations: { assets: many(() => AssetType, 'statusLabel', 'Assets of this status.') },
});

@InputType({ description: 'A new status.' })
export class StatusLabelCreateInput extends inputOf(StatusLabel, ['code', 'name', 'class']) {}

@InputType({ description: 'Other words for a status; what is left out stays.' })
export class StatusLabelUpdateInput extends patchOf(StatusLabel, ['code', 'name'], { id: 'id' }) {}

@InputType({ description: 'The status of an asset.' })
export class AssetStatusSetInput extends inputOf(Asset, [], { id: 'assetId' }) {
  @Field(() => ID, { nullable: true, description: 'The status; null: none.' })
  statusLabelId?: string | null;
}

export const StatusLabelCreatePayload = payloadOf('StatusLabelCreatePayload', {
  statusLabel: StatusLabelType,
});
export const StatusLabelUpdatePayload = payloadOf('StatusLabelUpdatePayload', {
  statusLabel: StatusLabelType,
});
export const AssetStatusSetPayload = payloadOf('AssetStatusSetPayload', { asset: AssetType });
