import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  JobType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { DepreciationBook, DepreciationMethod, Proration } from './asset-kinds.js';
import { FixedAsset, FixedAssetUse } from './fixed-asset.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import {
  DepreciationRunType,
  FixedAssetClassType,
  FixedAssetType,
  FixedAssetUseType,
} from './fixed-asset.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const HABITS = ['method', 'months', 'proration', 'yearlyPercent'] as const;
const WORTH = ['surplusAccount', 'impairmentAccount'] as const;
const INVENTORY = ['isForInventory', 'inventoryFloor'] as const;

@InputType({ description: 'A new class of fixed assets.' })
export class FixedAssetClassCreateInput extends inputOf(
  FixedAssetClass,
  [
    ...(['code', 'name', 'assetAccount', 'accumulatedAccount', 'expenseAccount'] as const),
    ...(['gainAccount', 'lossAccount', 'clearingAccount'] as const),
    ...WORTH,
    ...HABITS,
    ...INVENTORY,
  ],
  { optional: ['method', 'proration', ...INVENTORY] },
) {}

@InputType({ description: 'Changes of a class; assets that have it keep their schedules.' })
export class FixedAssetClassUpdateInput extends patchOf(
  FixedAssetClass,
  ['name', 'clearingAccount', ...WORTH, ...HABITS, ...INVENTORY, 'isActive'],
  { id: 'fixedAssetClassId' },
) {}

@InputType({ description: 'How the value goes down; what is left out is as in the class.' })
export class DepreciationPlanInput {
  @Field(() => DepreciationMethod, { nullable: true, description: 'The method.' })
  method?: DepreciationMethod | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of use; default: when it was acquired.',
  })
  startsOn?: string | null;
  @Field(() => Int, { nullable: true, description: 'Life in months.' })
  months?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is left at the end; default 0.',
  })
  salvage?: string | null;
  @Field(() => Proration, { nullable: true, description: 'How a part of a month counts.' })
  proration?: Proration | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Yearly percent of declining methods; default: twice the straight line.',
  })
  yearlyPercent?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Life in units, for UNITS.' })
  lifeUnits?: string | null;
}

@InputType({ description: 'A new fixed asset. Amounts are in the base currency, without taxes.' })
export class FixedAssetCapitalizeInput {
  @Field(() => ID, { description: 'Its class.' })
  classId!: string;
  @Field(() => String, { description: 'What it is.' })
  name!: string;
  @Field(() => DateScalar, { description: 'When it came; the posting date too.' })
  acquiredOn!: string;
  @Field(() => DecimalScalar, { description: 'What it cost.' })
  cost!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'What takes the credit; default: the clearing account of the class.',
  })
  creditAccountId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'The cost stands on its account already: posts no entry; default false.',
  })
  isPostedAlready?: boolean | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Depreciation until this day is in the opening balances.',
  })
  depreciatedUntil?: string | null;
  @Field(() => DepreciationPlanInput, {
    nullable: true,
    description: 'How the value goes down in the ledger; default: as in the class.',
  })
  book?: DepreciationPlanInput | null;
  @Field(() => DepreciationPlanInput, {
    nullable: true,
    description: 'How it goes down for the tax return; default: it is not kept.',
  })
  tax?: DepreciationPlanInput | null;
  @Field(() => [ID], { nullable: true, description: 'What its depreciation carries.' })
  dimensionValueIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What else is known.' })
  memo?: string | null;
}

@InputType({ description: 'Changes of a fixed asset; what is left out stays.' })
export class FixedAssetUpdateInput extends patchOf(FixedAsset, ['name', 'memo'], {
  id: 'fixedAssetId',
}) {}

@InputType({ description: 'Use of an asset whose value goes down by use.' })
export class FixedAssetUseRecordInput extends inputOf(FixedAssetUse, [
  'asset',
  'usedOn',
  'units',
]) {}

@InputType({ description: 'A fixed asset that was entered by mistake.' })
export class FixedAssetVoidInput {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of the reversal; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
}

@InputType({ description: 'How a fixed asset leaves.' })
export class FixedAssetDisposeInput {
  @Field(() => ID, { description: 'The asset.' })
  fixedAssetId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { description: 'When it left; the posting date too.' })
  disposedOn!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What was received, in the base currency, without taxes; default 0.',
  })
  proceeds?: string | null;
  @Field(() => ID, { nullable: true, description: 'What takes the proceeds.' })
  proceedsAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Why and how.' })
  memo?: string | null;
}

@InputType({ description: 'Which depreciation is taken.' })
export class DepreciationRunCreateInput {
  @Field(() => ID, { description: 'The period.' })
  periodId!: string;
  @Field(() => DepreciationBook, { nullable: true, description: 'Which books; default BOOK.' })
  book?: DepreciationBook | null;
}

@InputType({ description: 'A run that is taken back.' })
export class DepreciationRunReverseInput {
  @Field(() => ID, { description: 'The run.' })
  depreciationRunId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of the reversal; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
}

export const FixedAssetClassCreatePayload = payloadOf('FixedAssetClassCreatePayload', {
  fixedAssetClass: FixedAssetClassType,
});
export const FixedAssetClassUpdatePayload = payloadOf('FixedAssetClassUpdatePayload', {
  fixedAssetClass: FixedAssetClassType,
});
export const FixedAssetCapitalizePayload = payloadOf('FixedAssetCapitalizePayload', {
  fixedAsset: FixedAssetType,
});
export const FixedAssetUpdatePayload = payloadOf('FixedAssetUpdatePayload', {
  fixedAsset: FixedAssetType,
});
export const FixedAssetUseRecordPayload = payloadOf('FixedAssetUseRecordPayload', {
  fixedAssetUse: FixedAssetUseType,
});
export const FixedAssetVoidPayload = payloadOf('FixedAssetVoidPayload', {
  fixedAsset: FixedAssetType,
});
export const FixedAssetDisposePayload = payloadOf('FixedAssetDisposePayload', {
  fixedAsset: FixedAssetType,
});
export const DepreciationRunCreatePayload = payloadOf(
  'DepreciationRunCreatePayload',
  { depreciationRun: DepreciationRunType },
  {
    lineCount: { type: () => Int, description: 'Assets that this call wrote off.' },
    isComplete: { type: () => Boolean, description: 'Whether all of the period is taken.' },
  },
);
export const DepreciationRunStartPayload = payloadOf('DepreciationRunStartPayload', {
  job: JobType,
});
export const DepreciationRunReversePayload = payloadOf('DepreciationRunReversePayload', {
  depreciationRun: DepreciationRunType,
});
