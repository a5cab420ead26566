import type {
  ContributedFact,
  Ctx,
  MetricDimension,
  MetricFact,
  MetricMeasure,
} from '@bureau/core';
import { formOf } from './check-columns.js';
import { columnsOf, isFigure, type KnownDataSet, PREFIX, type StoredColumn } from './column.js';
import { DataRowType, DataSetType } from './data-set.types.js';
import { READ } from './visibility.js';

/** A fact whose rows are those of a data set. */
export interface DataFact extends MetricFact {
  dataSet: KnownDataSet;
  /** By column: type of the records that its texts name. */
  links: ReadonlyMap<string, string>;
}

/** Data sets of an organization, at most. */
export const MOST_SETS = 100;

/** Whether the rows of a fact are those of a data set. */
export function isDataFact(fact: MetricFact): fact is DataFact {
  return 'dataSet' in fact;
}

/** The data sets that the caller may see, as facts beside those of the plugins. */
export async function dataFacts(ctx: Ctx): Promise<(ContributedFact & { fact: DataFact })[]> {
  if (!ctx.can(READ)) return [];
  const ids = await ctx.ids(DataSetType, {}, MOST_SETS);
  if (ids.length === 0) return [];
  const rows = await ctx.sql<Row>(TEXT, [ids]);
  return rows.map(({ columns, loads, ...row }) => {
    const set = { ...row, loads: Number(loads), columns: columnsOf(columns) };
    return { plugin: 'analytics', version: String(loads), fact: factOf(ctx, set) };
  });
}

interface Row extends Record<string, unknown> {
  id: string;
  key: string;
  title: string;
  loads: string;
  columns: unknown;
}

const TEXT = `
  select id, key, title, loads, columns from analytics.data_set
  where id = any($1::uuid[]) order by key`;

function factOf(ctx: Ctx, dataSet: KnownDataSet): DataFact {
  const { key, title, columns } = dataSet;
  const named = `${PREFIX}${key}`;
  const links = new Map<string, string>();
  const dimensions: Record<string, MetricDimension> = {};
  const measures: Record<string, MetricMeasure> = {
    [`${named}.rows`]: { kind: 'COUNT', unit: 'rows', description: `Rows of ${title}.` },
  };
  for (const column of columns) {
    const { name: path, label } = column;
    if (isFigure(column)) {
      measures[`${named}.${path}`] = measureOf(column, title);
      continue;
    }
    const form = column.dimension === undefined ? undefined : formOf(ctx, column.dimension);
    if (form?.key) links.set(path, form.key.type);
    // A dimension whose plugin is gone leaves the texts as they are.
    const name = form && column.dimension !== undefined ? column.dimension : `${named}.${path}`;
    const description = form?.description ?? `${label} of ${title}.`;
    dimensions[name] = { path, description, ...(form?.label && { label: form.label }) };
  }
  const time = columns.some(({ isTime }) => isTime) ? { time: { path: 'day' } } : {};
  const description = `Rows of the data set ${title}.`;
  return { type: DataRowType, description, ...time, dimensions, measures, dataSet, links };
}

function measureOf({ name: of, label, figure }: StoredColumn, title: string): MetricMeasure {
  const description = `${label} of ${title}.`;
  if (figure !== 'LEVEL') return { kind: figure ?? 'SUM', of, description };
  return { kind: 'IN_FORCE', span: { from: 'day', to: 'day' }, of, description };
}
