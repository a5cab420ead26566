import type { Ctx } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from '../asset.entity.js';
import { errors } from '../errors.js';
import { licenseErrors } from './errors.js';
import { SeatAssigned, SeatReleased } from './events.js';
import type { License } from './license.entity.js';
import { Seat, type SeatRelease } from './seat.entity.js';

/** Who or what uses a licence. */
export type SeatUser = { employee: Employee } | { asset: Asset };

/** States in which a device is not there to use software. */
const GONE: ReadonlySet<string> = new Set(['LOST', 'DISPOSED']);

/**
 * Takes a seat of a licence whose row is locked.
 * @throws ASSETS_LICENSE_EXPIRED, ASSETS_NO_SEAT_FREE, ASSETS_SEAT_TWICE, ASSETS_EMPLOYEE_GONE,
 * ASSETS_SEAT_ASSET_STATE
 */
export async function assignSeat(ctx: Ctx, license: License, user: SeatUser): Promise<Seat> {
  const path = ['input', 'employee' in user ? 'employeeId' : 'assetId'];
  assertThere(ctx, user, path);
  const { code } = license;
  // Before the seats are counted: who asks twice is told so, however many are left.
  const twice = await ctx.em.count(Seat, { license, releasedAt: null, ...user });
  if (twice > 0) throw licenseErrors.SEAT_TWICE({ code }, path);
  license.assertSeatFree(ctx.today);
  return addSeat(ctx, license, user);
}

/** Takes a seat; whether one is free is known, or left to the database. */
export function addSeat(
  ctx: Ctx,
  license: License,
  { assignedAt = ctx.now, ...user }: SeatUser & { assignedAt?: Date | undefined },
): Seat {
  const seat = ctx.em.create(Seat, {
    license,
    employee: 'employee' in user ? user.employee : null,
    asset: 'asset' in user ? user.asset : null,
    assignedAt,
    releasedAt: null,
    releaseReason: null,
  });
  ctx.emit(SeatAssigned, idsOf(seat), { type: 'Seat', id: seat.id });
  return seat;
}

/** Frees a seat. @throws ASSETS_SEAT_RELEASED */
export function releaseSeat(ctx: Ctx, seat: Seat, reason: SeatRelease): void {
  seat.release(reason, ctx.now);
  ctx.emit(SeatReleased, { ...idsOf(seat), reason }, { type: 'Seat', id: seat.id });
}

/** Frees the seats of a device by rule: those of licences that stay with it are kept. */
export async function freeSeatsOf(
  ctx: Ctx,
  asset: Asset,
  reason: 'RETURN' | 'DISPOSAL',
): Promise<void> {
  const where = { asset, releasedAt: null };
  const kept = reason === 'RETURN' ? { license: { isFreedOnReturn: true } } : {};
  for (const seat of await ctx.em.find(Seat, { ...where, ...kept })) {
    releaseSeat(ctx, seat, reason);
  }
}

/** Frees the seats of somebody who has left. */
export async function freeSeatsOfLeaver(ctx: Ctx, employee: Employee): Promise<void> {
  for (const seat of await ctx.em.find(Seat, { employee, releasedAt: null })) {
    releaseSeat(ctx, seat, 'LEAVING');
  }
}

function idsOf({ id, license, employee, asset }: Seat) {
  const seat = { seatId: id, licenseId: license.id };
  return { ...seat, employeeId: employee?.id ?? null, assetId: asset?.id ?? null };
}

/** @throws ASSETS_SEAT_ASSET_STATE, ASSETS_EMPLOYEE_GONE */
export function assertThere(ctx: Ctx, user: SeatUser, path: readonly string[]): void {
  if ('asset' in user) {
    const { tag, state } = user.asset;
    if (!GONE.has(state)) return;
    throw licenseErrors.SEAT_ASSET_STATE({ tag, state }, path);
  }
  const { number, terminatedOn } = user.employee;
  if (!terminatedOn || ctx.today <= terminatedOn) return;
  throw errors.EMPLOYEE_GONE({ number }, path);
}
