import { createTestApp, type SqlClient, type TestApp, type TestClient } from '@bureau/testing';
import { dice, fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { analyticsPlugin } from '../plugin.js';

/** Roll-ups under writers, and whom they serve. */

const METRICS = `query ($query: MetricQueryInput!) {
  metrics(query: $query) { origins { fact rollup } rows { cells { value } } } }`;
const EXPLAIN = `query ($query: MetricQueryInput!) {
  metricExplain(query: $query) { sql legs { origin { rollup } passedOver { rollup reason } } } }`;
const TABLES = ['order_month', 'order_day', 'visit_month', 'visit_day'];
const shop = randomShop(21);
let app: TestApp;
let reader: TestClient;

beforeAll(async () => {
  const clock = () => new Date('2025-01-20T12:00:00Z');
  app = await createTestApp({ plugins: [analyticsPlugin, shopPlugin], clock });
  await fillShop(app, shop);
  reader = app.as({
    permissions: ['analytics.metric.read', 'analytics.metric.explain', 'shop.order.read'],
  });
});

afterAll(() => app.close());

async function differences(): Promise<string[]> {
  const cells = TABLES.map((table) => `shop.${table}_differences($1)::text as ${table}`).join(', ');
  const [row] = await app.sql(`select ${cells}`, [app.organizationId]);
  return Object.values(row as Record<string, string>);
}

const none = TABLES.map(() => '0');

// Nobody waits for a row of somebody else: that could only end in a deadlock.
const SOME = `id in (select id from shop."order" where customer_id = $1 and $2 > '' and $3 > ''
  and quantity >= $4 order by id limit 2 for update skip locked)`;
const WRITES = [
  `insert into shop."order" (id, customer_id, ordered_at, amount, quantity, price_amount,
     price_currency, is_hidden) values (gen_random_uuid(), $1, $2::text::date + interval '9 hours',
     $3::text::numeric, $4::int, $3::text::numeric, 'EUR', $4::int > 2)`,
  `update shop."order" set amount = $3::text::numeric, quantity = $4::int + 1,
     ordered_at = $2::text::date where ${SOME}`,
  `update shop."order" set is_hidden = not is_hidden, ordered_at = null where ${SOME}`,
  `delete from shop."order" where ${SOME}`,
];

/** A transaction of some random writes that commits or not. */
async function writer(client: SqlClient, seed: number): Promise<void> {
  const roll = dice(seed);
  for (let at = 0; at < 8; at++) {
    await client.query('begin');
    for (let step = 0; step < 1 + roll(3); step++) {
      const customer = shop.customers[roll(3)]?.id ?? '';
      const day = `2025-0${1 + roll(3)}-1${roll(10)}`;
      const values = [customer, day, `${roll(100)}.5`, roll(5)];
      await client.query(WRITES[roll(WRITES.length)] ?? '', values);
    }
    await client.query(roll(4) === 0 ? 'rollback' : 'commit');
  }
}

test('sums equal the rows under concurrent writers, folds and rebuilds', async () => {
  const clients = await Promise.all(
    [1, 2, 3, 4].map(() => app.asRole('bureau_app', app.organizationId)),
  );
  const [keeper, ...writers] = clients;
  if (!keeper) throw new Error('There are four.');
  let isOver = false;
  const writing = Promise.all(writers.map(writer)).finally(() => (isOver = true));
  for (let round = 0; round === 0 || !isOver; round++) {
    const table = TABLES[round % TABLES.length];
    await keeper.query(`select shop.${table}_fold($1, 10)`, [app.organizationId]);
    await keeper.query(`select shop.${table}_rebuild($1)`, [app.organizationId]);
    // One statement sees rows and sums as of one moment, whatever is under way.
    expect(await differences()).toEqual(none);
  }
  await writing;
  expect(await differences()).toEqual(none);
  await Promise.all(clients.map((client) => client.end()));
});

test('the platform folds changes behind requests; figures stay the same', async () => {
  const query = {
    measures: ['shop.orders', 'shop.revenue', 'shop.bigRevenue', 'shop.averageOrder'],
    dimensions: ['shop.tier'],
    timeGrain: 'QUARTER',
    zone: 'UTC',
    period: { from: '2024-10-01', to: '2025-03-31' },
  };
  const before = await reader.data(METRICS, { query });
  expect(before['metrics']).toMatchObject({ origins: [{ rollup: 'shop.orderMonths' }] });
  await app.work();
  const [waiting] = await app.sql(
    'select count(*)::int as n from shop.order_day where not is_folded',
  );
  expect(waiting).toEqual({ n: 0 });
  const [twice] = await app.sql(
    `select count(*)::int as n
     from (select from shop.order_day group by key having count(*) > 1) k`,
  );
  expect(twice).toEqual({ n: 0 });
  expect(await reader.data(METRICS, { query })).toEqual(before);
  expect(await differences()).toEqual(none);
});

async function explained(query: object, client = reader) {
  const { metricExplain } = await client.data(EXPLAIN, { query: { zone: 'UTC', ...query } });
  const [leg] = metricExplain['legs'] as unknown as {
    origin: { rollup: string | null };
    passedOver: { rollup: string; reason: string }[];
  }[];
  return [leg?.origin.rollup, ...(leg?.passedOver ?? []).map(({ reason }) => reason)];
}

test('explain says which roll-up serves, and why others do not', async () => {
  const revenue = { measures: ['shop.revenue'] };
  expect(await explained(revenue)).toEqual(['shop.orderMonths']);
  expect(await explained({ ...revenue, timeGrain: 'DAY', period: { from: '2025-01-01' } })).toEqual(
    ['shop.orderDays', 'it keeps months, and the periods are shorter'],
  );
  const [rows, ...reasons] = await explained({ measures: ['shop.largest'] });
  expect([rows, ...new Set(reasons)]).toEqual([null, 'MAX is no sum of sums']);
  expect(await explained({ ...revenue, zone: 'Europe/Vienna' })).toEqual([
    null,
    'its days begin in UTC, those of the query in Europe/Vienna',
    'its days begin in UTC, those of the query in Europe/Vienna',
  ]);
  // Where a customer lives depends on the day of the order.
  expect(await explained({ ...revenue, dimensions: ['shop.home'] })).toEqual([
    'shop.orderDays',
    'it keeps months, and this depends on the day of the row',
  ]);
});

test('a roll-up serves only those whose rights it can keep', async () => {
  const open = app.as({
    permissions: [
      ...['analytics.metric.read', 'analytics.metric.explain'],
      { permission: 'shop.order.read', when: ['open'] },
    ],
  });
  expect(await explained({ measures: ['shop.revenue'] }, open)).toEqual([
    'shop.orderDays',
    'it does not carry ShopOrder.isHidden',
  ]);
  const query = { measures: ['shop.orders'], zone: 'UTC' };
  const [counted] = await app.sql(
    'select count(*)::text as n from shop."order" where not is_hidden and ordered_at is not null',
  );
  const { metrics } = await open.data(METRICS, { query });
  expect(metrics['rows']).toEqual([{ cells: [{ value: (counted as { n: string }).n }] }]);
});

test('what rows keep secret, their sums keep too', async () => {
  const query = { measures: ['shop.costs'], zone: 'UTC' };
  for (const document of [METRICS, EXPLAIN]) {
    const { errors } = await reader.query(document, { query });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'shop.cost.read' });
  }
  const keeper = app.as({
    permissions: [
      ...['analytics.metric.read', 'analytics.metric.explain'],
      ...['shop.order.read', 'shop.cost.read'],
    ],
  });
  expect(await explained({ measures: ['shop.costs'] }, keeper)).toEqual(['shop.orderMonths']);
});

