import { DateScalar, DecimalScalar, Field, ID, InputType, Int, payloadOf } from '@bureau/core';
import { DepreciationBook, DepreciationMethod } from './asset-kinds.js';
import { FixedAssetChangeType, FixedAssetType } from './fixed-asset.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const REST = 'Months that are left after that day; default: as it was planned.';
const MEMO = { nullable: true, description: 'Why.' };

@InputType({ description: 'Another estimate for a fixed asset; what is left out stays.' })
export class FixedAssetEstimateChangeInput {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { description: 'Until the end of this day the old estimate holds.' })
  changedOn!: string;
  @Field(() => DepreciationBook, { nullable: true, description: 'Which books; default BOOK.' })
  book?: DepreciationBook | null;
  @Field(() => DepreciationMethod, { nullable: true, description: 'The method from then on.' })
  method?: DepreciationMethod | null;
  @Field(() => Int, { nullable: true, description: REST })
  remainingMonths?: number | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'What is left at the end.' })
  salvage?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Yearly percent of declining ones.' })
  yearlyPercent?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Life in units from its beginning, for UNITS.',
  })
  lifeUnits?: string | null;
  @Field(() => String, MEMO)
  memo?: string | null;
}

@InputType({ description: 'The fair value of a fixed asset at the end of a day.' })
export class FixedAssetRevalueInput {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { description: 'The day; the posting date too.' })
  changedOn!: string;
  @Field(() => DecimalScalar, { description: 'Its fair value, or what can be recovered of it.' })
  worth!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is left at the end; default: as before, at most what it is worth.',
  })
  salvage?: string | null;
  @Field(() => Int, { nullable: true, description: REST })
  remainingMonths?: number | null;
  @Field(() => String, MEMO)
  memo?: string | null;
}

@InputType({ description: 'What can be recovered of a fixed asset: less than the books say.' })
export class FixedAssetImpairInput extends FixedAssetRevalueInput {}

@InputType({ description: 'What can be recovered of a fixed asset: more than the books say.' })
export class FixedAssetImpairmentReverseInput extends FixedAssetRevalueInput {}

@InputType({ description: 'How a part of a fixed asset leaves.' })
export class FixedAssetDisposePartInput {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { description: 'When it left; the posting date too.' })
  disposedOn!: string;
  @Field(() => DecimalScalar, { description: 'What the part cost, of the cost of the asset.' })
  cost!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What was received, in the base currency, without taxes; default 0.',
  })
  proceeds?: string | null;
  @Field(() => ID, { nullable: true, description: 'What takes the proceeds.' })
  proceedsAccountId?: string | null;
  @Field(() => String, MEMO)
  memo?: string | null;
}

const CHANGED = { fixedAsset: FixedAssetType, fixedAssetChange: FixedAssetChangeType };

export const FixedAssetEstimateChangePayload = payloadOf(
  'FixedAssetEstimateChangePayload',
  CHANGED,
);
export const FixedAssetRevaluePayload = payloadOf('FixedAssetRevaluePayload', CHANGED);
export const FixedAssetImpairPayload = payloadOf('FixedAssetImpairPayload', CHANGED);
export const FixedAssetImpairmentReversePayload = payloadOf(
  'FixedAssetImpairmentReversePayload',
  CHANGED,
);
export const FixedAssetDisposePartPayload = payloadOf('FixedAssetDisposePartPayload', CHANGED);
