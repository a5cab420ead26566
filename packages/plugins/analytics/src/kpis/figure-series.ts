import type { Ctx } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { daysOf } from '../dashboards/period.js';
import { answerQuery } from '../query/answer.js';
import type { MetricGrain, MetricQueryInput } from '../query/metric.types.js';

/** A figure over time. */
export interface SeriesWish {
  /** One measure, without dimensions. */
  query: MetricQueryInput;
  grain: MetricGrain;
  /** Whether the period counts that is not over yet. */
  countsCurrent: boolean;
  periods: number;
}

/** The figure of one period. */
export interface SeriesPoint {
  /** First day. */
  start: string;
  /** Decimal text; null: there is none. */
  value: string | null;
}

/**
 * A figure period by period, the oldest first, with the rights of the caller.
 * @throws Refusal FORBIDDEN, BAD_USER_INPUT
 */
export async function figureSeries(ctx: Ctx, wish: SeriesWish): Promise<SeriesPoint[]> {
  const { query, grain, countsCurrent, periods } = wish;
  const count = periods + (countsCurrent ? 0 : 1);
  const period = daysOf({ grain, last: count }, ctx.today);
  if (!countsCurrent) {
    const { from } = daysOf({ grain, last: 1 }, ctx.today);
    period.to = Temporal.PlainDate.from(from).subtract({ days: 1 }).toString();
  }
  const { columns, rows } = await answerQuery(ctx, {
    ...query,
    ...{ period, timeGrain: grain, dimensions: [], fill: true, limit: 1_000 },
  });
  const time = columns.findIndex(({ kind }) => kind === 'TIME');
  const measure = columns.findIndex(({ kind }) => kind === 'MEASURE');
  return rows.map(({ cells }) => ({
    start: cells[time]?.value ?? '',
    value: cells[measure]?.value ?? null,
  }));
}
