import { accountingPlugin } from '@bureau/plugin-accounting';
import { assetsPlugin } from '@bureau/plugin-assets';
import { documentsPlugin } from '@bureau/plugin-documents';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { analyticsPlugin } from './plugin.js';

/** The figures of the plugins that come with the platform. */

const QUERY = `query ($query: MetricQueryInput!) {
  metrics(query: $query) { rows { cells { value label } } } }`;
let app: TestApp;
const ids: Record<string, string> = {};

beforeAll(async () => {
  const clock = () => new Date('2025-06-15T12:00:00Z');
  const plugins = [analyticsPlugin, hrPlugin, assetsPlugin, accountingPlugin, documentsPlugin];
  app = await createTestApp({ plugins, clock });
  const company = await app.owner.data(`mutation {
    legalEntityCreate(input: { code: "CO", name: "Company", country: "AT", currency: "EUR" }) {
      legalEntity { id } }
    siteCreate(input: { code: "V", name: "Vienna", timeZone: "Europe/Vienna", country: "AT" }) {
      site { id } }
    eng: orgUnitCreate(input: { code: "ENG", name: "Engineering" }) { orgUnit { id } }
    ops: orgUnitCreate(input: { code: "OPS", name: "Operations" }) { orgUnit { id } } }`);
  ids['entity'] = company.legalEntityCreate.legalEntity.id;
  ids['site'] = company.siteCreate.site.id;
  await hire('Ada', '2024-03-01', { unitId: company.eng.orgUnit.id, pay: '60000' });
  await hire('Bo', '2024-05-01', { unitId: company.eng.orgUnit.id, pay: '40000' });
  await hire('Cy', '2025-02-01', { unitId: company.ops.orgUnit.id, pay: '90000' });
  await app.owner.data(
    `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2025-03-31",
      reason: RESIGNATION }) { userErrors { code } } }`,
    { id: ids['Bo'] },
  );
}, 120_000);

afterAll(() => app.close());

async function hire(givenName: string, startsOn: string, at: { unitId: string; pay: string }) {
  const job = { position: 'Engineer', unitId: at.unitId, siteId: ids['site'] };
  const salary = { amount: { amount: at.pay, currency: 'EUR' } };
  const { employeeHire } = await app.owner.data(
    `mutation ($input: EmployeeHireInput!) { employeeHire(input: $input) {
      employee { id person { id } } userErrors { code message } } }`,
    {
      input: {
        person: { givenName, familyName: 'Berg' },
        employment: { startsOn, legalEntityId: ids['entity'], job, salary },
      },
    },
  );
  ids[givenName] = employeeHire.employee.id;
  ids[`${givenName} person`] = employeeHire.employee.person.id;
}

async function ask(query: object, client = app.owner): Promise<(string | null)[][]> {
  const { metrics } = await client.data(QUERY, { query });
  const rows = metrics.rows as unknown as {
    cells: { value: string | null; label: string | null }[];
  }[];
  return rows.map(({ cells }) => cells.map(({ value, label }) => label ?? value));
}

test('every measure answers by every dimension that it has', async () => {
  const { metricFacts } = await app.owner.data(
    '{ metricFacts { measures { name } dimensions { name } } }',
  );
  const facts = metricFacts as unknown as Record<'measures' | 'dimensions', { name: string }[]>[];
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  expect(facts.flatMap(({ measures }) => measures).length).toBeGreaterThanOrEqual(40);
  for (const { measures, dimensions } of facts) {
    for (const measure of names(measures)) {
      await ask({ measures: [measure] });
    }
    for (const dimension of names(dimensions)) {
      await ask({ measures: names(measures).slice(0, 1), dimensions: [dimension] });
    }
  }
}, 60_000);

