import { type Ctx, exact, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { disposalGain } from '../plans/depreciation.js';
import { journalOf } from '../trade/trade-accounts.js';
import { demandScale, lockPlans } from './asset-accounts.js';
import { DepreciationSchedule } from './depreciation.entity.js';
import { depreciationEntryLines, dueDepreciation } from './depreciation-due.js';
import { planErrors } from './errors.js';
import { FixedAssetDisposed } from './events.js';
import type { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import { takeDepreciation } from './take-depreciation.js';

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
  asset.assertInUse();
  await lockPlans(ctx, 'depreciation');
  const { baseCurrency: currency } = await settingsOf(ctx);
  demandProceeds(wish, currency);
  await demandDay(ctx, asset, on);
  const question = { on, currency, limit: 1, assetId: asset.id };
  const due = await dueDepreciation(ctx, { book: 'BOOK', ...question });
  const taxDue = await dueDepreciation(ctx, { book: 'TAX', ...question });
  await takeDepreciation(ctx, [...due, ...taxDue], { on, runId: null });
  const schedules = await ctx.em.find(DepreciationSchedule, { asset });
  for (const schedule of schedules) schedule.isEnded = true;
  const accumulated = schedules.find(({ book }) => book === 'BOOK')?.accumulated ?? '0';
  const facts = { cost: asset.cost, accumulated, proceeds };
  const gain = disposalGain(facts, minorUnits(currency));
  const assetClass = await ctx.em.findOneOrFail(FixedAssetClass, asset.assetClass.id);
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: wish.postedOn ?? on,
    memo: [`Disposal of ${asset.number} ${asset.name}`, memo].filter(Boolean).join(': '),
    source: { type: 'FixedAsset', id: asset.id, event: 'disposed' },
    lines: [
      ...depreciationEntryLines(due),
      ...disposalLines(assetClass, { ...facts, gain, proceedsAccount }),
    ],
    path: ['input', 'disposedOn'],
  });
  asset.status = 'DISPOSED';
  asset.disposedOn = on;
  asset.proceeds = proceeds;
  asset.disposalGain = gain;
  asset.disposalEntry = ctx.em.getReference(JournalEntry, entry.id);
  const { id, number } = asset;
  const payload = { fixedAssetId: id, number, disposedOn: on, proceeds, gain };
  ctx.emit(FixedAssetDisposed, payload, { type: 'FixedAsset', id });
}

function demandProceeds({ proceeds, proceedsAccount }: FixedAssetDisposal, currency: string): void {
  const path = ['input', 'proceeds'];
  const isSome = exact(proceeds).greaterThan(0);
  if (exact(proceeds).isNegative() || (isSome && !proceedsAccount)) {
    throw planErrors.ASSET_PROCEEDS({}, path);
  }
  demandScale(proceeds, currency, path);
}

const TAKEN = `
  select max(taken_until)::text as until from accounting.depreciation_schedule where asset_id = $1`;

/** @throws ACCOUNTING_ASSET_DAY when it came later, or more was taken than up to this day */
async function demandDay(ctx: Ctx, asset: FixedAsset, on: string): Promise<void> {
  const [taken] = await ctx.sql<{ until: string | null }>(TAKEN, [asset.id]);
  const until = [asset.acquiredOn, taken?.until ?? ''].toSorted().at(-1) ?? '';
  if (until <= on) return;
  throw planErrors.ASSET_DAY({ asset: asset.number, until }, ['input', 'disposedOn']);
}

interface DisposalFacts {
  cost: string;
  accumulated: string;
  proceeds: string;
  gain: string;
  proceedsAccount: LedgerAccount | null;
}

function disposalLines(
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
