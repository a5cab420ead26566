import type { Ctx, EventType, Site } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset, Custodian } from './asset.entity.js';
import { followCustody, runningPeriod } from './custody.js';
import type { CustodyPeriod, CustodyReason } from './custody-period.entity.js';
import { dayOf } from './days.js';
import { errors } from './errors.js';
import { AssetCheckedIn, AssetCheckedOut, AssetTransferred, type CustodyMoved } from './events.js';
import { freeSeatsOf } from './licenses/seats.js';
import { settingsOf } from './settings.js';

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

/** An employee takes it. @throws ASSETS_EMPLOYEE_GONE, ASSETS_NOT_AVAILABLE */
export function checkOut(ctx: Ctx, handOver: HandOver, employee: Employee): Promise<CustodyPeriod> {
  assertEmployed(ctx, handOver, employee);
  handOver.asset.checkOut(employee);
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/** It is entered with the employee who has it already. @throws ASSETS_EMPLOYEE_GONE */
export function enterHeld(
  ctx: Ctx,
  handOver: HandOver,
  employee: Employee,
): Promise<CustodyPeriod> {
  assertEmployed(ctx, handOver, employee);
  handOver.asset.enterHeld(employee);
  return move(ctx, handOver, { reason: 'CHECK_OUT', event: AssetCheckedOut });
}

/**
 * It is back; seats of licences are freed by rule.
 * @throws ASSETS_NOT_CHECKED_OUT, ASSETS_RETURN_NOT_REQUESTED
 */
export async function checkIn(ctx: Ctx, handOver: HandOver, site: Site): Promise<CustodyPeriod> {
  handOver.asset.checkIn(site, settingsOf(ctx).acceptanceRequired);
  await freeSeatsOf(ctx, handOver.asset, 'RETURN');
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
  const after = followCustody(ctx, { asset, running: before }, { reason, ...instant });
  if (event) {
    const payload = {
      assetId: asset.id,
      tag: asset.tag,
      at: after.startsAt.toISOString(),
      from: custodianOf(before),
      to: custodianOf(after),
    };
    ctx.emit(event, payload, { type: 'Asset', id: asset.id });
  }
  return after;
}

function custodianOf(period: CustodyPeriod | null): CustodyMoved['from'] {
  return { employeeId: period?.employee?.id ?? null, siteId: period?.site?.id ?? null };
}

/** Who has left gets nothing; who has not begun yet may find the device on the first day. */
function assertEmployed(ctx: Ctx, { at }: HandOver, { number, terminatedOn }: Employee): void {
  if (!terminatedOn || dayOf(ctx, at ?? ctx.now) <= terminatedOn) return;
  throw errors.EMPLOYEE_GONE({ number }, ['input', 'employeeId']);
}
