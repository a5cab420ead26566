import { Temporal } from 'temporal-polyfill';
import { bucketsOf, startOf } from '../src/query/buckets.js';
import type { MetricGrain } from '../src/query/metric.types.js';
import type { Order, Shop, Stay } from './shop-data.js';

/** A query as the reference understands it. */
export interface PlainQuery {
  measures: string[];
  dimensions: string[];
  period?: { from: string; to: string };
  timeGrain?: MetricGrain;
  zone: string;
  where?: { dimension: string; in?: string[]; notIn?: string[]; isNull?: boolean }[];
  fill?: boolean;
}

/** A row of any fact: its day and who it is about. */
interface Item {
  customer: string;
  order?: Order;
  stay?: Stay;
  minutes?: number | null;
}

type Values = Record<string, string | null>;

/** Decimals as whole millionths. */
type Micro = bigint | null;

const MICRO = 1_000_000n;

function micro(text: string | number | null | undefined): Micro {
  if (text == null) return null;
  const [whole = '0', part = ''] = String(text).replace('-', '').split('.');
  const value = BigInt(whole) * MICRO + BigInt(part.padEnd(6, '0'));
  return String(text).startsWith('-') ? -value : value;
}

/** `of / by`, half away from zero. */
function divided(of: bigint, by: bigint): bigint {
  const [n, d] = by < 0n ? [-of, -by] : [of, by];
  const twice = (n < 0n ? -n : n) * 2n + d;
  return (n < 0n ? -1n : 1n) * (twice / (2n * d));
}

