import { DateTimeScalar, Field, ID, inputOf, InputType, payloadOf } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { AssetType } from '../asset.types.js';
import { AssetAcceptanceType } from './acceptance.types.js';
import { AssetAcceptance, AssetCondition } from './asset-acceptance.entity.js';

@InputType({ description: 'The answer of whoever got an asset.' })
export class AssetAcceptInput extends inputOf(AssetAcceptance, ['condition', 'note'], {
  id: 'id',
}) {}

@InputType({ description: 'Why an asset was not got as it should be.' })
export class AssetDeclineInput extends inputOf(AssetAcceptance, [], { id: 'id' }) {
  @Field(() => String, { description: 'What is wrong.' })
  note!: string;
}

@InputType({ description: 'An asset that is taken back, with a receipt.' })
export class AssetReturnAcceptInput extends inputOf(Asset, [], { id: 'assetId' }) {
  @Field(() => ID, { description: 'The site.' })
  siteId!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When; default now.' })
  at?: Date | null;
  @Field(() => AssetCondition, { description: 'In what condition it came back.' })
  condition!: AssetCondition;
  @Field(() => String, { nullable: true, description: 'What else was seen.' })
  note?: string | null;
}

const acceptancePayload = (name: string) =>
  payloadOf(name, { assetAcceptance: AssetAcceptanceType });

export const AssetAcceptPayload = acceptancePayload('AssetAcceptPayload');
export const AssetDeclinePayload = acceptancePayload('AssetDeclinePayload');
export const AssetReturnAcceptPayload = payloadOf('AssetReturnAcceptPayload', {
  asset: AssetType,
  assetAcceptance: AssetAcceptanceType,
});
