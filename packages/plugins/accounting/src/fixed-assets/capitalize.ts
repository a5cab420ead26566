import { type Ctx, exact, NumberSeriesService } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { journalOf } from '../trade/trade-accounts.js';
import { demandScale } from './asset-accounts.js';
import { accumulatedAt, demandPlan, type ScheduleFacts } from './depreciation-plan.js';
import type { DepreciationBook } from './asset-kinds.js';
import { DepreciationLine, DepreciationSchedule } from './depreciation.entity.js';
import { planErrors } from './errors.js';
import { FixedAssetCapitalized } from './events.js';
import { FixedAsset } from './fixed-asset.entity.js';
import type { FixedAssetClass } from './fixed-asset-class.entity.js';
import { assetNumbers } from './numbers.js';

/** The plan that an asset begins with. */
type FirstPlan = Omit<ScheduleFacts, 'until' | 'rest'>;

/** What a schedule differs in from its class. */
export type ScheduleWish = Partial<Omit<FirstPlan, 'cost'>>;

/** A new fixed asset; ids are uuids, amounts decimal texts in the base currency. */
export interface NewFixedAsset {
  assetClass: FixedAssetClass;
  name: string;
  acquiredOn: string;
  cost: string;
  memo?: string | null;
  dimensionValueIds?: string[];
  inventoryAssetId?: string;
  /** What takes the credit; none: the cost stands on its account already. */
  creditAccount: LedgerAccount | null;
  /** Default: when it was acquired. */
  postedOn?: string;
  /** Depreciation until this day is in the opening balances. */
  depreciatedUntil?: string | undefined;
  schedules: Partial<Record<DepreciationBook, ScheduleWish>>;
}

/**
 * Takes an asset into the register, with its entry and its schedules.
 * @throws ACCOUNTING_ASSET_COST, ACCOUNTING_PLAN_INVALID, ACCOUNTING_PLAN_SCALE,
 * ACCOUNTING_ASSET_CLASS_INACTIVE, ACCOUNTING_ASSET_TAKEN_OVER and what posting refuses
 */
export async function capitalize(ctx: Ctx, wish: NewFixedAsset): Promise<FixedAsset> {
  const { assetClass, cost, acquiredOn, creditAccount, depreciatedUntil } = wish;
  const { baseCurrency: currency } = await settingsOf(ctx);
  if (!assetClass.isActive) {
    throw planErrors.ASSET_CLASS_INACTIVE({ code: assetClass.code }, ['input', 'classId']);
  }
  if (!exact(cost).greaterThan(0)) throw planErrors.ASSET_COST({}, ['input', 'cost']);
  demandScale(cost, currency, ['input', 'cost']);
  if (depreciatedUntil !== undefined && creditAccount) {
    throw planErrors.ASSET_TAKEN_OVER({}, ['input', 'depreciatedUntil']);
  }
  const number = await ctx.service(NumberSeriesService).next(ctx, assetNumbers.key);
  const asset = ctx.em.create(FixedAsset, {
    number,
    name: wish.name,
    assetClass,
    acquiredOn,
    cost,
    memo: wish.memo ?? null,
    inventoryAssetId: wish.inventoryAssetId ?? null,
    dimensionValueIds: wish.dimensionValueIds ?? [],
  });
  for (const [book, given] of Object.entries(wish.schedules)) {
    const facts = factsOf(asset, given);
    addSchedule(ctx, asset, { book: book as DepreciationBook, facts, depreciatedUntil, currency });
  }
  if (creditAccount) await postCost(ctx, asset, { creditAccount, on: wish.postedOn ?? acquiredOn });
  const payload = { fixedAssetId: asset.id, number, cost, acquiredOn };
  ctx.emit(FixedAssetCapitalized, payload, { type: 'FixedAsset', id: asset.id });
  return asset;
}

function factsOf(asset: FixedAsset, wish: ScheduleWish): FirstPlan {
  const { assetClass, cost, acquiredOn } = asset;
  const { method, months, proration } = assetClass;
  const usual = { method, months, proration, yearlyPercent: assetClass.yearlyPercent ?? null };
  return { ...usual, startsOn: acquiredOn, lifeUnits: null, salvage: '0', ...wish, cost };
}

interface NewSchedule {
  book: DepreciationBook;
  facts: FirstPlan;
  depreciatedUntil: string | undefined;
  currency: string;
}

/** @throws ACCOUNTING_PLAN_INVALID, ACCOUNTING_PLAN_SCALE */
function addSchedule(
  ctx: Ctx,
  asset: FixedAsset,
  { book, facts, depreciatedUntil: on, currency }: NewSchedule,
): void {
  const path = ['input', book.toLowerCase()];
  demandScale(facts.salvage, currency, [...path, 'salvage']);
  demandPlan(facts, { currency, path });
  const schedule = ctx.em.create(DepreciationSchedule, {
    asset,
    book,
    ...facts,
    bookValue: facts.cost,
  });
  if (on === undefined || on < facts.startsOn) return;
  const accumulated = accumulatedAt(facts, { on, units: '0' }, currency);
  schedule.take(accumulated, on);
  if (exact(accumulated).isZero()) return;
  const taken = { takenFrom: null, takenOn: on, amount: accumulated, accumulated };
  ctx.em.create(DepreciationLine, { run: null, schedule, asset, ...taken });
}

async function postCost(
  ctx: Ctx,
  asset: FixedAsset,
  { creditAccount, on }: { creditAccount: LedgerAccount; on: string },
): Promise<void> {
  const { id, number, name, cost, assetClass } = asset;
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, 'GENERAL'),
    postedOn: on,
    memo: `${number} ${name}`,
    source: { type: 'FixedAsset', id, event: 'capitalized' },
    lines: [
      { accountId: assetClass.assetAccount.id, amount: cost },
      { accountId: creditAccount.id, amount: exact(cost).negated().toFixed() },
    ],
  });
  asset.entry = ctx.em.getReference(JournalEntry, entry.id);
}
