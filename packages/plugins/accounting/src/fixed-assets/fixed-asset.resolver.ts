import { Arg, Context, type Ctx, exact, Extensions, Mutation, Resolver } from '@bureau/core';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { given, needed, neededIfGiven, optional } from '../input-values.js';
import { textOf } from '../ledger/entry-input.js';
import { postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { accountFor, dimensionUuids, lockPlans } from './asset-accounts.js';
import { capitalize, type ScheduleWish } from './capitalize.js';
import { DepreciationSchedule } from './depreciation.entity.js';
import { disposeFixedAsset } from './dispose.js';
import { planErrors } from './errors.js';
import { recordUse } from './record-use.js';
import { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import {
  type DepreciationPlanInput,
  FixedAssetCapitalizeInput,
  FixedAssetCapitalizePayload,
  FixedAssetDisposeInput,
  FixedAssetDisposePayload,
  FixedAssetUpdateInput,
  FixedAssetUpdatePayload,
  FixedAssetUseRecordInput,
  FixedAssetUseRecordPayload,
  FixedAssetVoidInput,
  FixedAssetVoidPayload,
} from './fixed-asset.inputs.js';

const KEYED = { requireKey: true, keepKey: true };

/** The register of fixed assets. */
@Resolver()
export class FixedAssetResolver {
  @Extensions(KEYED)
  @Mutation(() => FixedAssetCapitalizePayload, {
    description: 'Takes an asset into the register, with its entry and its schedules.',
  })
  async fixedAssetCapitalize(@Context() ctx: Ctx, @Arg('input') input: FixedAssetCapitalizeInput) {
    const path = ['input', 'classId'];
    const assetClass = await ctx.find(FixedAssetClass, input.classId, { path });
    const fixedAsset = await capitalize(ctx, {
      assetClass,
      name: needed('name', input.name),
      acquiredOn: input.acquiredOn,
      cost: input.cost,
      memo: optional(input.memo) ?? null,
      dimensionValueIds: dimensionUuids(input.dimensionValueIds),
      creditAccount: await creditOf(ctx, assetClass, input),
      depreciatedUntil: input.depreciatedUntil ?? undefined,
      schedules: {
        BOOK: wishOf(input.book),
        ...(input.tax ? { TAX: wishOf(input.tax) } : {}),
      },
    });
    return { fixedAsset };
  }

  @Mutation(() => FixedAssetUpdatePayload, { description: 'Changes name and memo of an asset.' })
  async fixedAssetUpdate(@Context() ctx: Ctx, @Arg('input') input: FixedAssetUpdateInput) {
    const fixedAsset = await assetAt(ctx, input);
    const [name, memo] = [neededIfGiven('name', input.name), optional(input.memo)];
    ctx.em.assign(fixedAsset, given({ name, memo }));
    return { fixedAsset };
  }

  @Mutation(() => FixedAssetUseRecordPayload, {
    description: 'Tells how much an asset was used whose value goes down by use.',
  })
  async fixedAssetUseRecord(@Context() ctx: Ctx, @Arg('input') input: FixedAssetUseRecordInput) {
    const { assetId, usedOn, units } = input;
    const asset = await ctx.find(FixedAsset, assetId, { path: ['input', 'assetId'] });
    return { fixedAssetUse: await recordUse(ctx, asset, { usedOn, units }) };
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetVoidPayload, {
    description: 'Takes an asset back that was entered by mistake and never written off.',
  })
  async fixedAssetVoid(@Context() ctx: Ctx, @Arg('input') input: FixedAssetVoidInput) {
    const path = ['input', 'fixedAssetId'];
    await lockPlans(ctx, 'depreciation');
    const fixedAsset = await assetAt(ctx, input);
    fixedAsset.assertInUse();
    const schedules = await ctx.em.find(DepreciationSchedule, { asset: fixedAsset });
    if (schedules.some(({ accumulated }) => exact(accumulated ?? '0').greaterThan(0))) {
      throw planErrors.ASSET_DEPRECIATED({ asset: fixedAsset.number }, path);
    }
    if (schedules.some(({ restOn }) => restOn != null)) {
      throw planErrors.ASSET_CHANGED({ asset: fixedAsset.number }, path);
    }
    for (const schedule of schedules) schedule.isEnded = true;
    fixedAsset.status = 'VOID';
    const { entry } = fixedAsset;
    const postedOn = input.postedOn ?? undefined;
    if (entry) await postEntry(ctx, await reversalOf(ctx, { entryId: entry.id, postedOn, path }));
    return { fixedAsset };
  }

  @Extensions(KEYED)
  @Mutation(() => FixedAssetDisposePayload, {
    description: 'Takes an asset that was sold or scrapped out of the books, with gain or loss.',
  })
  async fixedAssetDispose(@Context() ctx: Ctx, @Arg('input') input: FixedAssetDisposeInput) {
    const fixedAsset = await assetAt(ctx, input);
    const { disposedOn, proceeds, proceedsAccountId: id } = input;
    const account = { id: id ?? '', name: 'proceedsAccount' };
    await disposeFixedAsset(ctx, fixedAsset, {
      disposedOn,
      proceeds: proceeds ?? '0',
      proceedsAccount: id == null ? null : await accountFor(ctx, account, ['ASSET', 'LIABILITY']),
      memo: textOf(input.memo),
    });
    return { fixedAsset };
  }
}

function assetAt(
  ctx: Ctx,
  { fixedAssetId, expectedVersion }: { fixedAssetId: string; expectedVersion?: number | null },
): Promise<FixedAsset> {
  const path = ['input', 'fixedAssetId'];
  return ctx.find(FixedAsset, fixedAssetId, { expectedVersion, path, lock: true });
}

/** @throws ACCOUNTING_ASSET_CREDIT_MISSING */
async function creditOf(
  ctx: Ctx,
  { clearingAccount }: FixedAssetClass,
  { isPostedAlready, creditAccountId: id }: FixedAssetCapitalizeInput,
): Promise<LedgerAccount | null> {
  if (isPostedAlready) return null;
  if (id != null) {
    return accountFor(ctx, { id, name: 'creditAccount' }, ['ASSET', 'LIABILITY', 'EQUITY']);
  }
  if (clearingAccount) return clearingAccount;
  throw planErrors.ASSET_CREDIT_MISSING({}, ['input', 'creditAccountId']);
}

/** What was given; the rest is as in the class. */
function wishOf(input: DepreciationPlanInput | null | undefined): ScheduleWish {
  const entries = Object.entries(input ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(entries) as ScheduleWish;
}
