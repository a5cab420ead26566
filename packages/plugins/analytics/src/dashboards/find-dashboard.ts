import { type Ctx, DashboardSourceService, defineLoader, Refusal } from '@bureau/core';
import type { StoredCard } from './card.types.js';
import { DashboardType } from './dashboard.types.js';

/** A dashboard as it is drawn, whether somebody made it or a plugin brought it. */
export interface FoundDashboard {
  title: string;
  cards: readonly StoredCard[];
}

/** Which one: a record by its id, or one of a plugin by its key. */
export interface DashboardName {
  id?: string | null | undefined;
  key?: string | null | undefined;
}

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  cards: string;
}

/** Cards of dashboards (uuids) that the caller may see. */
export const cardsLoader = defineLoader<string, Row | undefined>({
  name: 'analytics.cards',
  key: (id) => id,
  async batch(ctx, ids) {
    const text = 'select id, title, cards from analytics.dashboard where id = any($1::uuid[])';
    const rows = await ctx.sql<Row>(text, [ids]);
    return ids.map((id) => rows.find((row) => row.id === id));
  },
});

/** A dashboard that the caller may see. @throws Refusal BAD_USER_INPUT, NOT_FOUND */
export async function findDashboard(ctx: Ctx, { id, key }: DashboardName): Promise<FoundDashboard> {
  if ((id == null) === (key == null)) throw new Refusal('BAD_USER_INPUT', 'Give id or key.');
  if (key != null) {
    const found = ctx.service(DashboardSourceService).dashboards(ctx);
    const template = found.find((one) => one.key === key);
    if (template) return { title: template.title, cards: template.cards as StoredCard[] };
    throw missing();
  }
  const [uuid] = await ctx.ids(DashboardType, { id: { eq: id } }, 1);
  if (uuid === undefined) throw missing();
  return dashboardOf(ctx, uuid);
}

/** A dashboard by uuid, whoever asks. */
export async function dashboardOf(ctx: Ctx, uuid: string): Promise<FoundDashboard> {
  const row = await ctx.load(cardsLoader, uuid);
  if (!row) throw missing();
  return { title: row.title, cards: cardsOf(row.cards) };
}

/** Cards as the driver gives them: as text, or read. */
export function cardsOf(json: unknown): readonly StoredCard[] {
  return (typeof json === 'string' ? JSON.parse(json) : json) as readonly StoredCard[];
}

function missing(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such dashboard.');
}
