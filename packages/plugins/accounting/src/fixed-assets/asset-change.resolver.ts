import { Arg, Context, type Ctx, Extensions, Mutation, Resolver } from '@bureau/core';
import { textOf } from '../ledger/entry-input.js';
import { accountFor } from './asset-accounts.js';
import {
  FixedAssetDisposePartInput,
  FixedAssetDisposePartPayload,
  FixedAssetEstimateChangeInput,
  FixedAssetEstimateChangePayload,
  FixedAssetImpairInput,
  FixedAssetImpairmentReverseInput,
  FixedAssetImpairmentReversePayload,
  FixedAssetImpairPayload,
  FixedAssetRevalueInput,
  FixedAssetRevaluePayload,
} from './asset-change.inputs.js';
import { changeEstimate } from './change-estimate.js';
import { disposePart } from './dispose-part.js';
import { FixedAsset } from './fixed-asset.entity.js';
import { changeValue, type ValueChange } from './value-change.js';

const KEYED = { requireKey: true, keepKey: true };

/** What changes fixed assets beside their depreciation. */
@Resolver()
export class FixedAssetChangeResolver {
  @Extensions(KEYED)
  @Mutation(() => FixedAssetEstimateChangePayload, {
    description: 'Changes life, residual value or method from a day on; nothing of before.',
  })
  async fixedAssetEstimateChange(
    @Context() ctx: Ctx,
    @Arg('input') input: FixedAssetEstimateChangeInput,
  ) {
    const fixedAsset = await assetAt(ctx, input);
    const fixedAssetChange = await changeEstimate(ctx, fixedAsset, {
      book: input.book ?? 'BOOK',
      changedOn: input.changedOn,
      method: input.method ?? undefined,
      remainingMonths: input.remainingMonths ?? undefined,
      salvage: input.salvage ?? undefined,
      yearlyPercent: input.yearlyPercent ?? undefined,
      lifeUnits: input.lifeUnits ?? undefined,
      memo: textOf(input.memo),
    });
    return { fixedAsset, fixedAssetChange };
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetRevaluePayload, {
    description: 'Gives an asset its fair value: surplus to equity, losses to the result.',
  })
  fixedAssetRevalue(@Context() ctx: Ctx, @Arg('input') input: FixedAssetRevalueInput) {
    return changed(ctx, 'REVALUATION', input);
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetImpairPayload, {
    description: 'Writes an asset down to what can be recovered of it.',
  })
  fixedAssetImpair(@Context() ctx: Ctx, @Arg('input') input: FixedAssetImpairInput) {
    return changed(ctx, 'IMPAIRMENT', input);
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetImpairmentReversePayload, {
    description: 'Makes a loss of worth good, at most up to what would be left without it.',
  })
  fixedAssetImpairmentReverse(
    @Context() ctx: Ctx,
    @Arg('input') input: FixedAssetImpairmentReverseInput,
  ) {
    return changed(ctx, 'IMPAIRMENT_REVERSAL', input);
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetDisposePartPayload, {
    description: 'Takes a part of an asset out of the books, with gain or loss.',
  })
  async fixedAssetDisposePart(
    @Context() ctx: Ctx,
    @Arg('input') input: FixedAssetDisposePartInput,
  ) {
    const fixedAsset = await assetAt(ctx, input);
    const { disposedOn, cost, proceeds, proceedsAccountId: id } = input;
    const account = { id: id ?? '', name: 'proceedsAccount' };
    const fixedAssetChange = await disposePart(ctx, fixedAsset, {
      ...{ disposedOn, cost, proceeds: proceeds ?? '0' },
      proceedsAccount: id == null ? null : await accountFor(ctx, account, ['ASSET', 'LIABILITY']),
      memo: textOf(input.memo),
    });
    return { fixedAsset, fixedAssetChange };
  }
}

async function changed(ctx: Ctx, kind: ValueChange['kind'], input: FixedAssetRevalueInput) {
  const fixedAsset = await assetAt(ctx, input);
  const fixedAssetChange = await changeValue(ctx, fixedAsset, {
    kind,
    changedOn: input.changedOn,
    worth: input.worth,
    salvage: input.salvage ?? undefined,
    remainingMonths: input.remainingMonths ?? undefined,
    memo: textOf(input.memo),
  });
  return { fixedAsset, fixedAssetChange };
}

function assetAt(
  ctx: Ctx,
  { fixedAssetId, expectedVersion }: { fixedAssetId: string; expectedVersion?: number | null },
): Promise<FixedAsset> {
  const path = ['input', 'fixedAssetId'];
  return ctx.find(FixedAsset, fixedAssetId, { expectedVersion, path, lock: true });
}
