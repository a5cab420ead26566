import type { Ctx } from '@bureau/core';
import { PREFIX } from '../datasets/column.js';
import { dataFacts } from '../datasets/data-facts.js';
import { indexOf, type MetricIndex, metricIndex } from './model.js';

/** All figures that the caller may name: those of the plugins, and of data sets they may see. */
export async function wholeIndex(ctx: Ctx): Promise<MetricIndex> {
  return indexOf([...metricIndex(ctx).facts, ...(await dataFacts(ctx))]);
}

/** The same for a query: data sets are looked up only where it names one. */
export async function indexFor(ctx: Ctx, measures: readonly string[]): Promise<MetricIndex> {
  return measures.some((name) => name.startsWith(PREFIX)) ? wholeIndex(ctx) : metricIndex(ctx);
}
