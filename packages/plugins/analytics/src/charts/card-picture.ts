import { definePicture, z } from '@bureau/core';
import { cardData } from '../dashboards/dashboard-data.js';
import { findDashboard } from '../dashboards/find-dashboard.js';
import { METRIC_READ } from '../permissions.js';
import { cardSvg } from './card-svg.js';

/** A card of a dashboard, as an address keeps it. */
const input = z.object({
  /** Public id of a dashboard, or key of a template. */
  id: z.string().nullish(),
  key: z.string().nullish(),
  card: z.string(),
  days: z.object({ from: z.string(), to: z.string() }).optional(),
  width: z.number(),
  height: z.number(),
  /** It lives longer than an hour, which asks for the right to share. */
  isShared: z.boolean(),
});

/** Which card, and how large. */
export type CardPicture = z.infer<typeof input>;

/** To see dashboards; each figure needs its own rights beside it. */
const READ = 'analytics.dashboard.read';
/** To show figures to people outside. */
export const SHARE = 'analytics.board.share';

/** One card, drawn anew: with the figures, the definition and the rights of the moment. */
export const cardPicture = definePicture<CardPicture>({
  kind: 'analytics.card',
  input,
  async draw(ctx, { id, key, card: name, days, width, height, isShared }) {
    if (!ctx.can(READ) || !ctx.can(METRIC_READ) || (isShared && !ctx.can(SHARE))) return undefined;
    const { cards } = await findDashboard(ctx, { id, key });
    const card = cards.find((one) => one.key === name);
    if (!card) return undefined;
    const data = await cardData(ctx, card, days);
    return (await cardSvg(ctx, data, { width, height })) ?? undefined;
  },
});
