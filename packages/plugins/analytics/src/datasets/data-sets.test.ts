import { createTestApp, type Loose, type TestApp, type TestClient } from '@bureau/testing';
import { dice, fillShop, randomShop } from '../../test/shop-data.js';
import { shopPlugin } from '../../test/shop-plugin.js';
import { reference } from '../../test/shop-reference.js';
import { analyticsPlugin } from '../plugin.js';
import { naive, randomRows, textOf } from '../../test/target-rows.js';

/** Data sets: what they may be, how rows come, who sees their figures, and that these are right. */

const METRICS = `query ($query: MetricQueryInput!) { metrics(query: $query) {
  columns { name kind } rows { cells { value label } } } }`;
const CREATE = `mutation ($input: DataSetCreateInput!) { dataSetCreate(input: $input) {
  dataSet { id version rowCount columns { name figure measure isRequired } }
  userErrors { code path message } } }`;
const LOAD = `mutation ($input: DataSetImportInput!) { dataSetImport(input: $input) {
  job { id } userErrors { code path } } }`;
const JOB = `query ($id: ID!) { job(by: { id: $id }) { state result { rows created failed }
  faults(first: 20) { nodes { line column code } } } }`;
const SHARE = `mutation ($input: DataSetSharesSetInput!) { dataSetSharesSet(input: $input) {
  dataSet { isPublic shares { nodes { role { key } } } } userErrors { code } } }`;
const ROLE = `mutation ($input: RoleCreateInput!) { roleCreate(input: $input) {
  role { id } userErrors { code message } } }`;

const shop = randomShop(13);
const TODAY = '2025-01-20';
const targets = {
  key: 'targets',
  title: 'Targets',
  columns: [
    { name: 'month', kind: 'DATE', isTime: true },
    { name: 'region', kind: 'TEXT', dimension: 'shop.region', isKey: false },
    { name: 'tier', kind: 'TEXT', dimension: 'shop.tier' },
    { name: 'note', kind: 'TEXT', label: 'Remark' },
    { name: 'amount', kind: 'NUMBER' },
    { name: 'price', kind: 'NUMBER', figure: 'AVERAGE' },
    { name: 'stock', kind: 'NUMBER', figure: 'LEVEL' },
    { name: 'bonus', kind: 'MONEY', currency: 'EUR' },
  ],
};
let app: TestApp;
let planner: TestClient;
let seller: TestClient;
let stranger: TestClient;
let sellerRole: string;
let dataSetId: string;

async function newRole(key: string, permissions: readonly string[]): Promise<string> {
  const input = { key, name: key, permissions: permissions.map((permission) => ({ permission })) };
  const { roleCreate } = await app.owner.data(ROLE, { input });
  expect(roleCreate.userErrors).toEqual([]);
  return roleCreate.role.id;
}

async function load(text: string, more: object = {}, client = planner): Promise<Loose> {
  const uploadId = await app.upload(client, text);
  const input = { dataSetId, uploadId, load: 'REPLACE', ...more };
  const { data, errors } = await client.query(LOAD, { input });
  if (!data?.['dataSetImport']) return { refused: errors[0]?.extensions['code'] };
  const { dataSetImport } = data as Loose;
  if (!dataSetImport.job) return dataSetImport;
  await app.work();
  return (await client.data(JOB, { id: dataSetImport.job.id })).job;
}

async function ask(query: object, client = planner): Promise<(string | null)[][]> {
  const { metrics } = await client.data(METRICS, { query: { zone: 'UTC', ...query } });
  const rows = metrics.rows as unknown as { cells: { value: string | null }[] }[];
  return rows.map(({ cells }) => cells.map(({ value }) => value));
}

const refusal = async (query: object, client: TestClient) =>
  (await client.query(METRICS, { query })).errors[0]?.extensions;

beforeAll(async () => {
  const clock = () => new Date(`${TODAY}T12:00:00Z`);
  app = await createTestApp({ plugins: [analyticsPlugin, shopPlugin], clock });
  await fillShop(app, shop);
  const read = ['analytics.metric.read', 'analytics.dataSet.read', 'core.job.read'];
  const load = ['analytics.dataSet.write', 'core.upload.write', 'core.role.read'];
  sellerRole = await newRole('seller', [...read, 'shop.order.read']);
  await newRole('stranger', [...read, ...load, 'shop.order.read']);
  await newRole('planner', [...read, ...load, 'shop.order.read']);
  planner = await app.member('planner');
  seller = await app.member('seller');
  stranger = await app.member('stranger');
  const { dataSetCreate } = await planner.data(CREATE, { input: targets });
  expect(dataSetCreate.userErrors).toEqual([]);
  dataSetId = dataSetCreate.dataSet.id;
}, 60_000);

