import { bucketsOf, startOf } from '../src/query/buckets.js';
import type { MetricGrain } from '../src/query/metric.types.js';
import type { Shop } from './shop-data.js';

/** A row of the data set of the tests. */
export interface TargetRow {
  month: string;
  /** Uuid of a region. */
  region: string | null;
  tier: string | null;
  amount: number | null;
  price: number | null;
  stock: number | null;
}

type Roll = (sides: number) => number;

/** Whole numbers, so that sums are exact; means are rounded as the platform rounds. */
export function randomRows(roll: Roll, shop: Shop): TargetRow[] {
  const some = <T>(value: T): T | null => (roll(5) === 0 ? null : value);
  return Array.from({ length: 80 }, () => ({
    month: new Date(Date.UTC(2024, 9, 1 + roll(180))).toISOString().slice(0, 10),
    region: some(shop.regions[roll(4)]?.id ?? null),
    tier: some(roll(2) === 0 ? 'GOLD' : 'TIN'),
    amount: some(roll(1_000) - 300),
    price: some(roll(90)),
    stock: some(roll(50)),
  }));
}

/** The file of rows. */
export function textOf(rows: readonly TargetRow[], shop: Shop): string {
  const lines = rows.map(({ month, region, tier, amount, price, stock }) => {
    const name = shop.regions.find(({ id }) => id === region)?.name;
    return [month, name, tier, amount, price, stock].map((cell) => cell ?? '').join(',');
  });
  return ['month,region,tier,amount,price,stock', ...lines].join('\n');
}

/** What is asked of the rows. */
export interface TargetQuery {
  measures: readonly string[];
  dimensions: readonly string[];
  period: { from: string; to: string };
  timeGrain?: MetricGrain;
}

type Value = string | null;

/** The answer from the list: group as JSON -> figures. */
export function naive(rows: readonly TargetRow[], query: TargetQuery): Map<string, Value[]> {
  const { measures, dimensions, period, timeGrain } = query;
  const groups = new Map<string, { events: TargetRow[]; levels: TargetRow[] }>();
  const put = (row: TargetRow, start: string, list: 'events' | 'levels') => {
    const cells = dimensions.map((name) => (name === 'shop.region' ? row.region : row.tier));
    const key = JSON.stringify(timeGrain ? [start, ...cells] : cells);
    const group = groups.get(key) ?? { events: [], levels: [] };
    group[list].push(row);
    groups.set(key, group);
  };
  if (measures.some((name) => name !== 'stock')) {
    const inside = rows.filter(({ month }) => month >= period.from && month <= period.to);
    for (const row of inside) put(row, startOf(row.month, timeGrain ?? 'DAY'), 'events');
  }
  if (measures.includes('stock')) {
    for (const { start, stop } of endsOf(period, timeGrain)) {
      const past = rows.filter(({ month }) => month < stop);
      const last = past
        .map(({ month }) => month)
        .sort()
        .at(-1);
      for (const row of past.filter(({ month }) => month === last)) put(row, start, 'levels');
    }
  }
  if (dimensions.length === 0 && !timeGrain && groups.size === 0) {
    groups.set('[]', { events: [], levels: [] });
  }
  return new Map(
    [...groups].map(([key, { events, levels }]) => [
      key,
      measures.map((name) => valueOf(name, events, levels)),
    ]),
  );
}

function endsOf({ from, to }: TargetQuery['period'], grain: MetricGrain | undefined) {
  if (grain) return bucketsOf({ from, to }, grain, 1_000) ?? [];
  return bucketsOf({ from: to, to }, 'DAY', 1) ?? [];
}

function valueOf(name: string, events: readonly TargetRow[], levels: readonly TargetRow[]): Value {
  if (name === 'stock') return sum(levels.map(({ stock }) => stock));
  if (name === 'rows') return events.length === 0 ? null : String(events.length);
  if (name === 'amount') return sum(events.map(({ amount }) => amount));
  const known = events.flatMap(({ price }) => (price === null ? [] : [price]));
  if (known.length === 0) return null;
  return String(Math.round((known.reduce((a, b) => a + b, 0) * 1e6) / known.length) / 1e6);
}

function sum(list: readonly (number | null)[]): Value {
  const known = list.filter((one) => one !== null);
  return known.length === 0 ? null : String(known.reduce((a, b) => a + b, 0));
}
