import type { Ctx } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from './asset.entity.js';
import { freeSeatsOf, freeSeatsOfLeaver } from './licenses/seats.js';
import { freeAddressesOf } from './networks/addresses.js';
import { freeLinesOf, freeLinesOfLeaver } from './phones/lines.js';
import { cancelReservationsOfLeaver } from './reservations/reserved.js';

/** What is tied to a device is freed by rule: seats and lines, and addresses at its end. */
export async function freeTiesOf(
  ctx: Ctx,
  asset: Asset,
  reason: 'RETURN' | 'DISPOSAL',
): Promise<void> {
  await freeSeatsOf(ctx, asset, reason);
  await freeLinesOf(ctx, asset, reason);
  if (reason === 'DISPOSAL') await freeAddressesOf(ctx, asset);
}

/** What is tied to somebody who has left, and needs no return, is free again. */
export async function freeTiesOfLeaver(ctx: Ctx, employee: Employee): Promise<void> {
  await freeSeatsOfLeaver(ctx, employee);
  await freeLinesOfLeaver(ctx, employee);
  await cancelReservationsOfLeaver(ctx, employee);
}
