import { type Ctx, Refusal } from '@bureau/core';
import { chartFault } from '../charts/chart-fault.js';
import { shapeOf } from '../charts/shape.js';
import { writeQuery } from '../query/statement.js';
import { wishOf } from '../query/wish.js';
import type { StoredCard } from './card.types.js';
import { queryOf } from './card-query.js';
import { dashboardErrors } from './errors.js';

const MOST_CARDS = 24;
const MOST_PERIODS = 400;

/**
 * Holds cards against the model of figures, with the rights of the caller: whoever keeps a card
 * must be able to read it. Nothing is computed.
 * @throws ANALYTICS_DASHBOARD_CARDS, ANALYTICS_CARD_*, each with its path; Refusal FORBIDDEN
 */
export async function checkedCards(
  ctx: Ctx,
  cards: readonly StoredCard[],
): Promise<readonly StoredCard[]> {
  if (cards.length === 0 || cards.length > MOST_CARDS) {
    throw dashboardErrors.DASHBOARD_CARDS({ most: MOST_CARDS }, ['input', 'cards']);
  }
  const keys = new Set<string>();
  for (const [at, card] of cards.entries()) {
    const path = ['input', 'cards', String(at)];
    if (!/^[A-Za-z]\w{0,39}$/.test(card.key) || keys.has(card.key)) {
      throw dashboardErrors.CARD_KEY({}, [...path, 'key']);
    }
    keys.add(card.key);
    await checkCard(ctx, card, path);
  }
  return plain(cards);
}

/** One card of them. */
export async function checkCard(ctx: Ctx, card: StoredCard, path: string[]): Promise<void> {
  const { title, query, period, chart } = card;
  if (title.trim() === '' || title.length > 120) {
    throw dashboardErrors.CARD_TITLE({}, [...path, 'title']);
  }
  const times = [period?.last ?? 1, period?.next ?? 0];
  if (query.period || times.some((one) => one < 0 || one > MOST_PERIODS)) {
    throw dashboardErrors.CARD_PERIOD({}, [...path, 'period']);
  }
  const shape = await attempt([...path, 'query'], async () => {
    const wish = wishOf(ctx, queryOf(card, ctx.today).query);
    return shapeOf(wish, await writeQuery(ctx, wish));
  });
  const reason = chartFault(chart, shape);
  if (reason !== undefined) throw dashboardErrors.CARD_CHART({ reason }, [...path, 'chart']);
}

/** What the model says no to is the fault of the card, not of the program that sent it. */
async function attempt<T>(path: string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.extensions['code'] !== 'BAD_USER_INPUT') throw error;
    throw dashboardErrors.CARD_QUERY({ reason: error.message.replace(/\.$/, '') }, path);
  }
}

/** Without the classes of the inputs, and without what was not given. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, one: unknown) => one ?? undefined)) as T;
}
