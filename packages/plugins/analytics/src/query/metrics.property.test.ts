import { createTestApp, type TestApp } from '@bureau/testing';
import { dice, fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { basesOf, MEASURES, type PlainQuery, reference } from '../../test/shop-reference.js';
import { analyticsPlugin } from '../plugin.js';
import type { MetricGrain } from './metric.types.js';

/** Random queries against the same figures from row lists in memory. */

const QUERY = `query ($query: MetricQueryInput!) {
  metrics(query: $query) { hasMore origins { rollup } rows { cells { value label } } } }`;
const TODAY = '2025-01-20';
const QUERIES = 120;
const shop = randomShop(7);
let app: TestApp;

beforeAll(async () => {
  const clock = () => new Date(`${TODAY}T12:00:00Z`);
  app = await createTestApp({ plugins: [analyticsPlugin, shopPlugin], clock });
  await fillShop(app, shop);
});

afterAll(() => app.close());

const PREFIXES: Record<string, string> = {
  'shop.customer': 'ShopCustomer',
  'shop.region': 'ShopRegion',
  'shop.home': 'ShopRegion',
};

/** A record as the API names it; anything else as it is. */
function named(dimension: string, value: string | null): string | null {
  const type = PREFIXES[dimension];
  return type && value !== null ? app.id(type, value) : value;
}

type Roll = (sides: number) => number;

function pick<T>(roll: Roll, list: readonly T[]): T {
  return list[roll(list.length)] as T;
}

function randomQuery(roll: Roll): PlainQuery {
  const measures = [...new Set(Array.from({ length: 1 + roll(4) }, () => pick(roll, MEASURES)))];
  const bases = basesOf(measures);
  const residents = bases.includes('shop.residents');
  const known = residents
    ? ['shop.customer', 'shop.tier', 'shop.home']
    : ['shop.customer', 'shop.tier', 'shop.region', 'shop.home'];
  const dimensions = known.filter(() => roll(3) === 0);
  const from = pick(roll, ['2024-10-20', '2024-11-15', '2024-12-31']);
  const to = pick(roll, ['2025-01-01', '2025-02-14', '2025-03-30']);
  const ends = residents || bases.includes('shop.turned');
  const grain = pick<MetricGrain | undefined>(roll, [undefined, 'WEEK', 'MONTH', 'QUARTER', 'DAY']);
  const timeGrain = grain === 'DAY' && ends ? 'YEAR' : grain;
  const isBounded = timeGrain !== undefined || roll(2) === 0;
  return {
    measures,
    dimensions,
    zone: pick(roll, ['UTC', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu']),
    ...(isBounded && { period: { from, to } }),
    ...(timeGrain && { timeGrain, fill: roll(3) === 0 }),
    ...(roll(3) === 0 && { where: [randomCondition(roll, pick(roll, known))] }),
  };
}

function randomCondition(roll: Roll, dimension: string) {
  const values = {
    'shop.tier': ['GOLD'],
    'shop.customer': shop.customers.slice(0, 3).map(({ id }) => id),
  };
  const list = values[dimension as keyof typeof values] ?? shop.regions.slice(1).map((r) => r.id);
  return pick<NonNullable<PlainQuery['where']>[number]>(roll, [
    { dimension, in: list },
    { dimension, notIn: list },
    { dimension, isNull: roll(2) === 0 },
  ]);
}

function sent(query: PlainQuery): object {
  const where = query.where?.map((one) => ({
    ...one,
    ...(one.in && { in: one.in.map((value) => named(one.dimension, value)) }),
    ...(one.notIn && { notIn: one.notIn.map((value) => named(one.dimension, value)) }),
  }));
  return { ...query, limit: 10_000, ...(where && { where }) };
}

function expected(query: PlainQuery, seesHidden: boolean): string[] {
  const answer = reference(shop, query, { seesHidden, today: TODAY });
  return [...answer].map(([key, values]) => {
    const cells = JSON.parse(key) as (string | null)[];
    const [time, ...rest] = query.timeGrain ? cells : [undefined, ...cells];
    const names = rest.map((value, at) => named(query.dimensions[at] ?? '', value ?? null));
    const figures = query.measures.map((name) => values[name]);
    return JSON.stringify([...(time == null ? [] : [time]), ...names, ...figures]);
  });
}

interface Answer {
  metrics: {
    hasMore: boolean;
    origins: { rollup: string | null }[];
    rows: { cells: { value: string | null }[] }[];
  };
}

test.each([
  ['all rows', true],
  ['rows that are not hidden', false],
])('a caller who sees %s gets the figures of these rows, to the cent', async (_, seesHidden) => {
  const roll = dice(seesHidden ? 11 : 12);
  const read = seesHidden ? 'shop.order.read' : { permission: 'shop.order.read', when: ['open'] };
  const served = new Set<string | null>();
  const caller = app.as({ permissions: ['analytics.metric.read', read], limitClass: 'bulk' });
  for (let at = 0; at < QUERIES / 2; at++) {
    const query = randomQuery(roll);
    const { metrics } = (await caller.data(QUERY, { query: sent(query) })) as unknown as Answer;
    const rows = metrics.rows.map(({ cells }) => JSON.stringify(cells.map(({ value }) => value)));
    expect({ query, rows: rows.sort() }).toEqual({
      query,
      rows: expected(query, seesHidden).sort(),
    });
    expect(metrics.hasMore).toBe(false);
    for (const { rollup } of metrics.origins) served.add(rollup);
  }
  // Months know nothing of hidden orders: they serve only those who see all of them.
  const every = ['shop.orderDays', 'shop.visitDays', 'shop.visitMonths', null];
  expect(served).toEqual(new Set(seesHidden ? [...every, 'shop.orderMonths'] : every));
});
