import { type Ctx } from '@bureau/core';
import type { Asset } from '../asset.entity.js';
import { errors } from '../errors.js';
import { maintenanceErrors } from './errors.js';
import { CounterReading } from './maintenance.entities.js';

const NEIGHBOUR = `
  select reading::text, read_on::text from assets.counter_reading
  where asset_id = $1 and (read_on <= $2::date and reading > $3::numeric
    or read_on > $2::date and reading < $3::numeric) limit 1`;

/**
 * What the counter of an asset shows, whose row is locked. A second reading of a day takes the
 * place of the first.
 * @throws ASSETS_COUNTER_FORM, ASSETS_COUNTER_BACK, ASSETS_AT_IN_FUTURE
 */
export async function readCounter(
  ctx: Ctx,
  asset: Asset,
  { reading, readOn }: { reading: string; readOn: string },
): Promise<CounterReading> {
  const path = ['input', 'reading'];
  if (!/^\d{1,13}(\.\d{1,3})?$/.test(reading)) throw maintenanceErrors.COUNTER_FORM({}, path);
  if (readOn > ctx.today) throw errors.AT_IN_FUTURE({}, ['input', 'readOn']);
  const [other] = await ctx.sql<{ reading: string; read_on: string }>(NEIGHBOUR, [
    ...[asset.id, readOn, reading],
  ]);
  if (other) {
    const { reading: shown, read_on: day } = other;
    throw maintenanceErrors.COUNTER_BACK({ reading: shown, day }, path);
  }
  const known = await ctx.em.findOne(CounterReading, { asset, readOn });
  if (!known) return ctx.em.create(CounterReading, { asset, readOn, reading });
  known.reading = reading;
  return known;
}
