import { compose } from '@bureau/core';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillShop, randomShop, type Shop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { analyticsPlugin } from '../plugin.js';

const QUERY = `query ($query: MetricQueryInput!) {
  metrics(query: $query) {
    hasMore columns { name kind type unit recordType } rows { cells { value label } } } }`;
const shop: Shop = {
  ...randomShop(3),
  orders: [],
  visits: [],
};
let app: TestApp;
let reader: TestClient;

const customer = (at: number) => shop.customers[at]!;
const order = (at: number, values: object) => ({
  id: `00000000-0000-7000-8000-0000000009${String(at).padStart(2, '0')}`,
  customer_id: customer(0).id,
  ordered_at: '2025-03-10T10:00:00Z',
  amount: '10.00',
  quantity: 1,
  cost: '4.00',
  price_amount: '10.00',
  price_currency: 'EUR',
  is_hidden: false,
  ...values,
});

beforeAll(async () => {
  shop.orders = [
    order(1, { amount: '100.10', quantity: 4 }),
    order(2, { amount: '50.05', price_currency: 'USD', price_amount: '55.00' }),
    order(3, { customer_id: customer(1).id, ordered_at: '2025-03-30T22:30:00Z', amount: null }),
    order(4, { customer_id: customer(1).id, ordered_at: '2024-03-05T10:00:00Z', amount: '7.00' }),
  ];
  shop.visits = [1, 2, 3].map((at) => ({
    id: `00000000-0000-7000-8000-0000000008${String(at).padStart(2, '0')}`,
    customer_id: customer(0).id,
    came_on: '2025-03-11',
    minutes: at === 1 ? null : 10,
  }));
  const clock = () => new Date('2025-04-15T12:00:00Z');
  app = await createTestApp({ plugins: [analyticsPlugin, shopPlugin], clock });
  await fillShop(app, shop);
  reader = app.as({ permissions: ['analytics.metric.read', 'shop.order.read'] });
});

afterAll(() => app.close());

interface Cell {
  value: string | null;
  label: string | null;
}

/** Values of the rows; a label follows its value. */
async function ask(query: object, client = reader): Promise<(string | null)[][]> {
  const { metrics } = await client.data(QUERY, { query });
  return (metrics.rows as unknown as { cells: Cell[] }[]).map(({ cells }) =>
    cells.map(({ value, label }) => label ?? value),
  );
}

async function refused(query: object, client = reader) {
  const { errors } = await client.query(QUERY, { query });
  return errors[0]?.extensions;
}

const MARCH = { from: '2025-03-01', to: '2025-03-31' };

test('facts that meet on a dimension never multiply each other', async () => {
  const measures = ['shop.orders', 'shop.visits', 'shop.revenue', 'shop.minutes', 'shop.perVisit'];
  const rows = await ask({ measures, dimensions: ['shop.customer'], period: MARCH });
  expect(rows).toEqual([
    [customer(0).name, '2', '3', '150.15', '20', '50.05'],
    [customer(1).name, '1', null, null, null, null],
  ]);
  expect(await ask({ measures, period: MARCH })).toEqual([['3', '3', '150.15', '20', '50.05']]);
});

test('days begin where the zone of the query says', async () => {
  const query = { measures: ['shop.orders'], timeGrain: 'MONTH', period: { from: '2025-03-01' } };
  expect(await ask(query)).toEqual([['2025-03-01', '3']]);
  // 22:30 UTC on 30 March is 31 March in Vienna (summer time since that morning) and in Tokyo.
  const day = { ...query, timeGrain: 'DAY', period: { from: '2025-03-30' } };
  expect(await ask(day)).toEqual([['2025-03-30', '1']]);
  expect(await ask({ ...day, zone: 'Europe/Vienna' })).toEqual([['2025-03-31', '1']]);
  expect(await ask({ ...day, zone: 'Asia/Tokyo' })).toEqual([['2025-03-31', '1']]);
  const vienna = app.as({
    permissions: ['analytics.metric.read', 'shop.order.read'],
    timeZone: 'Europe/Vienna',
  });
  expect(await ask(day, vienna)).toEqual([['2025-03-31', '1']]);
});

