import { type Ctx, Refusal } from '@bureau/core';
import { answerQuery } from '../query/answer.js';
import type { CardRefusal, DashboardCardData, StoredCard } from './card.types.js';
import { queryOf } from './card-query.js';
import type { Days } from './period.js';

/** Cards that are computed beside each other: reports have few connections of their own. */
const AT_ONCE = 3;

/**
 * Computes cards with the rights of the caller, a few at a time. A card that the caller may not
 * read, or that the model knows no more, says so; the others are there.
 */
export async function cardsData(
  ctx: Ctx,
  cards: readonly StoredCard[],
  days?: Days,
): Promise<DashboardCardData[]> {
  const found: DashboardCardData[] = [];
  const queue = [...cards.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, card] = next;
      found[at] = await cardData(ctx, card, days);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, cards.length) }, work));
  return found;
}

/** One card. @throws what is no fault of the card: deadlines, lost connections */
export async function cardData(
  ctx: Ctx,
  card: StoredCard,
  days?: Days,
): Promise<DashboardCardData> {
  const { query, days: of } = queryOf(card, ctx.today, days);
  const { key, title, chart } = card;
  const plain = { key, title, kind: chart.kind, from: of?.from ?? null, to: of?.to ?? null, card };
  try {
    return { ...plain, result: await answerQuery(ctx, query), refusal: null };
  } catch (error) {
    return { ...plain, result: null, refusal: refusalOf(error) };
  }
}

/**
 * What a caller is told who may not read figures, or whose query the model knows no more.
 * @throws everything else: deadlines, lost connections
 */
export function refusalOf(error: unknown): CardRefusal {
  if (!(error instanceof Refusal)) throw error;
  const { code, permission } = error.extensions as Record<string, string | undefined>;
  if (code !== 'FORBIDDEN' && code !== 'BAD_USER_INPUT') throw error;
  return { code, message: error.message, permission: permission ?? null };
}
