import type { Ctx } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from '../asset.entity.js';
import { dayOf } from '../days.js';
import { AssetReservation } from './asset-reservation.entity.js';
import { reservationErrors } from './errors.js';

/** Days, both inclusive. */
export interface DaySpan {
  startsOn: string;
  endsOn: string;
}

/** The reservation in force that shares a day with the span; null: none. */
export function reservationIn(
  ctx: Ctx,
  asset: Asset,
  { startsOn, endsOn }: DaySpan,
): Promise<AssetReservation | null> {
  const where = { startsOn: { $lte: endsOn }, endsOn: { $gte: startsOn } };
  return ctx.em.findOne(AssetReservation, { asset, cancelledAt: null, ...where });
}

/**
 * Whoever takes an asset is who it is kept for on that day, if it is kept for anybody.
 * @throws ASSETS_RESERVED
 */
export async function assertNotReserved(
  ctx: Ctx,
  asset: Asset,
  taker: { employee: Employee | null; at?: Date | null | undefined },
): Promise<void> {
  const day = dayOf(ctx, taker.at ?? ctx.now);
  const found = await reservationIn(ctx, asset, { startsOn: day, endsOn: day });
  if (!found || found.employee.id === taker.employee?.id) return;
  throw reserved(asset, found, ['input', 'assetId']);
}

/** Takes back what is kept for somebody who has left. */
export async function cancelReservationsOfLeaver(ctx: Ctx, employee: Employee): Promise<void> {
  const where = { employee, cancelledAt: null, endsOn: { $gte: ctx.today } };
  const kept = await ctx.em.find(AssetReservation, where);
  for (const reservation of kept) reservation.cancel(ctx.now, ctx.today);
}

/** The refusal that names the days of the other reservation, not for whom it is. */
export function reserved(asset: Asset, { startsOn, endsOn }: DaySpan, path: readonly string[]) {
  return reservationErrors.RESERVED({ tag: asset.tag, from: startsOn, to: endsOn }, path);
}
