import { type Ctx, exact, roundMoney } from '@bureau/core';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import type { NewLine } from '../ledger/posting.js';
import { demandScale } from './asset-accounts.js';
import type { DepreciationSchedule } from './depreciation.entity.js';
import { demandProceeds, disposalLines, surplusLines } from './dispose.js';
import { planErrors } from './errors.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetChange } from './fixed-asset-change.entity.js';
import { openAsset, type OpenAsset, restart } from './open-asset.js';
import { postChange, unimpairedAt } from './value-change.js';

/** How a part of a fixed asset leaves; amounts are decimal texts in the base currency. */
export interface PartDisposal {
  disposedOn: string;
  /** What of the cost leaves. */
  cost: string;
  proceeds: string;
  proceedsAccount: LedgerAccount | null;
  memo?: string | undefined;
}

/**
 * Takes a part of an asset out of the books (IAS 16, paragraph 70): of what is written off, of the
 * surplus and of what is left at the end the same share leaves as of the cost, in both books. What
 * stays goes on over the same time.
 * @throws ACCOUNTING_ASSET_PART, ACCOUNTING_ASSET_PROCEEDS and what posting refuses
 */
export async function disposePart(
  ctx: Ctx,
  asset: FixedAsset,
  wish: PartDisposal,
): Promise<FixedAssetChange> {
  const { disposedOn: on, cost, proceeds, proceedsAccount } = wish;
  const open = await openAsset(ctx, asset, { on, field: 'disposedOn' });
  const { book, tax, assetClass, currency } = open;
  demandProceeds(wish, currency);
  demandScale(cost, currency, ['input', 'cost']);
  if (!exact(cost).greaterThan(0) || !exact(cost).lessThan(book.cost)) {
    throw planErrors.ASSET_PART({ cost: book.cost }, ['input', 'cost']);
  }
  const whole = book.cost;
  const shareOf = (amount: string) =>
    roundMoney(exact(amount).times(cost).dividedBy(whole), currency);
  const surplus = shareOf(asset.surplus ?? '0');
  const worthLoss = shareOf(asset.worthLoss ?? '0');
  const accumulated = shareOf(book.accumulated ?? '0');
  const gain = exact(proceeds).minus(exact(cost).minus(accumulated)).toFixed();
  const change = leave(ctx, open, { schedule: book, cost, shareOf, memo: wish.memo });
  Object.assign(change, { proceeds, result: gain, surplusChange: negated(surplus) });
  const lines: NewLine[] = [
    ...disposalLines(assetClass, { cost, accumulated, proceeds, gain, proceedsAccount }),
    ...(await surplusLines(ctx, assetClass, surplus)),
  ];
  await postChange(ctx, open, { change, lines });
  if (tax) leave(ctx, open, { schedule: tax, cost: shareOf(tax.cost), shareOf, memo: wish.memo });
  asset.cost = book.cost;
  asset.surplus = exact(asset.surplus ?? '0')
    .minus(surplus)
    .toFixed();
  asset.worthLoss = exact(asset.worthLoss ?? '0')
    .minus(worthLoss)
    .toFixed();
  return change;
}

function negated(amount: string): string {
  return exact(amount).negated().toFixed();
}

interface Leaving {
  schedule: DepreciationSchedule;
  cost: string;
  shareOf: (amount: string) => string;
  memo: string | undefined;
}

/** Takes the share out of a schedule, which goes on with the rest. */
function leave(
  ctx: Ctx,
  open: OpenAsset,
  { schedule, cost, shareOf, memo }: Leaving,
): FixedAssetChange {
  const { asset, on } = open;
  const before = schedule.bookValue;
  const [written, salvage] = [schedule.accumulated ?? '0', schedule.salvage ?? '0'];
  const less = (amount: string, by: string) => exact(amount).minus(by).toFixed();
  const unimpaired =
    schedule.book === 'BOOK' && schedule.restWorth != null ? unimpairedAt(open).toFixed() : null;
  const accumulated = shareOf(written);
  restart(open, schedule, {
    cost: less(schedule.cost, cost),
    accumulated: less(written, accumulated),
    salvage: less(salvage, shareOf(salvage)),
    unimpaired: unimpaired === null ? null : less(unimpaired, shareOf(unimpaired)),
  });
  return ctx.em.create(FixedAssetChange, {
    ...{ asset, schedule, kind: 'PART_DISPOSAL', changedOn: on, memo: memo ?? null },
    ...{ bookValueBefore: before, bookValueAfter: schedule.bookValue },
    ...{ costChange: negated(cost), accumulatedChange: negated(accumulated) },
  });
}