afterAll(() => app.close());

test('what a data set cannot be is refused with its place', async () => {
  const amount = { name: 'amount', kind: 'NUMBER' };
  const bad: [object, string][] = [
    [{ key: 'Big' }, 'ANALYTICS_DATA_SET_KEY'],
    [{ key: 'x; drop' }, 'ANALYTICS_DATA_SET_KEY'],
    [{ title: '  ' }, 'ANALYTICS_DATA_SET_TITLE'],
    [{ columns: [] }, 'ANALYTICS_DATA_SET_COLUMNS'],
    ...[
      { name: "a'b", kind: 'TEXT' },
      { name: 'rows', kind: 'TEXT' },
      { ...amount, currency: 'EUR' },
      { name: 'x', kind: 'MONEY' },
      { name: 'x', kind: 'TEXT', figure: 'SUM' },
      { name: 'x', kind: 'TEXT', isTime: true },
      { name: 'x', kind: 'TEXT', dimension: 'shop.nothing' },
      { name: 'x', kind: 'TEXT', dimension: 'constructor' },
      { name: 'x', kind: 'DATE', dimension: 'shop.tier' },
      { name: 'x', kind: 'TEXT', dimension: 'shop.customer' },
      { ...amount, figure: 'LEVEL' },
      { ...amount, isKey: true },
    ].map((column): [object, string] => [{ columns: [column] }, 'ANALYTICS_DATA_SET_COLUMN']),
    [{ columns: [amount, amount] }, 'ANALYTICS_DATA_SET_COLUMN'],
  ];
  for (const [more, code] of bad) {
    const input = { key: 'other', title: 'Other', columns: [amount], ...more };
    const { data } = await planner.query(CREATE, { input });
    const { userErrors } = (data as Loose).dataSetCreate;
    expect({ more, codes: userErrors.map((one: Loose) => one.code) }).toEqual({
      more,
      codes: [code],
    });
  }
  const again = await planner.query(CREATE, { input: targets });
  expect((again.data as Loose).dataSetCreate.userErrors).toMatchObject([
    { code: 'CORE_DUPLICATE' },
  ]);
});

test('rows that are wrong are told with line and column, and nothing is replaced', async () => {
  const head = 'month,region,tier,amount\n';
  expect(await load(`${head}2025-01-01,Region 0,GOLD,10\n`)).toMatchObject({ state: 'SUCCEEDED' });
  const job = await load(
    `${head}2025-01-01,Region 9,GOLD,10\n2025-13-01,Region 1,,1\n,Region 1,,1\n` +
      '2025-01-01,Region 1,,1e3\n2025-01-01,Region 1,TIN,7\n',
  );
  expect(job).toMatchObject({ state: 'FAILED', result: { created: 0, failed: 4 } });
  expect(job.faults.nodes).toEqual([
    { line: 2, column: 'region', code: 'ANALYTICS_DATA_ROW_UNKNOWN' },
    { line: 3, column: 'month', code: 'CORE_IMPORT_BAD_DATE' },
    { line: 4, column: 'month', code: 'CORE_IMPORT_REQUIRED' },
    { line: 5, column: 'amount', code: 'CORE_IMPORT_BAD_DECIMAL' },
  ]);
  const measures = ['dataSet.targets.rows', 'dataSet.targets.amount'];
  expect(await ask({ measures })).toEqual([['1', '10']]);
  const some = { load: 'APPEND', onError: 'REJECT_FAILED' };
  const text = `${head}2025-01-02,Region 9,GOLD,5\n2025-01-02,Region 1,GOLD,5\n`;
  expect(await load(text, some)).toMatchObject({ state: 'SUCCEEDED', result: { created: 1 } });
  expect(await ask({ measures })).toEqual([['2', '15']]);
  expect(await load(text, { onError: 'REJECT_FAILED' })).toMatchObject({
    userErrors: [{ code: 'ANALYTICS_DATA_SET_REPLACE' }],
  });
  const dry = await load(`${head}2025-01-02,Region 1,GOLD,5\n`, { dryRun: true });
  expect(dry).toMatchObject({ state: 'SUCCEEDED', result: { created: 1 } });
  expect(await ask({ measures })).toEqual([['2', '15']]);
});

