import type { Ctx } from '@bureau/core';
import { demandScale } from './asset-accounts.js';
import type { DepreciationBook, DepreciationMethod } from './asset-kinds.js';
import { demandPlan } from './depreciation-plan.js';
import { planErrors } from './errors.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetChange } from './fixed-asset-change.entity.js';
import { openAsset, restart } from './open-asset.js';
import { factsOf, postChange, unimpairedAt } from './value-change.js';

/** Another estimate of how the value of an asset goes down; what is left out stays. */
export interface EstimateChange {
  book: DepreciationBook;
  changedOn: string;
  method?: DepreciationMethod | undefined;
  remainingMonths?: number | undefined;
  salvage?: string | undefined;
  yearlyPercent?: string | undefined;
  lifeUnits?: string | undefined;
  memo?: string | undefined;
}

/**
 * Changes an estimate from a day on: what is left then goes down over the time that is left, and
 * nothing of before is touched (IAS 8, paragraph 36; IAS 16, paragraph 51).
 * @throws ACCOUNTING_ASSET_TAX_BOOK, ACCOUNTING_PLAN_INVALID, ACCOUNTING_ASSET_SALVAGE,
 * ACCOUNTING_ASSET_LIFE_OVER and what posting refuses
 */
export async function changeEstimate(
  ctx: Ctx,
  asset: FixedAsset,
  wish: EstimateChange,
): Promise<FixedAssetChange> {
  const { changedOn: on, method, remainingMonths, salvage, yearlyPercent, lifeUnits } = wish;
  const open = await openAsset(ctx, asset, { on, field: 'changedOn' });
  const schedule = wish.book === 'BOOK' ? open.book : open.tax;
  if (!schedule) throw planErrors.ASSET_TAX_BOOK({ asset: asset.number }, ['input', 'book']);
  if (salvage !== undefined) demandScale(salvage, open.currency, ['input', 'salvage']);
  const isImpaired = schedule.restWorth != null;
  const unimpaired = isImpaired ? unimpairedAt(open).toFixed() : null;
  if (method) schedule.method = method;
  if (yearlyPercent !== undefined) schedule.yearlyPercent = yearlyPercent;
  if (lifeUnits !== undefined) schedule.lifeUnits = lifeUnits;
  if (method && method !== 'UNITS') schedule.lifeUnits = null;
  restart(open, schedule, {
    ...(salvage === undefined ? {} : { salvage }),
    ...{ remainingMonths, unimpaired },
  });
  demandPlan(factsOf(schedule), { currency: open.currency, path: ['input'] });
  const bookValue = schedule.bookValue;
  const change = ctx.em.create(FixedAssetChange, {
    ...{ asset, schedule, kind: 'ESTIMATE', changedOn: on, memo: wish.memo ?? null },
    ...{ bookValueBefore: bookValue, bookValueAfter: bookValue },
  });
  await postChange(ctx, open, { change, lines: [] });
  return change;
}
