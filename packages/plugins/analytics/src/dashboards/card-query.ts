import type { MetricQueryInput } from '../query/metric.types.js';
import type { StoredCard } from './card.types.js';
import { type Days, daysOf } from './period.js';

/** Rows of one card: what can be drawn, and read. */
const MOST_ROWS = 500;

/** The query of a card on a day, and the days that it is of. */
export function queryOf(
  { query, period }: Pick<StoredCard, 'query' | 'period'>,
  today: string,
  given?: Days,
): { query: MetricQueryInput; days: Days | undefined } {
  const limit = Math.min(query.limit ?? MOST_ROWS, MOST_ROWS);
  if (!period) return { query: { ...query, limit }, days: undefined };
  const days = given ?? daysOf(period, today);
  return { query: { ...query, period: days, limit }, days };
}
