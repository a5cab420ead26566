import type { WrittenQuery } from '../query/statement.js';
import type { MetricWish } from '../query/wish.js';

/** What the columns of an answer will be, before it is computed. */
export interface QueryShape {
  hasTime: boolean;
  dimensions: number;
  measures: number;
  /** Whether amounts of several currencies may come. */
  hasCurrency: boolean;
}

/** The shape of a query that was written. */
export function shapeOf(wish: MetricWish, written: WrittenQuery): QueryShape {
  return {
    hasTime: wish.grain !== undefined,
    dimensions: written.dimensions.length,
    measures: written.figures.length,
    hasCurrency: written.hasCurrency,
  };
}