test('a check finds sums that are wrong, and a rebuild makes them right', async () => {
  const keeper = await app.member('owner');
  const check = async () => {
    const { metricRollupCheck } = await keeper.data(
      'mutation { metricRollupCheck { job { id } userErrors { code } } }',
    );
    await app.work();
    const id = metricRollupCheck['job']['id'];
    const { job } = await keeper.data(
      'query ($id: ID!) { job(by: { id: $id }) { state faults(first: 5) { nodes { message } } } }',
      { id },
    );
    return job;
  };
  expect(await check()).toEqual({ state: 'SUCCEEDED', faults: { nodes: [] } });
  await app.sql('update shop.visit_day set row_count = row_count + 1');
  expect(JSON.stringify(await check())).toContain('shop.visitDays');
  await keeper.data('mutation { metricRollupRebuild(rollup: "shop.visitDays") { job { id } } }');
  await app.work();
  expect(await differences()).toEqual(none);
  const unknown = await keeper.query(
    'mutation { metricRollupRebuild(rollup: "x") { job { id } } }',
  );
  expect(unknown.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const { metricRollups } = await reader.data('{ metricRollups { name grain carries } }');
  expect(metricRollups).toHaveLength(4);
});

test('a rebuild of one organization keeps folds of no other one waiting', async () => {
  const other = await app.otherOrganization();
  const [keeper, folder] = await Promise.all(
    [app.organizationId, other.organizationId].map((id) => app.asRole('bureau_app', id)),
  );
  if (!keeper || !folder) throw new Error('There are two.');
  await folder.query("set lock_timeout = '2s'");
  await folder.query(
    `insert into shop.visit (id, customer_id, came_on)
     values (gen_random_uuid(), gen_random_uuid(), '2025-01-02')`,
  );
  const fold = (id: string) => folder.query('select shop.visit_day_fold($1, 10) as n', [id]);
  await keeper.query('begin');
  await keeper.query('select shop.visit_day_rebuild($1)', [app.organizationId]);
  expect((await fold(other.organizationId)).rows).toEqual([{ n: 1 }]);
  // The one whose sums are being made anew is passed over, not waited for.
  expect((await fold(app.organizationId)).rows).toEqual([{ n: 0 }]);
  await keeper.query('commit');
  expect(await differences()).toEqual(none);
  await Promise.all([keeper.end(), folder.end()]);
});

test("sums of one organization are nobody else's", async () => {
  const other = await app.otherOrganization();
  const client = await app.asRole('bureau_app', other.organizationId);
  expect((await client.query('select from shop.order_day')).rowCount).toBe(0);
  const query = { measures: ['shop.orders'], zone: 'UTC' };
  const stranger = other.as({ permissions: ['analytics.metric.read', 'shop.order.read'] });
  const { metrics } = await stranger.data(METRICS, { query });
  expect(metrics['rows']).toEqual([{ cells: [{ value: '0' }] }]);
  await client.end();
});