test('people are counted where they work on the day', async () => {
  const query = {
    measures: ['hr.headcount', 'hr.joiners', 'hr.leavers', 'hr.turnover'],
    period: { from: '2025-01-01', to: '2025-06-30' },
    timeGrain: 'QUARTER',
    fill: true,
  };
  expect(await ask({ ...query, dimensions: ['core.unit'] })).toEqual([
    // The last day of March is a day of work still.
    ['2025-01-01', 'Engineering', '2', '0', '1', '0.5'],
    ['2025-01-01', 'Operations', '1', '1', '0', '0'],
    ['2025-04-01', 'Engineering', '1', '0', '0', '0'],
    ['2025-04-01', 'Operations', '1', '0', '0', '0'],
  ]);
  const jobs = { measures: ['hr.headcount', 'hr.fullTimeEquivalents', 'hr.sharePerHead'] };
  expect(await ask(jobs)).toEqual([['2', '2', '1']]);
});

test('assets that left are counted no more', async () => {
  const made = await app.owner.data(
    'mutation { categoryCreate(input: { code: "L", name: "Laptops" }) { category { id } } }',
  );
  const { assetModelCreate } = await app.owner.data(
    `mutation ($id: ID!) { assetModelCreate(input: { code: "L1", name: "Laptop", categoryId: $id,
       manufacturer: "Lenz" }) { assetModel { id } userErrors { code } } }`,
    { id: made.categoryCreate.category.id },
  );
  const input = { modelId: assetModelCreate.assetModel.id, siteId: ids['site'] };
  const CREATE = `mutation ($input: AssetCreateInput!) { assetCreate(input: $input) {
    asset { id } userErrors { code message } } }`;
  const [gone] = [await app.owner.data(CREATE, { input }), await app.owner.data(CREATE, { input })];
  await app.owner.data(
    `mutation ($input: AssetDisposeInput!) { assetDispose(input: $input) {
       asset { state } userErrors { code message } } }`,
    { input: { assetId: gone.assetCreate.asset.id, reason: 'Sold' } },
  );
  expect(await ask({ measures: ['assets.count'] })).toEqual([['1']]);
});

/** Books with two cost centres: sales and cost of June, and of April. */
async function postSales(): Promise<void> {
  const { dimensionCreate } = await app.owner.data(`mutation {
    accountingSetUp(input: { chart: STANDARD, baseCurrency: "EUR", startsOn: "2025-01-01" }) {
      userErrors { code } }
    dimensionCreate(input: { code: "CC", name: "Cost centre" }) { dimension { id } } }`);
  const dimensionId = dimensionCreate.dimension.id;
  const centre = async (code: string, name: string): Promise<string> => {
    const { dimensionValueCreate } = await app.owner.data(
      `mutation ($input: DimensionValueCreateInput!) {
        dimensionValueCreate(input: $input) { dimensionValue { id } } }`,
      { input: { dimensionId, code, name } },
    );
    return dimensionValueCreate.dimensionValue.id;
  };
  const north = await centre('N', 'North');
  const hiring = await centre('HIRING', 'Hiring');
  const post = async (postedOn: string, lines: object[]) => {
    const input = { journalCode: 'GJ', postedOn, lines };
    await app.owner.data(
      `mutation ($input: JournalEntryPostInput!, $key: String!) {
        journalEntryPost(input: $input) @idempotent(key: $key) { userErrors { code message } } }`,
      { input, key: postedOn },
    );
  };
  await post('2025-04-10', [
    { accountCode: '1010', debit: '900' },
    { accountCode: '4000', credit: '600', dimensionValueIds: [north] },
    { accountCode: '4000', credit: '300' },
  ]);
  await post('2025-06-12', [
    { accountCode: '6200', debit: '50', dimensionValueIds: [hiring] },
    { accountCode: '4000', credit: '50', dimensionValueIds: [north] },
  ]);
}

