import { type Ctx, encodeId } from '@bureau/core';
import { bucketsOf, comparedWith, type Period } from './buckets.js';
import { originsOf } from '../rollups/origin.js';
import type { FoundDimension } from './leg.js';
import type {
  MetricCell,
  MetricColumn,
  MetricComparison,
  MetricQueryInput,
  MetricResult,
} from './metric.types.js';
import { type WrittenQuery, writeQuery } from './statement.js';
import { type MetricWish, refuse, wishOf } from './wish.js';

type Row = Record<string, string | null>;

/** Answers a query with one statement, and one more for a comparison. @throws Refusal */
export async function answerQuery(ctx: Ctx, query: MetricQueryInput): Promise<MetricResult> {
  const wish = wishOf(ctx, query);
  const written = await writeQuery(ctx, wish);
  const found = await ctx.report<Row>(written.text, written.values);
  const rows = found.slice(0, wish.limit);
  const compared = query.compareTo ? await compare(ctx, wish, query.compareTo) : undefined;
  return {
    columns: columnsOf(wish, written, compared !== undefined),
    rows: rows.map((row) => {
      const other = compared && (compared.get(keyOf(row, written, (start) => start)) ?? {});
      return { cells: cellsOf(row, { wish, written, other }) };
    }),
    hasMore: found.length > wish.limit,
    origins: originsOf(ctx, written),
  };
}

const MOST = 10_000;

/** The figures of the other time, by the period and dimensions of this one. */
async function compare(
  ctx: Ctx,
  wish: MetricWish,
  how: MetricComparison,
): Promise<Map<string, Row>> {
  const { from, to, grain } = wish;
  if (from === undefined || to === undefined) {
    throw refuse('compareTo needs both days of the period.');
  }
  const before = comparedWith({ from, to }, how);
  const other = { ...wish, ...before, having: [], orderBy: [], limit: MOST };
  const written = await writeQuery(ctx, other);
  const rows = await ctx.report<Row>(written.text, written.values);
  if (rows.length > MOST) throw refuse(`compareTo compares ${MOST} rows at most.`);
  const now = grain === undefined ? new Map<string, string>() : shift({ from, to }, before, grain);
  return new Map(
    rows.map((row) => [keyOf(row, written, (start) => now.get(start) ?? `${start} before`), row]),
  );
}

/** The n-th period of one time stands against the n-th of the other. */
function shift(
  { from, to }: Period,
  before: Period,
  grain: NonNullable<MetricWish['grain']>,
): Map<string, string> {
  const here = bucketsOf({ from, to }, grain, MOST) ?? [];
  const there = bucketsOf(before, grain, MOST) ?? [];
  return new Map(there.map(({ start }, at) => [start, here[at]?.start ?? `${start} before`]));
}

function keyOf(row: Row, { keys }: WrittenQuery, time: (start: string) => string): string {
  const cells = keys.filter((key) => !key.startsWith('l'));
  return JSON.stringify(cells.map((key) => (key === 't' ? time(row[key] ?? '') : row[key])));
}

function columnsOf(wish: MetricWish, written: WrittenQuery, isCompared: boolean): MetricColumn[] {
  const plain = { unit: null, recordType: null };
  const columns: MetricColumn[] = [];
  if (wish.grain !== undefined) {
    const description = `First day of the ${wish.grain.toLowerCase()}.`;
    columns.push({ ...plain, name: 'time', kind: 'TIME', type: 'DATE', description });
  }
  for (const { name, description, kind, record } of written.dimensions) {
    const type = kind === 'INSTANT' ? 'DATE' : kind;
    const recordType = record?.type ?? null;
    columns.push({ ...plain, name, kind: 'DIMENSION', type, description, recordType });
  }
  if (written.hasCurrency) {
    const description = 'Currency of the amounts.';
    columns.push({ ...plain, name: 'currency', kind: 'CURRENCY', type: 'TEXT', description });
  }
  for (const { name, measure, isDay } of written.figures) {
    const { description, unit = null } = measure;
    const column = { ...plain, name, type: isDay ? 'DATE' : 'NUMBER', description, unit } as const;
    columns.push({ ...column, kind: 'MEASURE' });
    if (isCompared) columns.push({ ...column, kind: 'COMPARISON' });
  }
  return columns;
}

function cellsOf(
  row: Row,
  { wish, written, other }: { wish: MetricWish; written: WrittenQuery; other: Row | undefined },
): MetricCell[] {
  const cells: MetricCell[] = [];
  const plain = (value: string | null | undefined) => ({ value: value ?? null, label: null });
  if (wish.grain !== undefined) cells.push(plain(row['t']));
  for (const [at, dimension] of written.dimensions.entries()) {
    cells.push(dimensionCell(row, at, dimension));
  }
  if (written.hasCurrency) cells.push(plain(row['c']));
  for (const at of written.figures.keys()) {
    cells.push(plain(row[`f${at}`]));
    if (other) cells.push(plain(other[`f${at}`]));
  }
  return cells;
}

function dimensionCell(row: Row, at: number, { record }: FoundDimension): MetricCell {
  const raw = row[`d${at}`] ?? null;
  const value = raw !== null && record ? encodeId(record.prefix, raw) : raw;
  return { value, label: row[`l${at}`] ?? null };
}
