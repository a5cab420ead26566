import { fitsMinorUnits, Money, type Ctx, type MoneyInput } from '@bureau/core';
import type { Employee } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import type { FleetSettings } from './settings.js';
import type { FleetVehicle } from './vehicle.entity.js';

/** A plate as it is stored: capitals, single blanks. */
export function plateOf(text: string): string {
  const plate = text.trim().replace(/\s+/gu, ' ').toUpperCase();
  if (!/^[\p{Lu}\d][\p{Lu}\d -]{0,15}$/u.test(plate)) {
    throw errors.PLATE_INVALID({}, ['input', 'plate']);
  }
  return plate;
}

export function modelNameOf(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 80) {
    throw errors.MODEL_NAME_INVALID({}, ['input', 'modelName']);
  }
  return name;
}

export function priceOf(input: MoneyInput | null | undefined): Money | null {
  if (!input) return null;
  const { amount, currency } = input;
  if (amount.startsWith('-') || !fitsMinorUnits(amount, currency)) {
    throw errors.PRICE_INVALID({}, ['input', 'price', 'amount']);
  }
  return Money.of(amount, currency);
}

export function dayOfHandOver(ctx: Ctx, day: string | null | undefined): string {
  if (day && day > ctx.today) throw errors.DAY_IN_FUTURE({ day }, ['input', 'handedOverOn']);
  return day ?? ctx.today;
}

/** The holder works here, and drives no more vehicles than the settings allow. */
export async function assertMayHold(
  ctx: Ctx,
  holder: Employee,
  vehicle: FleetVehicle,
): Promise<void> {
  const path = ['input', 'holderId'];
  const name = holder.displayName;
  if (holder.terminatedOn && holder.terminatedOn < ctx.today) {
    throw errors.HOLDER_LEFT({ name }, path);
  }
  const limit = ctx.settings<FleetSettings>('fleet').vehiclesPerHolder;
  const [row] = await ctx.sql<{ held: string }>(
    'select count(*) as held from fleet.vehicle where holder_id = $1 and id <> $2',
    [holder.id, vehicle.id],
  );
  if (Number(row?.held) >= limit) throw errors.HOLDER_LIMIT({ name, limit }, path);
}
