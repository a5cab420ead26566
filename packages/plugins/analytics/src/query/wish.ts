import { type Ctx, Refusal } from '@bureau/core';
import { type Bucket, bucketsOf, dayAfter } from './buckets.js';
import type {
  MetricConditionInput,
  MetricGrain,
  MetricHavingInput,
  MetricOrderInput,
  MetricQueryInput,
} from './metric.types.js';

/** A query with its defaults and within its bounds. */
export interface MetricWish {
  measures: readonly string[];
  dimensions: readonly string[];
  where: readonly MetricConditionInput[];
  from: string | undefined;
  to: string | undefined;
  grain: MetricGrain | undefined;
  zone: string;
  currency: string | undefined;
  having: readonly MetricHavingInput[];
  orderBy: readonly MetricOrderInput[];
  limit: number;
  fill: boolean;
}

const MOST_BUCKETS = 1_000;
const MOST_ROWS = 10_000;

/** Reads a query of the API. @throws Refusal BAD_USER_INPUT */
export function wishOf(ctx: Ctx, query: MetricQueryInput): MetricWish {
  const { measures, period } = query;
  const dimensions = query.dimensions ?? [];
  atMost(measures, 20, 'measures');
  atMost(dimensions, 8, 'dimensions');
  atMost(query.where ?? [], 20, 'conditions');
  atMost(query.having ?? [], 20, 'bounds');
  atMost(query.orderBy ?? [], 10, 'orders');
  if (measures.length === 0) throw refuse('Name a measure.');
  const limit = query.limit ?? 1_000;
  if (limit < 1 || limit > MOST_ROWS) throw refuse(`limit is 1 to ${MOST_ROWS}.`);
  const from = period?.from ?? undefined;
  const to = period?.to ?? undefined;
  if (from !== undefined && to !== undefined && to < from) {
    throw refuse('The period ends before it begins.');
  }
  return {
    measures: [...new Set(measures)],
    dimensions: [...new Set(dimensions)],
    where: query.where ?? [],
    from,
    to,
    grain: query.timeGrain ?? undefined,
    zone: query.zone ?? ctx.principal.timeZone ?? 'UTC',
    currency: query.currency ?? undefined,
    having: query.having ?? [],
    orderBy: query.orderBy ?? [],
    limit,
    fill: query.fill ?? false,
  };
}

/** The periods of a query by name. @throws Refusal where its bounds are missing or far apart */
export function periodsOf(ctx: Ctx, { from, to, grain }: MetricWish): Bucket[] {
  const last = to ?? ctx.today;
  if (grain === undefined) return [{ start: last, stop: dayAfter(last) }];
  if (from === undefined) throw refuse('Give the first day of the period.');
  const buckets = bucketsOf({ from, to: last }, grain, MOST_BUCKETS);
  if (buckets) return buckets;
  throw refuse(`More than ${MOST_BUCKETS} periods: take a coarser timeGrain or a shorter period.`);
}

function atMost(list: readonly unknown[], most: number, what: string): void {
  if (list.length > most) throw refuse(`A query has at most ${most} ${what}.`);
}

/** The caller asked for something that cannot be. */
export function refuse(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