test('rows with a key are there once', async () => {
  const columns = [
    { name: 'code', kind: 'TEXT', isKey: true },
    { name: 'amount', kind: 'NUMBER' },
  ];
  const made = await planner.data(CREATE, { input: { key: 'once', title: 'Once', columns } });
  const at = { dataSetId: made.dataSetCreate.dataSet.id, load: 'APPEND' };
  expect(await load('code,amount\na,1\nb,2\n', at)).toMatchObject({ result: { created: 2 } });
  const job = await load('code,amount\nc,1\nb,2\nc,3\n', at);
  expect(job.faults.nodes).toEqual([
    { line: 3, column: 'code', code: 'ANALYTICS_DATA_ROW_EXISTS' },
    { line: 4, column: 'code', code: 'CORE_IMPORT_DUPLICATE_KEY' },
  ]);
  expect(await load('code,amount\nb,5\n', { ...at, load: 'REPLACE' })).toMatchObject({
    result: { created: 1 },
  });
  const { dataSet } = await planner.data(
    `query ($id: ID!) { dataSet(by: { id: $id }) { version rowCount loads
      rows { nodes { cells day } } } }`,
    { id: at.dataSetId },
  );
  expect(dataSet).toMatchObject({
    ...{ rowCount: 1, loads: 2 },
    rows: { nodes: [{ cells: { code: 'b', amount: '5' }, day: null }] },
  });
});

test('figures of rows and of the platform meet on dimensions, to the cent', async () => {
  const roll = dice(31);
  const rows = randomRows(roll, shop);
  expect(await load(textOf(rows, shop))).toMatchObject({ state: 'SUCCEEDED' });
  const mine = ['amount', 'price', 'stock', 'rows'];
  const known = ['shop.region', 'shop.tier'];
  const period = { from: '2024-11-01', to: '2025-03-20' };
  for (let at = 0; at < 24; at++) {
    const dimensions = known.filter(() => roll(2) === 0);
    const timeGrain = [undefined, 'MONTH', 'QUARTER'][roll(3)] as 'MONTH' | undefined;
    const measures = mine.filter(() => roll(2) === 0);
    if (measures.length === 0) measures.push('amount');
    const theirs = ['shop.revenue', 'shop.visits'].filter(() => roll(2) === 0);
    const query = { dimensions, period, zone: 'UTC', ...(timeGrain && { timeGrain }) };
    const expected = new Map<string, (string | null)[]>();
    const put = (key: string, values: (string | null)[], from: number) => {
      const cells = expected.get(key) ?? [...theirs, ...measures].map(() => null);
      for (const [offset, value] of values.entries()) cells[from + offset] = value;
      expected.set(key, cells);
    };
    if (theirs.length > 0) {
      const plain = { ...query, measures: theirs };
      const answer = reference(shop, plain, { seesHidden: true, today: TODAY });
      for (const [key, values] of answer) {
        put(
          key,
          theirs.map((name) => values[name] ?? null),
          0,
        );
      }
    }
    for (const [key, values] of naive(rows, { ...query, measures })) {
      put(key, values, theirs.length);
    }
    const sent = [...theirs, ...measures.map((name) => `dataSet.targets.${name}`)];
    const answer = await ask({ ...query, measures: sent, limit: 10_000 });
    const region = dimensions.indexOf('shop.region');
    const place = region < 0 ? -1 : region + (timeGrain ? 1 : 0);
    const keyLength = dimensions.length + (timeGrain ? 1 : 0);
    const found = answer.map((cells) => {
      const key = cells.slice(0, keyLength);
      const id = place < 0 ? null : key[place];
      if (id != null) key[place] = app.uuid(id);
      return [JSON.stringify(key), cells.slice(keyLength)];
    });
    const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect({ query, measures: sent, rows: sorted(found) }).toEqual({
      query,
      measures: sent,
      rows: sorted([...expected]),
    });
  }
});

