import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { analyticsPlugin } from '../plugin.js';

const DATA = `query ($id: ID, $key: String, $period: MetricPeriodInput) {
  dashboardData(id: $id, key: $key, period: $period) { title dataAsOf cards {
    key kind from to svg refusal { code permission } result { rows { cells { value } } } } } }`;
const CREATE = `mutation ($input: DashboardCreateInput!) { dashboardCreate(input: $input) {
  dashboard { id version revision title owner { id } cards { key title kind definition } }
  userErrors { code path } } }`;
const UPDATE = `mutation ($input: DashboardUpdateInput!) { dashboardUpdate(input: $input) {
  dashboard { id version revision revisions { nodes { number title } } }
  userErrors { code path } } }`;
const SHARE = `mutation ($input: DashboardSharesSetInput!) { dashboardSharesSet(input: $input) {
  dashboard { id shares { nodes { canEdit role { key } } } } userErrors { code path } } }`;

const orders = {
  key: 'orders',
  title: 'Orders <script>alert(1)</script>',
  query: { measures: ['shop.orders'], timeGrain: 'MONTH', fill: true },
  period: { grain: 'MONTH', last: 6 },
  chart: { kind: 'BAR' },
};
const margin = {
  key: 'margin',
  title: 'Margin',
  query: { measures: ['shop.margin'] },
  chart: { kind: 'NUMBER' },
};
const ready = {
  ...shopPlugin,
  dashboards: [
    {
      key: 'shop.trade',
      title: 'Trade',
      description: 'What was sold.',
      cards: [{ ...orders, chart: { kind: 'LINE' as const } }] as never,
    },
  ],
};

let app: TestApp;
let maker: TestClient;
let seller: TestClient;
let stranger: TestClient;
let roleId: string;
let dashboard: { id: string; version: number };

beforeAll(async () => {
  const clock = () => new Date('2025-04-15T12:00:00Z');
  app = await createTestApp({ plugins: [analyticsPlugin, ready], clock });
  await fillShop(app, randomShop(5));
  roleId = await newRole('seller', ['shop.order.read']);
  await newRole('stranger', ['shop.order.read']);
  await newRole('maker', ['shop.order.read', 'shop.cost.read']);
  maker = await app.member('maker');
  seller = await app.member('seller');
  stranger = await app.member('stranger');
}, 60_000);

afterAll(() => app.close());

async function newRole(key: string, more: string[]): Promise<string> {
  const own = ['dashboard.read', 'dashboard.write', 'metric.read'].map((one) => `analytics.${one}`);
  const permissions = [...own, 'core.role.read', 'core.user.read', ...more];
  const { roleCreate } = await app.owner.data(
    `mutation ($input: RoleCreateInput!) { roleCreate(input: $input) {
      role { id } userErrors { code message } } }`,
    {
      input: { key, name: key, permissions: permissions.map((permission) => ({ permission })) },
    },
  );
  return roleCreate.role.id;
}

const errorsOf = (payload: unknown) => (payload as { userErrors: object[] }).userErrors;

test('a dashboard is kept as it was put in, and is the maker’s', async () => {
  const input = { title: ' Trade ', description: null, cards: [orders, margin] };
  const { dashboardCreate } = await maker.data(CREATE, { input });
  expect(dashboardCreate.userErrors).toEqual([]);
  expect(dashboardCreate.dashboard).toMatchObject({
    title: 'Trade',
    revision: 1,
    cards: [{ key: 'orders', kind: 'BAR', definition: orders }, { key: 'margin' }],
  });
  dashboard = dashboardCreate.dashboard;
});

describe('a definition that does not hold is refused where it does not', () => {
  const none: object[] = [];
  const bad: [string, object[], string, string[]][] = [
    ['no cards', none, 'DASHBOARD_CARDS', ['cards']],
    ['one key twice', [orders, orders], 'CARD_KEY', ['cards', '1', 'key']],
    ['no title', [{ ...orders, title: ' ' }], 'CARD_TITLE', ['cards', '0', 'title']],
    [
      'days of the calendar',
      [{ ...orders, query: { ...orders.query, period: { from: '2025-01-01' } } }],
      'CARD_PERIOD',
      ['cards', '0', 'period'],
    ],
    [
      'a measure that nobody has',
      [{ ...orders, query: { measures: ['shop.nothing'] } }],
      'CARD_QUERY',
      ['cards', '0', 'query'],
    ],
    [
      'a dimension of another fact',
      [{ ...orders, query: { measures: ['shop.residents'], dimensions: ['shop.region'] } }],
      'CARD_QUERY',
      ['cards', '0', 'query'],
    ],
    [
      'a line without time',
      [{ ...margin, chart: { kind: 'LINE' } }],
      'CARD_CHART',
      ['cards', '0', 'chart'],
    ],
    [
      'a ring over time',
      [{ ...orders, chart: { kind: 'PIE' } }],
      'CARD_CHART',
      ['cards', '0', 'chart'],
    ],
  ];
  test.each(bad)('%s', async (_, cards, code, path) => {
    const { data } = await maker.query(CREATE, { input: { title: 'No', cards } });
    expect(errorsOf(data?.['dashboardCreate'])).toEqual([
      { code: `ANALYTICS_${code}`, path: ['input', ...path] },
    ]);
  });

  test('figures that the author may not read are no card of theirs', async () => {
    const { errors } = await seller.query(CREATE, { input: { title: 'No', cards: [margin] } });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'shop.cost.read' });
  });
});