test('revenue and cost by cost centre come from month sums, and agree with the lines', async () => {
  await postSales();
  const query = {
    measures: ['accounting.revenue', 'accounting.cost', 'accounting.hiringCost'],
    dimensions: ['accounting.dimension.CC'],
    period: { from: '2025-04-01', to: '2025-06-15' },
    timeGrain: 'QUARTER',
  };
  const rows = [
    ['2025-04-01', 'Hiring', null, '50', '50'],
    ['2025-04-01', 'North', '650', null, null],
    ['2025-04-01', null, '300', null, null],
  ];
  expect(await ask(query)).toEqual(rows);
  const sums = { ...query, measures: query.measures.slice(0, 2) };
  expect(await ask(sums)).toEqual(rows.map((row) => row.slice(0, 4)));
  const { metricExplain } = await app.owner.data(
    `query ($query: MetricQueryInput!) {
      metricExplain(query: $query) { legs { origin { rollup } } } }`,
    { query: sums },
  );
  expect(metricExplain).toEqual({ legs: [{ origin: { rollup: 'accounting.lineMonths' } }] });
  const [row] = await app.sql('select accounting.line_month_differences($1)::text as n', [
    app.organizationId,
  ]);
  expect(row).toEqual({ n: '0' });
  // Cash has no cost centre; a balance of today takes the days of this month from the lines.
  expect(await ask({ measures: ['accounting.cash'] })).toEqual([['900']]);
});

async function numberOf(name: string): Promise<string> {
  const { employee } = await app.owner.data(
    'query ($id: ID!) { employee(by: { id: $id }) { number } }',
    { id: ids[name] },
  );
  return employee.number as unknown as string;
}

/** Makes a data set and loads it. */
async function loadSet(
  client: TestClient,
  key: string,
  { columns, text }: { columns: object[]; text: string },
): Promise<void> {
  const { dataSetCreate } = await client.data(
    `mutation ($input: DataSetCreateInput!) { dataSetCreate(input: $input) {
      dataSet { id } userErrors { code message } } }`,
    { input: { key, title: key, columns } },
  );
  const input = {
    dataSetId: dataSetCreate.dataSet.id,
    uploadId: await app.upload(client, text),
    load: 'REPLACE',
  };
  const { dataSetImport } = await client.data(
    `mutation ($input: DataSetImportInput!) { dataSetImport(input: $input) {
      job { id } userErrors { code message } } }`,
    { input },
  );
  await app.work();
  const { job } = await client.data(
    `query ($id: ID!) { job(by: { id: $id }) {
      state faults(first: 5) { nodes { line column code } } } }`,
    { id: dataSetImport.job.id },
  );
  expect(job).toEqual({ state: 'SUCCEEDED', faults: { nodes: [] } });
}

test('targets from a file stand beside figures of people and books', async () => {
  const analyst = await app.member('analyst');
  await loadSet(analyst, 'targets', {
    columns: [
      { name: 'month', kind: 'DATE', isTime: true, isKey: true },
      { name: 'unit', kind: 'TEXT', dimension: 'core.unit', isKey: true },
      { name: 'people', kind: 'NUMBER', figure: 'LEVEL' },
    ],
    text: 'month,unit,people\n2025-01-01,ENG,5\n2025-01-01,OPS,2\n2025-05-01,ENG,4\n',
  });
  const period = { from: '2025-01-01', to: '2025-06-15' };
  const query = {
    ...{ measures: ['hr.headcount', 'dataSet.targets.people'], dimensions: ['core.unit'] },
    ...{ timeGrain: 'QUARTER', period },
  };
  expect(await ask(query, analyst)).toEqual([
    ['2025-01-01', 'Engineering', '2', '5'],
    ['2025-01-01', 'Operations', '1', '2'],
    ['2025-04-01', 'Engineering', '1', '4'],
    // The data set says nothing of it on its last day: a level is what stands there.
    ['2025-04-01', 'Operations', '1', null],
  ]);
  await loadSet(analyst, 'plan', {
    columns: [
      { name: 'centre', kind: 'TEXT', dimension: 'accounting.dimension.CC' },
      { name: 'sales', kind: 'NUMBER' },
    ],
    text: 'centre,sales\nN,700\nN,100\n',
  });
  const sales = {
    measures: ['accounting.revenue', 'dataSet.plan.sales'],
    dimensions: ['accounting.dimension.CC'],
  };
  expect(await ask(sales, analyst)).toEqual([
    ['North', '650', '800'],
    [null, '300', null],
  ]);
});

