import {
  ApprovalRequestType,
  DateTimeScalar,
  Field,
  ID,
  inputOf,
  InputType,
  payloadOf,
} from '@bureau/core';
import { AssetType } from '../asset.types.js';
import { AssetRequest } from './asset-request.entity.js';
import { AssetRequestType } from './request.types.js';

@InputType({ description: 'A wish for equipment: give exactly one of category and model.' })
export class AssetRequestCreateInput extends inputOf(
  AssetRequest,
  ['employee', 'category', 'model', 'reason', 'neededOn'],
  { optional: ['employee'] },
) {}

@InputType({ description: 'A wish that is taken back.' })
export class AssetRequestCancelInput extends inputOf(AssetRequest, [], { id: 'requestId' }) {}

@InputType({ description: 'What is handed out for a wish.' })
export class AssetRequestFulfillInput extends inputOf(AssetRequest, [], { id: 'requestId' }) {
  @Field(() => ID, { description: 'The asset; it is checked out to whoever needs it.' })
  assetId!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when; default now.' })
  at?: Date | null;
}

export const AssetRequestCreatePayload = payloadOf('AssetRequestCreatePayload', {
  assetRequest: AssetRequestType,
  approvalRequest: ApprovalRequestType,
});
export const AssetRequestCancelPayload = payloadOf('AssetRequestCancelPayload', {
  assetRequest: AssetRequestType,
});
export const AssetRequestFulfillPayload = payloadOf('AssetRequestFulfillPayload', {
  assetRequest: AssetRequestType,
  asset: AssetType,
});
