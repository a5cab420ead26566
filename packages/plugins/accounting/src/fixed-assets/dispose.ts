import { type Ctx, exact, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { errors } from '../errors.js';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { disposalGain } from '../plans/depreciation.js';
import { journalOf } from '../trade/trade-accounts.js';
import { demandScale } from './asset-accounts.js';
import { planErrors } from './errors.js';
import { FixedAssetDisposed } from './events.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import type { FixedAssetClass } from './fixed-asset-class.entity.js';
import { openAsset } from './open-asset.js';
import { surplusAccountOf } from './value-change.js';

/** How a fixed asset leaves. */
export interface FixedAssetDisposal {
  disposedOn: string;
  /** Posting date; default: the day on which it left. */
  postedOn?: string;
  /** Decimal text in the base currency, without taxes. */
  proceeds: string;
  /** What takes the proceeds. */
  proceedsAccount: LedgerAccount | null;
  memo?: string | undefined;
}

/**
 * Takes an asset out of the books: depreciation up to the day, cost, what is written off, proceeds,
 * and gain or loss, in one entry. Both schedules end.
 * @throws ACCOUNTING_ASSET_STATUS, ACCOUNTING_ASSET_DAY, ACCOUNTING_ASSET_PROCEEDS and what posting
 * refuses
 */
export async function disposeFixedAsset(
  ctx: Ctx,
  asset: FixedAsset,
  wish: FixedAssetDisposal,
): Promise<void> {
  const { disposedOn: on, proceeds, proceedsAccount, memo } = wish;
  const open = await openAsset(ctx, asset, { on, field: 'disposedOn' });
  const { assetClass, currency, book, tax } = open;
  demandProceeds(wish, currency);
  for (const schedule of [book, ...(tax ? [tax] : [])]) schedule.isEnded = true;
  const facts = { cost: asset.cost, accumulated: book.accumulated ?? '0', proceeds };
  const gain = disposalGain(facts, minorUnits(currency));
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: wish.postedOn ?? on,
    memo: [`Disposal of ${asset.number} ${asset.name}`, memo].filter(Boolean).join(': '),
    source: { type: 'FixedAsset', id: asset.id, event: 'disposed' },
    lines: [
      ...open.lines,
      ...disposalLines(assetClass, { ...facts, gain, proceedsAccount }),
      ...(await surplusLines(ctx, assetClass, asset.surplus ?? '0')),
    ],
    path: ['input', 'disposedOn'],
  });
  asset.status = 'DISPOSED';
  asset.disposedOn = on;
  asset.proceeds = proceeds;
  asset.disposalGain = gain;
  asset.surplus = '0';
  asset.disposalEntry = ctx.em.getReference(JournalEntry, entry.id);
  const { id, number } = asset;
  const payload = { fixedAssetId: id, number, disposedOn: on, proceeds, gain };
  ctx.emit(FixedAssetDisposed, payload, { type: 'FixedAsset', id });
}

/** @throws ACCOUNTING_ASSET_PROCEEDS, ACCOUNTING_PLAN_SCALE */
export function demandProceeds(
  { proceeds, proceedsAccount }: Pick<FixedAssetDisposal, 'proceeds' | 'proceedsAccount'>,
  currency: string,
): void {
  const path = ['input', 'proceeds'];
  const isSome = exact(proceeds).greaterThan(0);
  if (exact(proceeds).isNegative() || (isSome && !proceedsAccount)) {
    throw planErrors.ASSET_PROCEEDS({}, path);
  }
  demandScale(proceeds, currency, path);
}

/** What leaves, and what comes for it. */
export interface DisposalFacts {
  cost: string;
  accumulated: string;
  proceeds: string;
  gain: string;
  proceedsAccount: LedgerAccount | null;
}

/** Lines of what leaves. */
export function disposalLines(
  { assetAccount, accumulatedAccount, gainAccount, lossAccount }: FixedAssetClass,
  { cost, accumulated, proceeds, gain, proceedsAccount }: DisposalFacts,
): NewLine[] {
  const result = exact(gain).greaterThan(0) ? gainAccount : lossAccount;
  const lines: NewLine[] = [
    { accountId: proceedsAccount?.id, amount: proceeds },
    { accountId: accumulatedAccount.id, amount: accumulated },
    { accountId: assetAccount.id, amount: exact(cost).negated().toFixed() },
    { accountId: result.id, amount: exact(gain).negated().toFixed() },
  ];
  return lines.filter(({ amount }) => !exact(amount).isZero());
}

/**
 * The surplus of what leaves goes to retained earnings, not through the result (IAS 16, paragraph
 * 41). @throws ACCOUNTING_RETAINED_MISSING, ACCOUNTING_ASSET_ACCOUNT_MISSING
 */
export async function surplusLines(
  ctx: Ctx,
  assetClass: FixedAssetClass,
  surplus: string,
): Promise<NewLine[]> {
  if (exact(surplus).isZero()) return [];
  const { retainedEarningsAccount } = await settingsOf(ctx);
  if (!retainedEarningsAccount) throw errors.RETAINED_MISSING({}, ['input', 'fixedAssetId']);
  return [
    { accountId: surplusAccountOf(assetClass), amount: surplus },
    { accountId: retainedEarningsAccount.id, amount: exact(surplus).negated().toFixed() },
  ];
}
