import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { analyticsPlugin } from '../plugin.js';

/** Figures with targets, and alerts, on one shop. */

const HOUR = 3_600_000;
let now = new Date('2025-04-15T12:00:00Z');
let app: TestApp;
let owner: TestClient;
let other: TestClient;
let writer: TestClient;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestApp({ plugins: [analyticsPlugin, shopPlugin], clock: () => now });
  const shop = randomShop(5);
  await fillShop(app, shop);
  await app.sql('delete from shop.order');
  ids['customer'] = shop.customers[0]?.id ?? '';
  await newRole('watcher', ['shop.order.read', 'shop.cost.read']);
  await newRole('reader', []);
  owner = await app.member('watcher');
  other = await app.member('reader');
  writer = await app.member('watcher');
  // From here on the calendar counts.
  await app.work();
}, 60_000);

afterAll(() => app.close());

async function newRole(key: string, more: string[]) {
  const own = ['kpi.read', 'kpi.write', 'alert.read', 'alert.write', 'metric.read'];
  const names = [...own.map((one) => `analytics.${one}`), ...more];
  const permissions = names.map((permission) => ({ permission }));
  const { roleCreate } = await app.owner.data(
    `mutation ($input: RoleCreateInput!) { roleCreate(input: $input) {
      role { id } userErrors { code } } }`,
    { input: { key, name: key, permissions } },
  );
  ids[key] = roleCreate.role.id;
}

let orders = 0;
async function sell(day: string, amount: string) {
  orders += 1;
  const id = `00000000-0000-7000-8000-0000000009${String(orders).padStart(2, '0')}`;
  await app.sql(
    `insert into shop.order (id, customer_id, ordered_at, amount, quantity, cost, price_amount,
       price_currency, is_hidden) values ($1, $2, $3, $4, 1, 1, 1, 'EUR', false)`,
    [id, ids['customer'], `${day}T10:00:00Z`, amount],
  );
}

/** An hour later: what runs by the calendar has run. */
async function later() {
  now = new Date(now.valueOf() + HOUR);
  await app.work();
}

const query = { measures: ['shop.revenue'] };

describe('a figure with a target', () => {
  const CREATE = `mutation ($input: KpiCreateInput!) { kpiCreate(input: $input) {
    kpi { id target } userErrors { code path } } }`;
  const FIGURES = `query ($id: ID!) { kpi(by: { id: $id }) { name figures(periods: 2) {
    status value previous change trend { start value } refusal { code permission } } } }`;
  const input = {
    ...{ name: 'Revenue', grain: 'MONTH', direction: 'HIGHER', target: '100', warning: '80' },
    query,
  };

  test('shows its way and status, each by the rights of whoever asks', async () => {
    await sell('2025-01-10', '70');
    await sell('2025-02-10', '60.5');
    await sell('2025-03-10', '85.5');
    await sell('2025-04-10', '1');
    const { kpiCreate } = await owner.data(CREATE, { input });
    const { id } = kpiCreate.kpi;
    const { kpi } = await owner.data(FIGURES, { id });
    // April is not over.
    expect(kpi).toEqual({
      name: 'Revenue',
      figures: {
        ...{ status: 'WARNING', value: '85.5', previous: '60.5', change: '25', refusal: null },
        trend: [
          { start: '2025-02-01', value: '60.5' },
          { start: '2025-03-01', value: '85.5' },
        ],
      },
    });
    const seen = await other.data(FIGURES, { id });
    expect(seen.kpi).toMatchObject({
      figures: { status: 'UNKNOWN', value: null, refusal: { permission: 'shop.order.read' } },
    });
    const change = `mutation ($id: ID!) { kpiUpdate(input: { kpiId: $id, target: "1" }) {
      kpi { id } userErrors { code } } }`;
    const refused = await other.query(change, { id });
    expect(JSON.stringify(refused.data)).toContain('ANALYTICS_KPI_NOT_YOURS');
  });

  test.each([
    [{ warning: '101' }, 'KPI_WARNING'],
    [{ name: ' ' }, 'FIGURE_NAME'],
    [{ query: { measures: ['shop.nothing'] } }, 'FIGURE_QUERY'],
    [{ query: { measures: ['shop.revenue', 'shop.orders'] } }, 'FIGURE_QUERY'],
    [{ query: { ...query, dimensions: ['shop.customer'] } }, 'FIGURE_QUERY'],
    [{ ownerId: 'usr_nobody' }, 'FIGURE_OWNER'],
  ])('%j: %s', async (given, code) => {
    const { data } = await owner.query(CREATE, { input: { ...input, ...given } });
    expect(JSON.stringify(data)).toContain(`ANALYTICS_${code}`);
  });
});