function shown(value: Micro): string | null {
  if (value === null) return null;
  const size = value < 0n ? -value : value;
  const part = String(size % MICRO)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / MICRO}${part && `.${part}`}`;
}

function sum(list: readonly Micro[]): Micro {
  const known = list.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0n);
}

function least(list: readonly Micro[], sign: bigint): Micro {
  const known = list.filter((one) => one !== null);
  return known.reduce<Micro>((a, b) => (a === null || b * sign < a * sign ? b : a), null);
}

const amount = ({ order }: Item) => micro(order?.amount);
const product = (a: Micro, b: Micro) => (a === null || b === null ? null : (a * b) / MICRO);

/** Measures on lists of rows; which rows, says `legOf`. */
const BASE: Record<string, (items: readonly Item[]) => Micro> = {
  'shop.orders': (items) => BigInt(items.length) * MICRO,
  'shop.visits': (items) => BigInt(items.length) * MICRO,
  'shop.residents': (items) => BigInt(items.length) * MICRO,
  'shop.revenue': (items) => sum(items.map(amount)),
  'shop.turned': (items) => sum(items.map(amount)),
  'shop.bigRevenue': (items) => sum(items.filter(isBig).map(amount)),
  'shop.pieces': (items) => sum(items.map(({ order }) => micro(order?.quantity))),
  'shop.minutes': (items) => sum(items.map(({ minutes }) => micro(minutes))),
  'shop.smallest': (items) => least(items.map(amount), 1n),
  'shop.largest': (items) => least(items.map(amount), -1n),
  'shop.buyers': (items) => BigInt(new Set(items.map(({ customer }) => customer)).size) * MICRO,
  'shop.weight': (items) =>
    sum(items.map((item) => product(amount(item), micro(item.order?.quantity)))),
  'shop.averageOrder': (items) => {
    const known = items.map(amount).filter((one) => one !== null);
    return known.length === 0 ? null : divided(sum(known) ?? 0n, BigInt(known.length));
  },
};

const RATIOS: Record<string, [string, string]> = {
  'shop.pricePerPiece': ['shop.revenue', 'shop.pieces'],
  'shop.perVisit': ['shop.revenue', 'shop.visits'],
};

/** All measures that the reference knows. */
export const MEASURES = [...Object.keys(BASE), ...Object.keys(RATIOS)];

const COUNTS = new Set(['shop.orders', 'shop.visits', 'shop.residents', 'shop.buyers']);
const NO_ZERO = new Set(['shop.smallest', 'shop.largest', 'shop.averageOrder']);

function isBig({ order }: Item): boolean {
  return (order?.quantity ?? 0) >= 4;
}

type LegName = 'orders' | 'turned' | 'visits' | 'stays';

function legOf(measure: string): LegName {
  if (measure === 'shop.turned') return 'turned';
  if (measure === 'shop.visits' || measure === 'shop.minutes') return 'visits';
  return measure === 'shop.residents' ? 'stays' : 'orders';
}

/** The measures that a query computes from rows. */
export function basesOf(measures: readonly string[]): string[] {
  return [...new Set(measures.flatMap((name) => RATIOS[name] ?? [name]))];
}

/** Who asks: for all rows, or only for those that are not hidden. */
export interface Eyes {
  seesHidden: boolean;
  today: string;
}

/** The answer of a query, row lists in memory: group as JSON -> values of the measures. */
export function reference(shop: Shop, query: PlainQuery, eyes: Eyes): Map<string, Values> {
  const groups = new Map<string, Map<LegName, Item[]>>();
  const bases = basesOf(query.measures);
  for (const leg of new Set(bases.map(legOf))) {
    const only = bases.filter((name) => legOf(name) === leg);
    const filtered = only.every((name) => name === 'shop.bigRevenue');
    for (const { key, item } of itemsOf(shop, leg, { query, eyes })) {
      if (filtered && !isBig(item)) continue;
      const legs = groups.get(key) ?? new Map<LegName, Item[]>();
      groups.set(key, legs.set(leg, [...(legs.get(leg) ?? []), item]));
    }
    // Without anything to group by there is one row, of nothing if need be.
    if (query.dimensions.length === 0 && query.timeGrain === undefined) {
      const legs = groups.get('[]') ?? new Map<LegName, Item[]>();
      groups.set('[]', legs.set(leg, legs.get(leg) ?? []));
    }
  }
  if (query.fill) fill(groups, query);
  return new Map([...groups].map(([key, legs]) => [key, valuesOf(query, legs)]));
}

function fill(groups: Map<string, Map<LegName, Item[]>>, query: PlainQuery): void {
  const { period, timeGrain } = query;
  if (!period || !timeGrain) return;
  const others = new Set([...groups.keys()].map((key) => JSON.stringify(JSON.parse(key).slice(1))));
  if (query.dimensions.length === 0) others.add('[]');
  for (const { start } of bucketsOf(period, timeGrain, 1_000) ?? []) {
    for (const rest of others) {
      const key = JSON.stringify([start, ...JSON.parse(rest)]);
      groups.set(key, groups.get(key) ?? new Map());
    }
  }
}

function valuesOf(query: PlainQuery, legs: ReadonlyMap<LegName, readonly Item[]>): Values {
  const base = (name: string): Micro => {
    const items = legs.get(legOf(name));
    const value = items ? (BASE[name]?.(items) ?? null) : null;
    return query.fill && value === null && !NO_ZERO.has(name) ? 0n : value;
  };
  const entries = query.measures.map((name): [string, string | null] => {
    const ratio = RATIOS[name];
    if (!ratio) return [name, shown(base(name))];
    const [of, per] = ratio.map((part) => base(part) ?? (COUNTS.has(part) ? 0n : null));
    if (of == null || per == null || per === 0n) return [name, null];
    return [name, shown(divided(of * MICRO, per))];
  });
  return Object.fromEntries(entries);
}

interface Placed {
  key: string;
  item: Item;
}

function* itemsOf(
  shop: Shop,
  leg: LegName,
  { query, eyes }: { query: PlainQuery; eyes: Eyes },
): Generator<Placed> {
  const { period, timeGrain, zone } = query;
  const place = (item: Item, day: string, start: string): Placed[] => {
    const row = dimensionsOf(shop, { item, day, eyes, zone });
    if (!(query.where ?? []).every((one) => meets(one, row(one.dimension)))) return [];
    const values = query.dimensions.map(row);
    return [{ item, key: JSON.stringify(timeGrain ? [start, ...values] : values) }];
  };
  if (leg === 'orders' || leg === 'visits') {
    for (const { item, day } of eventsOf(shop, leg, { ...eyes, zone })) {
      if (day === null || (period && (day < period.from || day > period.to))) continue;
      yield* place(item, day, startOf(day, timeGrain ?? 'DAY'));
    }
    return;
  }
  for (const { start, day } of endsOf(query, eyes)) {
    for (const item of standing(shop, { leg, day, eyes, zone })) yield* place(item, day, start);
  }
}

function eventsOf(
  shop: Shop,
  leg: 'orders' | 'visits',
  { seesHidden, zone }: Eyes & { zone: string },
): { item: Item; day: string | null }[] {
  if (leg === 'visits') {
    return shop.visits.map(({ customer_id, came_on, minutes }) => {
      return { item: { customer: customer_id, minutes }, day: came_on };
    });
  }
  return shop.orders
    .filter((order) => seesHidden || !order.is_hidden)
    .map((order) => {
      return { item: { customer: order.customer_id, order }, day: dayIn(order.ordered_at, zone) };
    });
}

/** The last day of each period. */
function endsOf({ period, timeGrain }: PlainQuery, { today }: Eyes) {
  const last = period?.to ?? today;
  if (!timeGrain || !period) return [{ start: last, day: last }];
  const buckets = bucketsOf(period, timeGrain, 1_000) ?? [];
  return buckets.map(({ start, stop }) => ({ start, day: before(stop) }));
}

/** What happened up to a day, or is in force on it. */
function standing(
  shop: Shop,
  { leg, day, eyes, zone }: { leg: LegName; day: string; eyes: Eyes; zone: string },
): Item[] {
  if (leg === 'stays') {
    const stays = shop.stays.filter((stay) => holds(stay, day));
    return stays.map((stay) => ({ customer: stay.customer_id, stay }));
  }
  const past = eventsOf(shop, 'orders', { ...eyes, zone }).filter(
    (one) => one.day && one.day <= day,
  );
  return past.map(({ item }) => item);
}

function holds({ valid_from, valid_to }: Stay, day: string): boolean {
  return valid_from <= day && (valid_to === null || valid_to > day);
}

function before(stop: string): string {
  return Temporal.PlainDate.from(stop).subtract({ days: 1 }).toString();
}

function dayIn(instant: string | null, zone: string): string | null {
  if (instant === null) return null;
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function dimensionsOf(
  shop: Shop,
  at: { item: Item; day: string; eyes: Eyes; zone: string },
): (name: string) => string | null {
  const { item, day, eyes, zone } = at;
  const customer = shop.customers.find(({ id }) => id === item.customer);
  const region = (id: string | null | undefined): string | null => {
    const found = shop.regions.find((one) => one.id === id);
    return found && (eyes.seesHidden || !found.is_hidden) ? found.id : null;
  };
  const home = () => {
    if (item.stay) return region(item.stay.region_id);
    const stay = shop.stays.find((one) => one.customer_id === item.customer && holds(one, day));
    return region(stay?.region_id);
  };
  return (name) => {
    if (name === 'shop.customer') return item.customer;
    if (name === 'shop.tier') return customer?.tier ?? null;
    if (name === 'shop.region') return region(customer?.region_id);
    if (name === 'shop.orderDay') return dayIn(item.order?.ordered_at ?? null, zone);
    return home();
  };
}

function meets(
  { in: list, notIn, isNull }: NonNullable<PlainQuery['where']>[number],
  value: string | null,
): boolean {
  if (list && (value === null || !list.includes(value))) return false;
  if (notIn && value !== null && notIn.includes(value)) return false;
  return isNull === undefined || isNull === (value === null);
}
