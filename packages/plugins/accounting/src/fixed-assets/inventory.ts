import { type Ctx, defineEvent, exact, subscriber, z } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { AccountingSettings } from '../chart/accounting-settings.entity.js';
import { openDay } from '../ledger/reversal.js';
import { capitalize } from './capitalize.js';
import { disposeFixedAsset } from './dispose.js';
import { FixedAsset } from './fixed-asset.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';

/** Assets of the inventory plugin become fixed assets, and leave with it. */

const money = z.object({ amount: z.string(), currency: z.string() }).nullable();

/** As the inventory announces it; accounting does not need that plugin to be there. */
const inventoryCreated = defineEvent({
  name: 'assets.asset.created',
  version: 1,
  description: 'An asset was entered, ordered or here already.',
  payload: z.object({
    assetId: z.uuid(),
    tag: z.string(),
    cost: money,
    purchasedOn: z.string().nullable(),
  }),
});

const inventoryDisposed = defineEvent({
  name: 'assets.asset.disposed',
  version: 1,
  description: 'An asset left the organization for good.',
  payload: z.object({
    assetId: z.uuid(),
    disposedOn: z.string(),
    reason: z.string(),
    proceeds: money,
  }),
});

/** What has a cost in the base currency, not below the floor of the class for the inventory. */
export const inventoryCapitalized = subscriber(inventoryCreated, {
  name: 'accounting.inventoryCapitalized',
  run: async (ctx, { at, payload: { assetId, tag, cost, purchasedOn } }) => {
    const currency = await currencyOf(ctx);
    if (cost === null || cost.currency !== currency || !exact(cost.amount).greaterThan(0)) return;
    const [assetClass] = await ctx.em.find(FixedAssetClass, {
      isForInventory: true,
      isActive: true,
    });
    const isSmall = !assetClass || exact(cost.amount).lessThan(assetClass.inventoryFloor ?? '0');
    if (isSmall || (await fixedAssetOf(ctx, assetId))) return;
    const acquiredOn = purchasedOn ?? dayOf(ctx, at);
    await capitalize(ctx, {
      assetClass,
      name: tag,
      acquiredOn,
      cost: cost.amount,
      inventoryAssetId: assetId,
      creditAccount: assetClass.clearingAccount ?? null,
      postedOn: await openDay(ctx, acquiredOn),
      schedules: { BOOK: {} },
    });
  },
});

/** The proceeds stand on the clearing account of the class until they are invoiced or paid. */
export const inventoryWrittenOff = subscriber(inventoryDisposed, {
  name: 'accounting.inventoryWrittenOff',
  run: async (ctx, { payload: { assetId, disposedOn, reason, proceeds } }) => {
    const asset = await fixedAssetOf(ctx, assetId);
    // Subscribers do not wait for each other: this one is tried again when that one is done.
    if (!asset && (await isWaiting(ctx, assetId))) throw new Error('It is not capitalized yet.');
    if (asset?.status !== 'IN_USE') return;
    const on = await firstDay(ctx, asset, disposedOn);
    const isBase = proceeds?.currency === (await currencyOf(ctx));
    const { clearingAccount = null } = asset.assetClass;
    await disposeFixedAsset(ctx, asset, {
      disposedOn: on,
      postedOn: await openDay(ctx, on),
      proceeds: isBase && clearingAccount ? (proceeds?.amount ?? '0') : '0',
      proceedsAccount: clearingAccount,
      memo: reason,
    });
  },
});

function dayOf(ctx: Ctx, at: Date): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  return instant
    .toZonedDateTimeISO(ctx.principal.timeZone ?? 'UTC')
    .toPlainDate()
    .toString();
}

const WAITING = `
  select from core.job where kind = $1 and state in ('QUEUED', 'RUNNING')
    and input->>'recordId' = $2 limit 1`;

async function isWaiting(ctx: Ctx, assetId: string): Promise<boolean> {
  return (await ctx.sql(WAITING, ['accounting.inventoryCapitalized', assetId])).length > 0;
}

async function currencyOf(ctx: Ctx): Promise<string | undefined> {
  const [settings] = await ctx.em.findAll(AccountingSettings, { limit: 1 });
  return settings?.baseCurrency;
}

async function fixedAssetOf(ctx: Ctx, inventoryAssetId: string): Promise<FixedAsset | null> {
  const where = { inventoryAssetId, status: { $ne: 'VOID' as const } };
  return ctx.em.findOne(FixedAsset, where, { populate: ['assetClass'] });
}

const TAKEN = `
  select max(taken_until)::text as until from accounting.depreciation_schedule where asset_id = $1`;

/** Depreciation may have been taken for days after that on which it left. */
async function firstDay(ctx: Ctx, asset: FixedAsset, disposedOn: string): Promise<string> {
  const [taken] = await ctx.sql<{ until: string | null }>(TAKEN, [asset.id]);
  return [disposedOn, asset.acquiredOn, taken?.until ?? ''].toSorted().at(-1) ?? disposedOn;
}