describe('who sees it', () => {
  const ask = (client: TestClient) => client.query(DATA, { id: dashboard.id });

  test('nobody but the owner, until it is shared; then each by the own rights', async () => {
    expect((await ask(stranger)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const input = { dashboardId: dashboard.id, isPublic: false, roles: [{ roleId }] };
    const { dashboardSharesSet } = await maker.data(SHARE, { input });
    expect(errorsOf(dashboardSharesSet)).toEqual([]);
    expect((await ask(stranger)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const { dashboardData } = await seller.data(DATA, { id: dashboard.id });
    const [first = {}, second = {}] = dashboardData.cards as unknown as Record<string, unknown>[];
    expect(first).toMatchObject({ from: '2024-11-01', to: '2025-04-30', refusal: null });
    expect((first['result'] as { rows: unknown[] }).rows).toHaveLength(6);
    expect(first['svg']).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(first['svg']).not.toContain('<script');
    expect(second).toMatchObject({
      result: null,
      svg: null,
      refusal: { code: 'FORBIDDEN', permission: 'shop.cost.read' },
    });
  });

  test('seeing is not changing; a share may allow it', async () => {
    const input = { dashboardId: dashboard.id, title: 'Mine' };
    const refused = await seller.query(UPDATE, { input });
    expect(errorsOf(refused.data?.['dashboardUpdate'])).toEqual([
      { code: 'ANALYTICS_DASHBOARD_NOT_YOURS', path: ['input', 'dashboardId'] },
    ]);
    const roles = [{ roleId, canEdit: true }];
    await maker.data(SHARE, { input: { dashboardId: dashboard.id, isPublic: false, roles } });
    const { dashboardUpdate } = await seller.data(UPDATE, { input: { ...input, cards: [orders] } });
    expect(dashboardUpdate.dashboard).toMatchObject({
      revision: 2,
      revisions: {
        nodes: [
          { number: 1, title: 'Trade' },
          { number: 2, title: 'Mine' },
        ],
      },
    });
    const change = `update analytics.dashboard_revision set title = 'x'`;
    const server = await app.asRole('bureau_app', app.organizationId);
    await expect(server.query(change)).rejects.toThrow('permission denied');
  });

  test('taken away is away; public is for everybody who may read dashboards', async () => {
    const set = (isPublic: boolean) =>
      maker.data(SHARE, { input: { dashboardId: dashboard.id, isPublic, roles: [] } });
    await set(false);
    expect((await ask(seller)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    await set(true);
    expect((await ask(stranger)).errors).toEqual([]);
    const outside = app.as({ permissions: ['analytics.metric.read'] });
    expect((await ask(outside)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const other = (await app.otherOrganization()).owner;
    expect((await ask(other)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

test('dashboards of plugins are found by their key, and take other days', async () => {
  const { dashboardTemplates } = await seller.data(
    '{ dashboardTemplates { key title plugin cards { key kind } } }',
  );
  expect(dashboardTemplates).toEqual([
    { key: 'shop.trade', title: 'Trade', plugin: 'shop', cards: [{ key: 'orders', kind: 'LINE' }] },
  ]);
  const period = { from: '2025-01-01', to: '2025-02-28' };
  const { dashboardData } = await seller.data(DATA, { key: 'shop.trade', period });
  expect(dashboardData).toMatchObject({
    title: 'Trade',
    dataAsOf: '2025-04-15T12:00:00.000Z',
    cards: [{ from: '2025-01-01', to: '2025-02-28' }],
  });
  for (const variables of [{}, { id: dashboard.id, key: 'shop.trade' }]) {
    const { errors } = await seller.query(DATA, variables);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});
