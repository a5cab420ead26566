import { type Ctx, defineLoader } from '@bureau/core';
import type { DashboardCardData } from '../dashboards/card.types.js';
import { type ChartPlace, dayName } from './chart-words.js';
import type { PictureSize } from './frame.js';
import { picture, type PictureWish } from './picture.js';

interface Row extends Record<string, unknown> {
  locale: string;
  currency: string;
  time_zone: string;
}

/** How the organization writes numbers and days. */
export const placeLoader = defineLoader<string, ChartPlace>({
  name: 'analytics.place',
  key: (id) => id,
  async batch(ctx, ids) {
    const text = 'select locale, currency, time_zone from core.organization where id = $1';
    const [row] = await ctx.sql<Row>(text, [ctx.organizationId]);
    const { locale = 'en', currency = 'EUR', time_zone: zone = 'UTC' } = row ?? {};
    return ids.map(() => ({ locale, currency, zone }));
  },
});

/** A card as SVG; null where it has no figures. */
export async function cardSvg(
  ctx: Ctx,
  data: DashboardCardData,
  size: PictureSize,
): Promise<string | null> {
  if (!data.result) return null;
  return picture(await pictureOf(ctx, data, size));
}

/** What a picture of a card is made of. */
export async function pictureOf(
  ctx: Ctx,
  { card, result, title, from, to }: DashboardCardData,
  size: PictureSize,
): Promise<PictureWish> {
  if (!result) throw new Error('A card without figures has no picture.');
  const place = await ctx.load(placeLoader, ctx.organizationId);
  const days = from && to ? `${dayName(from, place)} \u2013 ${dayName(to, place)}` : '';
  const { chart, query } = card;
  const grain = query.timeGrain;
  return { title, days, dataAsOf: ctx.now, size, place, chart, result, grain };
}