describe('an alert', () => {
  const CREATE = `mutation ($input: AlertCreateInput!) { alertCreate(input: $input) {
    alert { id state } userErrors { code path } } }`;
  const STATE = `query ($id: ID!) { alert(by: { id: $id }) { state reason events { nodes {
    value expected score periodFrom clearedAt } } } }`;
  const input = {
    ...{ name: 'High revenue', grain: 'MONTH', kind: 'ABOVE', countsCurrent: true },
    ...{ threshold: '100', clearAt: '90', query },
  };
  const notices = () =>
    app.sql<{ title: string; body: string }>(
      `select title, body from core.notification where kind = 'analytics.alert.raised'`,
    );
  const set = (amount: string) =>
    app.sql(`update shop.order set amount = $1 where ordered_at >= '2025-04-01'`, [amount]);

  test('tells once of an event, until it was over', async () => {
    const { alertCreate } = await owner.data(CREATE, { input });
    const { id } = alertCreate.alert;
    ids['alert'] = id;
    await set('100.01');
    await later();
    expect(await notices()).toHaveLength(1);
    for (const amount of ['120', '95', '101']) {
      await set(amount);
      await later();
    }
    expect(await notices()).toHaveLength(1);
    const { alert } = await owner.data(STATE, { id });
    expect(alert).toEqual({
      ...{ state: 'RAISED', reason: null },
      events: {
        nodes: [
          {
            ...{ value: '100.010000', expected: '100.000000', score: null },
            ...{ periodFrom: '2025-04-01', clearedAt: null },
          },
        ],
      },
    });
    await set('90');
    await later();
    expect((await owner.data(STATE, { id })).alert).toMatchObject({ state: 'QUIET' });
    await set('200');
    await later();
    const told = await notices();
    expect(told.map(({ title }) => title)).toEqual(['Alert: High revenue', 'Alert: High revenue']);
    // The mail may be read by others than the figure.
    expect(told.map(({ body }) => body).join()).not.toMatch(/\d\d\d\.|200/);
    const topics = await app.sql<{ name: string }>(
      `select name from core.outbox_event where name like 'analytics.alert.%' order by sequence`,
    );
    expect(topics.map(({ name }) => name.split('.').at(-1))).toEqual([
      ...['raised', 'cleared', 'raised'],
    ]);
  });

  test('nobody but its owner sees it, and what it saw', async () => {
    const { data } = await other.query(STATE, { id: ids['alert'] ?? '' });
    expect(data?.['alert']).toBeNull();
    const { alertEvents } = await other.data('{ alertEvents { nodes { id } } }');
    expect(alertEvents.nodes).toEqual([]);
  });

  test('two events of one alert cannot go on at once', async () => {
    const twice = `insert into analytics.alert_event (id, alert_id, raised_at, period_from, value)
      select gen_random_uuid(), alert_id, now(), period_from, value
      from analytics.alert_event where cleared_at is null`;
    await expect(app.sql(twice)).rejects.toThrow('alert_event_open_key');
  });

  test('an owner who lost the right: it stops, and goes on with the right', async () => {
    const change = (permissions: string[]) =>
      app.owner.data(
        `mutation ($id: ID!, $permissions: [RolePermissionInput!]) {
          roleUpdate(input: { id: $id, permissions: $permissions }) {
            role { id } userErrors { code } } }`,
        {
          id: ids['watcher'] ?? '',
          permissions: permissions.map((permission) => ({ permission })),
        },
      );
    const own = ['analytics.alert.read', 'analytics.metric.read'];
    await change(own);
    await later();
    const { alert } = await owner.data(STATE, { id: ids['alert'] ?? '' });
    expect(alert).toMatchObject({ state: 'STOPPED' });
    expect(alert.reason).toContain('shop.order.read');
    await change([...own, 'shop.order.read']);
    await later();
    expect((await owner.data(STATE, { id: ids['alert'] ?? '' })).alert).toMatchObject({
      state: 'RAISED',
      reason: null,
    });
  });

  test.each([
    [{ threshold: null }, 'ALERT_THRESHOLD'],
    [{ kind: 'UNUSUAL', clearAt: null }, 'ALERT_THRESHOLD'],
    [{ clearAt: '101' }, 'ALERT_CLEAR'],
    [{ sensitivity: '0.5' }, 'ALERT_SENSITIVITY'],
  ])('%j: %s', async (given, code) => {
    const { data } = await writer.query(CREATE, { input: { ...input, ...given } });
    expect(JSON.stringify(data)).toContain(`ANALYTICS_${code}`);
  });
});
