import { type Ctx, decodeId, encodeId, MetricSourceService } from '@bureau/core';
import { dayAfter } from './buckets.js';
import { legRows } from './leg.js';
import type { MetricQueryInput, MetricRecords } from './metric.types.js';
import { indexFor } from './whole-index.js';
import { refuse, wishOf } from './wish.js';

/** Which page of the records. */
export interface RecordPage {
  measure: string;
  first: number;
  after: string | undefined;
}

const MOST = 250;

/**
 * The records behind a figure, sorted by id: those that the measure counts in the period and under
 * the conditions of the query. Without a measure of rows (a ratio) there are none to show.
 */
export async function recordsBehind(
  ctx: Ctx,
  query: MetricQueryInput,
  { measure: name, first, after }: RecordPage,
): Promise<MetricRecords> {
  if (first < 1 || first > MOST) throw refuse(`first is 1 to ${MOST}.`);
  const { measure, fact } = (await indexFor(ctx, [name])).measure(name);
  if (measure.kind === 'RATIO') throw refuse('A ratio has no records: ask for those of its parts.');
  const wish = { ...wishOf(ctx, query), grain: undefined, dimensions: [] };
  const statement = await ctx.service(MetricSourceService).statement(ctx);
  const last = wish.to ?? ctx.today;
  const buckets = () => [{ start: last, stop: dayAfter(last) }];
  const leg = { fact, slots: [{ column: 'm0', name, measure, fact }] };
  const { from, where, id, prefix } = legRows({ ctx, statement, wish, buckets }, leg);
  if (after !== undefined) {
    const uuid = decodeId(prefix, after);
    if (uuid === undefined) throw refuse('after is not an id of such a record.');
    where.push(`${id} > ${statement.param(uuid, 'uuid')}`);
  }
  const limit = statement.param(first + 1, 'int');
  const rows = await ctx.report<{ id: string }>(
    `select ${id} as id\nfrom ${from}\nwhere ${where.join('\n  and ')}\norder by 1 limit ${limit}`,
    statement.values,
  );
  const ids = rows.slice(0, first).map((row) => encodeId(prefix, row.id));
  return { type: fact.type.name, ids, hasMore: rows.length > first };
}
