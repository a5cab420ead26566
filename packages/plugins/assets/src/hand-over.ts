import type { Ctx, EventType, Site } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset, Custodian } from './asset.entity.js';
import { type Custody, followCustody, runningPeriod } from './custody.js';
import { CustodyPeriod, type CustodyReason } from './custody-period.entity.js';
import { dayOf } from './days.js';
import { errors } from './errors.js';
import { AssetCheckedIn, AssetCheckedOut, AssetTransferred, type CustodyMoved } from './events.js';
import { freeTiesOf } from './freed.js';
import { custodianFor, custodianOfHost, partsOf } from './hosts/parts.js';
import { settingsOf } from './settings.js';
import { assertDeployable } from './status/deployable.js';

/**
 * The steps of an asset that change its custodian; mutations and the import take the same ones.
 * All refuse a time in the future or before the running period: ASSETS_AT_IN_FUTURE,
 * ASSETS_AT_TOO_EARLY.
 */

/** An asset that changes hands. */
export interface HandOver {
  asset: Asset;
  /** When; absent: now. */
  at?: Date | null | undefined;
  /** Argument path for faults of the time; default `['input', 'at']`. */
  path?: readonly string[];
  /** Its running period, where it is known already (`null`: there is none). */
  running?: CustodyPeriod | null;
}

/** It has arrived. @throws ASSETS_NOT_ORDERED */
export function receive(ctx: Ctx, handOver: HandOver, site: Site): Promise<CustodyPeriod> {
  handOver.asset.receive(site);
  return move(ctx, handOver, { reason: 'RECEIPT' });
}

/**
 * An employee takes it, or a site uses it.
 * @throws ASSETS_EMPLOYEE_GONE, ASSETS_NOT_AVAILABLE, ASSETS_NOT_DEPLOYABLE
 */
export async function checkOut(
  ctx: Ctx,
  handOver: HandOver,
  custodian: Custodian,
): Promise<CustodyPeriod> {
  if ('employee' in custodian) assertEmployed(ctx, handOver, custodian.employee);
  await assertDeployable(ctx, handOver.asset);
  handOver.asset.checkOut(custodian);
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/**
 * It is built into another asset, and goes with it from then on.
 * @throws ASSETS_NOT_AVAILABLE, ASSETS_NOT_DEPLOYABLE, ASSETS_HOST_STATE, ASSETS_HOST_RING,
 * ASSETS_HOST_DEPTH
 */
export async function buildInto(ctx: Ctx, handOver: HandOver, host: Asset): Promise<CustodyPeriod> {
  await assertDeployable(ctx, handOver.asset);
  const custodian = await custodianOfHost(ctx, handOver.asset, host);
  handOver.asset.buildInto(host, custodian);
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/** It is entered where it is in use already. @throws ASSETS_EMPLOYEE_GONE */
export function enterHeld(
  ctx: Ctx,
  handOver: HandOver,
  custodian: Custodian,
): Promise<CustodyPeriod> {
  if ('employee' in custodian) assertEmployed(ctx, handOver, custodian.employee);
  handOver.asset.enterHeld(custodian);
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/** It is entered as the part of another one that it is already. @throws ASSETS_HOST_STATE */
export function enterBuilt(ctx: Ctx, handOver: HandOver, host: Asset): Promise<CustodyPeriod> {
  handOver.asset.enterHeld(custodianFor(host, ['host_tag']));
  handOver.asset.host = host;
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/**
 * It is back; seats of licences are freed by rule.
 * @throws ASSETS_NOT_CHECKED_OUT, ASSETS_RETURN_NOT_REQUESTED
 */
export async function checkIn(ctx: Ctx, handOver: HandOver, site: Site): Promise<CustodyPeriod> {
  handOver.asset.checkIn(site, settingsOf(ctx).acceptanceRequired);
  await freeTiesOf(ctx, handOver.asset, 'RETURN');
  return move(ctx, handOver, { reason: 'CHECK_IN', event: AssetCheckedIn });
}

/**
 * From employee to employee or from site to site.
 * @throws ASSETS_EMPLOYEE_GONE, ASSETS_NOT_TRANSFERABLE, ASSETS_TRANSFER_TARGET,
 * ASSETS_SAME_CUSTODIAN
 */
export function transfer(
  ctx: Ctx,
  handOver: HandOver,
  custodian: Custodian,
): Promise<CustodyPeriod> {
  if ('employee' in custodian) assertEmployed(ctx, handOver, custodian.employee);
  handOver.asset.transferTo(custodian);
  return move(ctx, handOver, { reason: 'TRANSFER', event: AssetTransferred });
}

/** It was found again. @throws ASSETS_NOT_LOST */
export function recover(ctx: Ctx, handOver: HandOver, site: Site): Promise<CustodyPeriod> {
  handOver.asset.recover(site);
  return move(ctx, handOver, { reason: 'RECOVERY' });
}

interface Move {
  reason: CustodyReason;
  event?: EventType<CustodyMoved>;
}

async function move(
  ctx: Ctx,
  { asset, running, ...instant }: HandOver,
  { reason, event }: Move,
): Promise<CustodyPeriod> {
  const before = running === undefined ? await runningPeriod(ctx, asset) : running;
  // What is entered just now has no parts yet.
  const parts = running === undefined ? await partsWithPeriods(ctx, asset) : [];
  const last = parts.map((part) => part.running?.startsAt.valueOf() ?? 0);
  const change = { reason, ...instant, after: new Date(Math.max(0, ...last)) };
  const after = followCustody(ctx, { asset, running: before }, change);
  moveAlong(ctx, parts, { host: asset, at: after.startsAt });
  if (event) {
    const payload = {
      assetId: asset.id,
      tag: asset.tag,
      at: after.startsAt.toISOString(),
      from: custodianOf(before),
      to: custodianOf(after),
      hostId: asset.host?.id ?? null,
      parts: parts.map((part) => ({ assetId: part.asset.id, tag: part.asset.tag })),
    };
    ctx.emit(event, payload, { type: 'Asset', id: asset.id });
  }
  return after;
}

async function partsWithPeriods(ctx: Ctx, host: Asset): Promise<Custody[]> {
  const parts = await partsOf(ctx, host);
  const periods = await ctx.em.find(CustodyPeriod, { asset: { $in: parts }, endsAt: null });
  const byAsset = new Map(periods.map((period) => [period.asset.id, period]));
  return parts.map((asset) => ({ asset, running: byAsset.get(asset.id) ?? null }));
}

/** Everything that is built into an asset goes with it, at the same instant. */
function moveAlong(
  ctx: Ctx,
  parts: readonly Custody[],
  { host, at }: { host: Asset; at: Date },
): void {
  for (const part of parts) {
    part.asset.follow(host);
    followCustody(ctx, part, { reason: 'WITH_HOST', at, isHosts: true });
  }
}

function custodianOf(period: CustodyPeriod | null): CustodyMoved['from'] {
  return { employeeId: period?.employee?.id ?? null, siteId: period?.site?.id ?? null };
}

/** Who has left gets nothing; who has not begun yet may find the device on the first day. */
function assertEmployed(ctx: Ctx, { at }: HandOver, { number, terminatedOn }: Employee): void {
  if (!terminatedOn || dayOf(ctx, at ?? ctx.now) <= terminatedOn) return;
  throw errors.EMPLOYEE_GONE({ number }, ['input', 'employeeId']);
}