test('amounts have their currency; drill and own columns work as elsewhere', async () => {
  const text = 'month,region,bonus,note\n2025-01-01,Region 0,5.50,a\n2025-01-01,Region 1,4.50,b\n';
  await load(text);
  const { metrics } = await planner.data(METRICS, {
    query: { measures: ['dataSet.targets.bonus'], dimensions: ['dataSet.targets.note'] },
  });
  expect(metrics.columns.map((one: Loose) => one.kind)).toEqual([
    ...['DIMENSION', 'CURRENCY', 'MEASURE'],
  ]);
  expect(await ask({ measures: ['dataSet.targets.bonus', 'shop.agreed'] })).toMatchObject([
    ['EUR', '10', expect.any(String)],
    ['USD', null, expect.any(String)],
  ]);
  const where = [{ dimension: 'dataSet.targets.note', in: ['b'] }];
  const { metricRecords } = await planner.data(
    `query ($query: MetricQueryInput!) {
      metricRecords(query: $query, measure: "dataSet.targets.bonus") { type ids } }`,
    { query: { measures: ['dataSet.targets.bonus'], where } },
  );
  expect(metricRecords).toMatchObject({ type: 'DataRow', ids: [expect.any(String)] });
  const { metricFacts } = await planner.data(
    '{ metricFacts { type measures { name } dimensions { name } } }',
  );
  const fact = metricFacts.find((one: Loose) => one.type === 'DataRow');
  expect(fact.dimensions.map((one: Loose) => one.name)).toContain('dataSet.once.code');
});

test('a data set is its maker’s until it is shared; links keep their rights', async () => {
  const query = { measures: ['dataSet.targets.rows'], dimensions: ['shop.region'] };
  for (const client of [seller, stranger]) {
    expect(await refusal(query, client)).toMatchObject({ code: 'BAD_USER_INPUT' });
    const { dataSets } = await client.data('{ dataSets { nodes { id } } }');
    expect(dataSets.nodes).toEqual([]);
  }
  await load('month,region,amount\n2025-01-01,Region 0,1\n2025-01-01,Region 3,2\n');
  const input = { dataSetId, isPublic: false, roleIds: [sellerRole] };
  const { dataSetSharesSet } = await planner.data(SHARE, { input });
  expect(dataSetSharesSet.dataSet.shares.nodes).toEqual([{ role: { key: 'seller' } }]);
  expect(await ask(query, seller)).toHaveLength(2);
  expect(await refusal(query, stranger)).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await load('month\n2025-01-01\n', {}, stranger)).toEqual({ refused: 'NOT_FOUND' });
  await planner.data(SHARE, { input: { ...input, roleIds: [], isPublic: true } });
  const theirs = await load('month\n2025-01-01\n', {}, stranger);
  expect(theirs).toMatchObject({ userErrors: [{ code: 'ANALYTICS_DATA_SET_NOT_YOURS' }] });
  // A region that the caller may not see is as good as none; its numbers count as elsewhere.
  const open = app.as({
    permissions: [
      ...['analytics.metric.read', 'analytics.dataSet.read'],
      { permission: 'shop.order.read', when: ['open'] },
    ],
  });
  expect(await ask(query, open)).toEqual([
    [app.id('ShopRegion', shop.regions[0]?.id ?? ''), '1'],
    [null, '1'],
  ]);
  const blind = app.as({ permissions: ['analytics.metric.read', 'analytics.dataSet.read'] });
  expect(await refusal(query, blind)).toMatchObject({ permission: 'shop.order.read' });
  const abroad = await app.otherOrganization();
  expect(await refusal(query, abroad.owner)).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a data set that is deleted leaves nothing', async () => {
  const { dataSet } = await planner.data(
    'query ($id: ID!) { dataSet(by: { id: $id }) { version } }',
    { id: dataSetId },
  );
  const DELETE = `mutation ($input: DataSetDeleteInput!) { dataSetDelete(input: $input) {
    deletedId userErrors { code } } }`;
  const input = { dataSetId, expectedVersion: dataSet.version };
  const { dataSetDelete } = await planner.data(DELETE, { input });
  expect(dataSetDelete).toEqual({ deletedId: dataSetId, userErrors: [] });
  const [left] = await app.sql(
    'select count(*)::int as n from analytics.data_row where data_set_id = $1',
    [app.uuid(dataSetId)],
  );
  expect(left).toEqual({ n: 0 });
  expect(await refusal({ measures: ['dataSet.targets.rows'] }, planner)).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});
