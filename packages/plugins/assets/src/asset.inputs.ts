import {
  ApprovalRequestType,
  DateTimeScalar,
  Field,
  ID,
  inputOf,
  InputType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { Asset } from './asset.entity.js';
import { AssetType, DisposalType } from './asset.types.js';
import { Disposal } from './disposal.entity.js';

const AT = 'When custody changed; default now. After the present period began, not in the future.';
const FACTS = [
  'tag',
  'serialNumber',
  'model',
  'cost',
  'purchasedOn',
  'warrantyEndsOn',
  'leaseEndsOn',
  'note',
  'attributes',
] as const;

@InputType({
  description: 'A new asset: AVAILABLE at a site, or ORDERED when no site is given.',
})
export class AssetCreateInput extends inputOf(Asset, [...FACTS, 'site'], { optional: ['tag'] }) {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is at the site; default now. Not in the future.',
  })
  at?: Date | null;
}

@InputType({ description: 'Changes of an asset; what is left out stays.' })
export class AssetUpdateInput extends patchOf(Asset, FACTS, { id: 'id' }) {}

/** What every change of state names. */
@InputType({ description: 'The asset that changes its state.' })
export class AssetStepInput extends inputOf(Asset, [], { id: 'assetId' }) {}

@InputType({ description: 'Where an asset is now, and since when.' })
export class AssetToSiteInput extends AssetStepInput {
  @Field(() => ID, { description: 'The site.' })
  siteId!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: AT })
  at?: Date | null;
}

@InputType({ description: 'Who takes an asset, and since when: give exactly one of the three.' })
export class AssetCheckOutInput extends AssetStepInput {
  @Field(() => ID, { nullable: true, description: 'The employee who takes it.' })
  employeeId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The site at which it is used.' })
  siteId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The asset that it becomes part of.' })
  hostId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: AT })
  at?: Date | null;
}

@InputType({ description: 'To whom or where an asset goes: give exactly one of the two.' })
export class AssetTransferInput extends AssetStepInput {
  @Field(() => ID, { nullable: true, description: 'Another employee, for what one has.' })
  employeeId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Another site, for what is at a site.',
  })
  siteId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: AT })
  at?: Date | null;
}

@InputType({ description: 'Why and how an asset leaves the organization.' })
export class AssetDisposeInput extends inputOf(Disposal, ['reason', 'proceeds', 'disposedOn'], {
  optional: ['disposedOn'],
  id: 'assetId',
}) {}

const assetPayload = (name: string) => payloadOf(name, { asset: AssetType });

export const AssetCreatePayload = assetPayload('AssetCreatePayload');
export const AssetUpdatePayload = assetPayload('AssetUpdatePayload');
export const AssetReceivePayload = assetPayload('AssetReceivePayload');
export const AssetCheckOutPayload = assetPayload('AssetCheckOutPayload');
export const AssetReturnRequestPayload = assetPayload('AssetReturnRequestPayload');
export const AssetCheckInPayload = assetPayload('AssetCheckInPayload');
export const AssetTransferPayload = assetPayload('AssetTransferPayload');
export const AssetRepairStartPayload = assetPayload('AssetRepairStartPayload');
export const AssetRepairEndPayload = assetPayload('AssetRepairEndPayload');
export const AssetReportLostPayload = assetPayload('AssetReportLostPayload');
export const AssetRecoverPayload = assetPayload('AssetRecoverPayload');
export const AssetDisposePayload = payloadOf('AssetDisposePayload', {
  asset: AssetType,
  disposal: DisposalType,
  approvalRequest: ApprovalRequestType,
});