test('gaps are filled where that is asked for, and only there', async () => {
  const measures = ['shop.orders', 'shop.revenue', 'shop.averageOrder', 'shop.turned'];
  const period = { from: '2025-02-01', to: '2025-04-30' };
  const query = { measures: measures.slice(0, 3), timeGrain: 'MONTH', period };
  expect(await ask(query)).toEqual([['2025-03-01', '3', '150.15', '75.075']]);
  expect(await ask({ ...query, measures, fill: true })).toEqual([
    ['2025-02-01', '0', '0', null, '7'],
    ['2025-03-01', '3', '150.15', '75.075', '157.15'],
    ['2025-04-01', '0', '0', null, '157.15'],
  ]);
});

test('amounts of two currencies are never added', async () => {
  const measures = ['shop.agreed', 'shop.orders'];
  const { metrics } = await reader.data(QUERY, { query: { measures, period: MARCH } });
  expect((metrics.columns as unknown as { kind: string }[]).map(({ kind }) => kind)).toEqual([
    ...['CURRENCY', 'MEASURE', 'MEASURE'],
  ]);
  expect(await ask({ measures, period: MARCH })).toEqual([
    ['EUR', '20', '2'],
    ['USD', '55', '1'],
  ]);
  expect(await refused({ measures: ['shop.agreed', 'shop.visits'], period: MARCH })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  const both = { measures: ['shop.agreed', 'shop.visits'], currency: 'USD', period: MARCH };
  expect(await ask(both)).toEqual([['55', '3']]);
});

test('figures stand beside those of the time before', async () => {
  const query = { measures: ['shop.revenue'], period: MARCH, timeGrain: 'MONTH' };
  expect(await ask({ ...query, compareTo: 'PREVIOUS_YEAR' })).toEqual([
    ['2025-03-01', '150.15', '7'],
  ]);
  expect(await ask({ ...query, compareTo: 'PREVIOUS_PERIOD' })).toEqual([
    ['2025-03-01', '150.15', null],
  ]);
  const open = { measures: ['shop.revenue'], compareTo: 'PREVIOUS_YEAR' };
  expect(await refused(open)).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('having, order and limit speak of the figures', async () => {
  const measures = ['shop.orders', 'shop.revenue'];
  const query = { measures, dimensions: ['shop.customer'] };
  const orderBy = [{ by: 'shop.revenue', direction: 'DESC' }];
  expect(await ask({ ...query, orderBy })).toEqual([
    [customer(0).name, '2', '150.15'],
    [customer(1).name, '2', '7'],
  ]);
  const having = [{ measure: 'shop.revenue', lt: '100' }];
  expect(await ask({ ...query, having })).toEqual([[customer(1).name, '2', '7']]);
  const { metrics } = await reader.data(QUERY, { query: { ...query, limit: 1 } });
  expect([metrics.hasMore, metrics.rows]).toEqual([true, [expect.anything()]]);
});

test('the records behind a figure are those that it counts', async () => {
  const DRILL = `query ($query: MetricQueryInput!, $measure: String!, $after: ID) {
    metricRecords(query: $query, measure: $measure, first: 2, after: $after) {
      type ids hasMore } }`;
  const query = {
    measures: ['shop.orders'],
    period: MARCH,
    where: [{ dimension: 'shop.customer', in: [app.id('ShopCustomer', customer(0).id)] }],
  };
  const drill = async (variables: object) =>
    (await reader.data(DRILL, { query, measure: 'shop.orders', ...variables })).metricRecords;
  const ids = shop.orders.map(({ id }) => app.id('ShopOrder', id));
  expect(await drill({})).toEqual({ type: 'ShopOrder', ids: ids.slice(0, 2), hasMore: false });
  expect(await drill({ measure: 'shop.bigRevenue' })).toMatchObject({ ids: [ids[0]] });
  const all = { query: { measures: ['shop.orders'] } };
  expect(await drill(all)).toMatchObject({ ids: ids.slice(0, 2), hasMore: true });
  expect(await drill({ ...all, after: ids[1] })).toMatchObject({
    ids: ids.slice(2, 4),
    hasMore: false,
  });
  const ratio = await reader.query(DRILL, { query, measure: 'shop.perVisit' });
  expect(ratio.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describe('rights', () => {
  test('a field without its permission gives no figure, whatever way it is asked for', async () => {
    const cost = { code: 'FORBIDDEN', permission: 'shop.cost.read', field: 'ShopOrder.cost' };
    expect(await refused({ measures: ['shop.margin'] })).toMatchObject(cost);
    const hidden = { measures: ['shop.orders', 'shop.margin'], dimensions: ['shop.customer'] };
    expect(await refused(hidden)).toMatchObject(cost);
    // Held for some rows only, it shows none: a field asks for every row.
    const some = { permission: 'shop.cost.read', when: ['open'] };
    const partly = app.as({ permissions: ['analytics.metric.read', 'shop.order.read', some] });
    expect(await refused({ measures: ['shop.margin'] }, partly)).toMatchObject(cost);
    const orderBy = [{ by: 'shop.margin' }];
    expect(await refused({ measures: ['shop.orders'], orderBy })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const having = [{ measure: 'shop.margin', gt: '1' }];
    expect(await refused({ measures: ['shop.orders'], having })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('whoever may read it gets the figure, and the trail says so', async () => {
    const may = app.as({
      permissions: ['analytics.metric.read', 'shop.order.read', 'shop.cost.read'],
    });
    expect(await ask({ measures: ['shop.margin'], period: MARCH }, may)).toEqual([['142.15']]);
    const [entry] = await app.sql(
      `select action, record_type, details from core.audit_entry where action = 'READ'`,
    );
    expect(entry).toMatchObject({ record_type: 'ShopOrder', details: { fields: ['cost'] } });
  });

  test('without the permission of a type there is nothing to count', async () => {
    const stranger = app.as({ permissions: ['analytics.metric.read'] });
    expect(await refused({ measures: ['shop.orders'] }, stranger)).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'shop.order.read',
    });
    const nobody = app.as({ permissions: ['shop.order.read'] });
    expect(await refused({ measures: ['shop.orders'] }, nobody)).toMatchObject({
      permission: 'analytics.metric.read',
    });
  });

  test('another organization has no figures of this one', async () => {
    const other = await app.otherOrganization();
    other.setTenantPredicate(false);
    expect(await ask({ measures: ['shop.orders', 'shop.visits'] }, other.owner)).toEqual([
      ['0', '0'],
    ]);
    other.setTenantPredicate(true);
  });

  test('the catalogue names what the caller may ask for', async () => {
    const FACTS = `{ metricFacts { type plugin version measures { name aggregation }
      dimensions { name } hierarchies { name dimensions } } }`;
    const facts = (await reader.data(FACTS)).metricFacts as unknown as {
      type: string;
      measures: { name: string }[];
    }[];
    expect(facts.map(({ type }) => type)).toEqual(['ShopOrder', 'ShopVisit', 'ShopStay']);
    expect(facts[0]).toMatchObject({
      version: '1.2.0',
      hierarchies: [{ name: 'customers', dimensions: ['shop.region', 'shop.customer'] }],
    });
    const names = facts.flatMap(({ measures }) => measures.map(({ name }) => name));
    expect(names).toContain('shop.perVisit');
    expect(names).not.toContain('shop.margin');
  });
});

test('custom fields are dimensions for those who may read them', async () => {
  const CREATE = `mutation ($key: String!, $permission: String) { customFieldCreate(input: {
    recordType: "ShopCustomer", key: $key, label: $key, type: TEXT, permission: $permission }) {
    userErrors { code message } } }`;
  await app.owner.data(CREATE, { key: 'colour' });
  await app.owner.data(CREATE, { key: 'secret', permission: 'shop.cost.read' });
  await app.sql(
    `update shop.customer set attributes = '{"colour": "red", "secret": "x"}' where id = $1`,
    [customer(0).id],
  );
  const by = (key: string) => ({
    measures: ['shop.orders', 'shop.visits'],
    dimensions: [`ShopCustomer.attributes.${key}`],
    period: MARCH,
  });
  expect(await ask(by('colour'))).toEqual([
    ['red', '2', '3'],
    [null, '1', null],
  ]);
  expect(await refused(by('secret'))).toMatchObject({ permission: 'shop.cost.read' });
  expect(await refused(by('nothing'))).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('names that nobody contributed, and texts that try to be SQL, are refused', async () => {
  const bad = [
    { measures: [] },
    { measures: ['shop.nothing'] },
    { measures: ['constructor'] },
    { measures: ["shop.orders'; drop table shop.visit; --"] },
    { measures: ['shop.orders'], dimensions: ['constructor'] },
    { measures: ['shop.orders'], dimensions: ['ShopCustomer.attributes.a" or true --'] },
    { measures: ['shop.orders'], orderBy: [{ by: 't; select 1' }] },
    { measures: ['shop.orders'], where: [{ dimension: 'shop.customer', in: ["' or 1=1"] }] },
    { measures: ['shop.orders'], where: [{ dimension: 'shop.tier', gte: 'a\0' }] },
    {
      measures: ['shop.orders'],
      timeGrain: 'DAY',
      period: { from: '2025-02-02', to: '2025-02-01' },
    },
    {
      measures: ['shop.turned'],
      timeGrain: 'DAY',
      period: { from: '1925-02-02', to: '2025-02-01' },
    },
    { measures: ['shop.turned'], timeGrain: 'DAY' },
    { measures: ['shop.orders'], limit: 10_001 },
  ];
  for (const query of bad) {
    expect({ query, code: (await refused(query))?.code }).toEqual({
      query,
      code: 'BAD_USER_INPUT',
    });
  }
  const sly = { dimension: 'shop.tier', in: ["GOLD' or true --"] };
  expect(await ask({ measures: ['shop.orders'], where: [sly] })).toEqual([['0']]);
});

test('the statement is shown to whoever may see it, with no value in it', async () => {
  const EXPLAIN = 'query ($query: MetricQueryInput!) { metricExplain(query: $query) { sql } }';
  const where = [{ dimension: 'shop.tier', in: ['GOLD'] }];
  const query = { measures: ['shop.perVisit'], where };
  const may = app.as({ permissions: ['analytics.metric.explain', 'shop.order.read'] });
  const { sql } = (await may.data(EXPLAIN, { query })).metricExplain as unknown as { sql: string };
  expect(sql).toContain('from leg0');
  expect(sql).not.toContain('GOLD');
  const { errors } = await reader.query(EXPLAIN, { query });
  expect(errors[0]?.extensions).toMatchObject({ permission: 'analytics.metric.explain' });
});

test('a model that does not fit its records stops the boot and says where', () => {
  const [fact] = shopPlugin.metrics ?? [];
  if (!fact) throw new Error('The shop has no figures.');
  const plugin = {
    ...shopPlugin,
    metrics: [
      {
        ...fact,
        dimensions: {
          'shop.wrong': { path: 'customer.orders', description: '.' },
          'shop.tier': { path: 'customer.name', description: '.' },
        },
        measures: {
          'shop.text': { kind: 'SUM' as const, of: 'customer.name', description: '.' },
          'other.name': { kind: 'COUNT' as const, description: '.' },
          'shop.ratio': {
            kind: 'RATIO' as const,
            of: 'shop.none',
            per: 'shop.text',
            description: '.',
          },
          'shop.gone': { kind: 'MAX' as const, of: 'nothing', description: '.' },
        },
      },
      ...(shopPlugin.metrics ?? []).slice(1),
    ],
  };
  expect(() => compose({ plugins: [{ plugin: analyticsPlugin }, { plugin }] })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /customer\.orders" leads to many[^]*no number[^]*shop\.measure[^]*no field nothing/,
      ),
    }),
  );
});