describe('pay', () => {
  const PAY = ['hr.yearlyPay', 'hr.monthlyPay', 'hr.lowestPay', 'hr.highestPay'];

  async function refusedAll(client: TestClient) {
    const tries = PAY.flatMap((measure) => [
      { measures: [measure] },
      { measures: [measure], dimensions: ['core.unit'] },
      { measures: ['hr.headcount', measure], dimensions: ['core.unit'] },
      { measures: [measure], period: { from: '2025-01-01', to: '2025-01-31' } },
      { measures: [measure], currency: 'EUR' },
      {
        measures: [measure],
        compareTo: 'PREVIOUS_YEAR',
        period: { from: '2025-01-01', to: '2025-01-31' },
      },
    ]);
    for (const query of tries) {
      const { errors, data } = await client.query(QUERY, { query });
      expect(data?.['metrics'] ?? null).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
    }
  }

  test('without hr.salary.read there is none: groups, differences, extremes', async () => {
    await refusedAll(app.as({ role: 'analyst' }));
    await refusedAll(app.as({ role: 'manager' }));
  });

  test('no order, bound, condition, drill or catalogue tells of it either', async () => {
    const analyst = app.as({ role: 'analyst' });
    const by = { measures: ['hr.headcount'], dimensions: ['hr.employee'] };
    const bad = [
      { ...by, where: [{ dimension: 'hr.highestPay', gte: '50000' }] },
      { ...by, orderBy: [{ by: 'hr.highestPay' }] },
      { ...by, having: [{ measure: 'hr.yearlyPay', gt: '50000' }] },
      { ...by, where: [{ dimension: 'hr.salary', gte: '50000' }] },
      { ...by, dimensions: ['employee.salary.amount'] },
    ];
    for (const query of bad) {
      const { errors } = await analyst.query(QUERY, { query });
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    const pay = { ...by, measures: ['hr.headcount', 'hr.highestPay'] };
    const explain = 'query ($query: MetricQueryInput!) { metricExplain(query: $query) { sql } }';
    for (const query of [pay, { ...pay, orderBy: [{ by: 'hr.highestPay' }] }]) {
      const { errors } = await analyst.query(explain, { query });
      expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
    }
    const drill = await analyst.query(
      `query ($query: MetricQueryInput!) { metricRecords(query: $query, measure: "hr.yearlyPay") {
        ids } }`,
      { query: { measures: ['hr.yearlyPay'] } },
    );
    expect(drill.errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
    const facts = JSON.stringify(await analyst.data('{ metricFacts { measures { name } } }'));
    expect(facts).toContain('hr.headcount');
    for (const name of PAY) expect(facts).not.toContain(name);
  });

  const inForce = { measures: ['hr.yearlyPay'] };
  const highest = { measures: ['hr.highestPay'] };
  const MADE = 'userErrors { code }';
  const card = { key: 'pay', title: 'Pay', query: highest, chart: { kind: 'NUMBER' } };
  const PAY_RECORDS: readonly [name: string, input: object, fields: string][] = [
    ['dashboardCreate', { title: 'Pay', cards: [card] }, 'dashboard { id }'],
    [
      'kpiCreate',
      { name: 'Pay', query: inForce, grain: 'MONTH', direction: 'LOWER', target: '1' },
      'kpi { id }',
    ],
    [
      'alertCreate',
      { name: 'Pay', query: inForce, grain: 'MONTH', kind: 'ABOVE', threshold: '50000' },
      'alert { id }',
    ],
  ];
  /** Ids of records over pay by the mutation that made them, by somebody who may read pay. */
  const made: Record<string, string> = {};

  test.each(PAY_RECORDS)('%s over pay is refused without the right to it', async (...record) => {
    const [name, input, fields] = record;
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} ${MADE} } }`;
    const analyst = await app.member('analyst');
    const { errors } = await analyst.query(text, { input });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
    const owner = await app.member('owner');
    const payload = (await owner.data(text, { input }))[name] as unknown as Record<string, never>;
    made[name] = (Object.values(payload)[0] as unknown as { id: string }).id;
  });

  test('what others have made of pay shows nothing of it: cards, targets, alerts', async () => {
    const analyst = await app.member('analyst');
    const owner = await app.member('owner');
    await owner.data(
      `mutation ($id: ID!) { dashboardSharesSet(input: { dashboardId: $id, isPublic: true,
        roles: [] }) { ${MADE} } }`,
      { id: made['dashboardCreate'] },
    );
    const nothing = { result: null, svg: null, svgAddress: null };
    const { dashboardData } = await analyst.data(
      `query ($id: ID) { dashboardData(id: $id) { cards { svg svgAddress
        result { rows { cells { value } } } refusal { permission } } } }`,
      { id: made['dashboardCreate'] },
    );
    expect(dashboardData.cards).toEqual([
      { ...nothing, refusal: { permission: 'hr.salary.read' } },
    ]);
    const { kpi } = await analyst.data(
      'query ($id: ID!) { kpi(by: { id: $id }) { figures { value trend { value } } } }',
      { id: made['kpiCreate'] },
    );
    expect(kpi).toEqual({ figures: { value: null, trend: [] } });
    const { alerts } = await analyst.data('{ alerts { nodes { id } } }');
    expect(alerts.nodes).toEqual([]);
  });

  test('a link for somebody outside shows what its maker may see', async () => {
    const analyst = await app.member('analyst');
    const input = {
      ...{ dashboardId: made['dashboardCreate'], recipient: 'Board' },
      expiresAt: '2025-07-01T00:00:00Z',
    };
    const linked = await analyst.data(
      `mutation ($input: BoardLinkCreateInput!) { boardLinkCreate(input: $input) {
        token ${MADE} } }`,
      { input },
    );
    const opened = await app.as({ permissions: [] }).data(
      `mutation ($token: String!) { boardLinkOpen(input: { token: $token }) {
        cards { svg rows } ${MADE} } }`,
      { token: linked.boardLinkCreate.token },
    );
    expect(opened.boardLinkOpen.cards).toEqual([{ svg: null, rows: [] }]);
  });

  test('a data set lends no way to it: beside its figures pay is refused as ever', async () => {
    const analyst = await app.member('analyst');
    await loadSet(analyst, 'byPerson', {
      columns: [
        { name: 'employee', kind: 'TEXT', dimension: 'hr.employee' },
        { name: 'points', kind: 'NUMBER' },
      ],
      text: `employee,points\n${await numberOf('Ada')},3\n${await numberOf('Cy')},4\n`,
    });
    const points = { measures: ['dataSet.byPerson.points'], dimensions: ['hr.employee'] };
    expect(await ask(points, analyst)).toEqual([
      ['Ada Berg', '3'],
      ['Cy Berg', '4'],
    ]);
    const beside = { ...points, measures: [...points.measures, 'hr.highestPay'] };
    const { errors } = await analyst.query(QUERY, { query: beside });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.salary.read' });
  });

  test('those who may read it see it; whoever may read the own pay sees that alone', async () => {
    const query = { measures: ['hr.yearlyPay'], dimensions: ['core.unit'] };
    expect(await ask(query)).toEqual([
      ['Engineering', 'EUR', '60000'],
      ['Operations', 'EUR', '90000'],
    ]);
    const own = ['hr.employee.read', 'hr.salary.read'].map((permission) => {
      return { permission, when: ['own'] };
    });
    const ada = app.as({
      permissions: ['analytics.metric.read', 'core.orgUnit.read', ...own],
      personId: ids['Ada person'] ?? '',
    });
    expect(await ask(query, ada)).toEqual([['Engineering', 'EUR', '60000']]);
  });
});

test('rows that name somebody who is erased go with them', async () => {
  const erase = `mutation ($id: ID!) { personErase(input: { id: $id }) { userErrors { code } } }`;
  await app.owner.data(erase, { id: ids['Ada person'] });
  await app.work();
  expect(await ask({ measures: ['dataSet.byPerson.rows', 'dataSet.byPerson.points'] })).toEqual([
    ['1', '4'],
  ]);
});
