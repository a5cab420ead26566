import type { ChartInput } from '../dashboards/card.types.js';
import type { MetricColumn, MetricGrain, MetricResult, MetricRow } from '../query/metric.types.js';
import {
  type ChartPlace,
  dayName,
  enumWord,
  measureName,
  periodName,
  periodText,
  wordsOf,
} from './chart-words.js';

/** Figures of one name along the categories. */
export interface ChartSeries {
  name: string;
  /** Doubles: they are drawn, not read. */
  values: (number | null)[];
  /** Figures of another time. */
  isCompared: boolean;
}

/** Figures as charts take them. */
export interface ChartData {
  categories: string[];
  /** Whether the categories are periods. */
  isTime: boolean;
  series: ChartSeries[];
  /** What one is: `EUR`, `people`, `%`; empty where nobody said. */
  unit: string;
  /** What was left out of the picture; empty: nothing. */
  note: string;
}

/** What figures are drawn from. */
export interface ChartSource {
  result: MetricResult;
  chart: ChartInput;
  grain: MetricGrain | null | undefined;
  place: ChartPlace;
}

const MOST_SERIES = 8;
const MOST_CATEGORIES = 20;

/** The rows of an answer by category and series. */
export function chartData(source: ChartSource): ChartData {
  const { result } = source;
  const columns = columnsOf(result.columns);
  const category = columns.time ?? columns.dimensions[0];
  const apart = columns.dimensions.filter((at) => at !== category);
  if (currenciesOf(result, columns.currency).length > 1) apart.push(columns.currency as number);
  const table = new SeriesTable();
  for (const row of result.rows) {
    const place = category === undefined ? '' : (row.cells[category]?.value ?? '');
    const label = category === undefined ? '' : cellText(row, category, source);
    const split = apart.map((at) => cellText(row, at, source));
    for (const measure of columns.measures) {
      const name = nameOf(split, columns, { measure, source });
      const value = numberOf(row, measure.at);
      table.put({ place, label, name, isCompared: measure.isCompared }, value);
    }
  }
  return finished(table, { source, columns });
}

interface Columns {
  time: number | undefined;
  dimensions: number[];
  currency: number | undefined;
  measures: { at: number; name: string; isCompared: boolean }[];
}

/** Where the columns of an answer stand. */
export function columnsOf(columns: readonly MetricColumn[]): Columns {
  const at = (kind: string) =>
    columns.flatMap((column, index) => (column.kind === kind ? [index] : []));
  const measures = columns.flatMap(({ kind, name }, index) =>
    kind === 'MEASURE' || kind === 'COMPARISON'
      ? [{ at: index, name, isCompared: kind === 'COMPARISON' }]
      : [],
  );
  const [time] = at('TIME');
  const [currency] = at('CURRENCY');
  return { time, dimensions: at('DIMENSION'), currency, measures };
}

function nameOf(
  split: readonly string[],
  { measures }: Columns,
  { measure, source }: { measure: Columns['measures'][number]; source: ChartSource },
): string {
  const several = new Set(measures.map(({ name }) => name)).size > 1;
  const own = several || split.length === 0 ? [labelOf(measure.name, source.chart)] : [];
  const words = wordsOf(source.place);
  return [...split, ...own].join(', ') + (measure.isCompared ? ` (${words.before})` : '');
}

/** What a card calls a measure. */
export function labelOf(name: string, { labels }: ChartInput): string {
  return labels?.find(({ measure }) => measure === name)?.label ?? measureName(name);
}

function numberOf(row: MetricRow, at: number): number | null {
  const value = row.cells[at]?.value ?? null;
  return value === null || value === '' ? null : Number(value);
}

/** A cell of a time or dimension for people. */
export function cellText(row: MetricRow, at: number, source: ChartSource): string {
  const { result, place, grain } = source;
  const { value = null, label = null } = row.cells[at] ?? {};
  const words = wordsOf(place);
  if (value === null) return words.missing;
  if (label !== null) return label;
  const { type, kind } = result.columns[at] ?? {};
  if (kind === 'TIME' && grain) return periodText(value, grain, place);
  if (type === 'BOOLEAN') return value === 'true' ? words.yes : words.no;
  if (type === 'DATE') return dayName(value, place);
  return enumWord(value);
}

class SeriesTable {
  readonly places = new Map<string, string>();
  readonly series = new Map<string, { isCompared: boolean; values: Map<string, number | null> }>();

  put(
    at: { place: string; label: string; name: string; isCompared: boolean },
    value: number | null,
  ): void {
    this.places.set(at.place, at.label);
    const found = this.series.get(at.name) ?? { isCompared: at.isCompared, values: new Map() };
    this.series.set(at.name, found);
    found.values.set(at.place, value);
  }
}

function finished(
  { places, series }: SeriesTable,
  { source, columns }: { source: ChartSource; columns: Columns },
): ChartData {
  const { grain, place } = source;
  const isTime = columns.time !== undefined && grain != null;
  const all = [...places.keys()];
  const kept = isTime ? all.sort() : all.slice(0, MOST_CATEGORIES);
  const categories = kept.map((key, index) =>
    isTime ? periodName(key, { grain, place, isFirst: index === 0 }) : (places.get(key) ?? ''),
  );
  const drawn = [...series].map(([name, { isCompared, values }]) => {
    return { name, isCompared, values: kept.map((key) => values.get(key) ?? null) };
  });
  const largest = [...drawn].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, MOST_SERIES);
  const notes = [
    ...(kept.length < all.length ? [partly(kept.length, all.length, place)] : []),
    ...(largest.length < drawn.length ? [partly(largest.length, drawn.length, place)] : []),
  ];
  const shown = drawn.filter((one) => largest.includes(one));
  const unit = unitOf(source);
  return { categories, isTime, series: shown, unit, note: notes.join(', ') };
}

function sizeOf({ values }: ChartSeries): number {
  return values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
}

/** `20 of 53 shown`. */
export function partly(shown: number, all: number, place: ChartPlace): string {
  return wordsOf(place).partly.replace('{shown}', `${shown}`).replace('{all}', `${all}`);
}

/** What one of the figures is; empty where they are of several kinds. */
export function unitOf({ result, chart, place }: ChartSource): string {
  if (chart.isPercent) return '%';
  const currencies = currenciesOf(result, columnsOf(result.columns).currency);
  if (currencies.length === 1) return currencies[0] ?? '';
  const units = new Set(
    result.columns.filter(({ kind }) => kind === 'MEASURE').map(({ unit }) => unit ?? ''),
  );
  const [unit = ''] = units.size === 1 ? units : [];
  return unit === 'base currency' ? place.currency : unit;
}

function currenciesOf({ rows }: MetricResult, at: number | undefined): string[] {
  if (at === undefined) return [];
  return [...new Set(rows.flatMap(({ cells }) => cells[at]?.value ?? []))];
}
