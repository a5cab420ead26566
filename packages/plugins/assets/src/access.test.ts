import type { TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
let ids: Record<string, string>;
beforeAll(async () => {
  company = await createCompany();
  ids = {};
  for (const number of ['E-1', 'E-2']) {
    const { id } = await company.asset('assetCreate', {
      tag: `OF-${number}`,
      modelId: company.modelId,
      siteId: company.sites.HAM,
      cost: { amount: '100', currency: 'EUR' },
    });
    await company.asset('assetCheckOut', { assetId: id, employeeId: company.employees[number] });
    ids[number] = id;
  }
});
afterAll(() => company?.close());

async function employeeClient(number: string): Promise<TestClient> {
  const { owner } = company.app;
  const { employee } = await owner.data(
    'query($id: ID!) { employee(by: {id: $id}) { person { id } } }',
    { id: company.employees[number] },
  );
  return company.app.as({ role: 'employee', personId: employee.person.id });
}

const COUNT = `{ assets { totalCount nodes { tag } aggregate { cost { sum } } } }`;

test('an employee sees the own devices, by every path', async () => {
  const client = await employeeClient('E-1');
  const { assets } = await client.data(COUNT);
  expect(assets).toMatchObject({ totalCount: 1, nodes: [{ tag: 'OF-E-1' }] });
  expect(Number(assets.aggregate.cost[0].sum)).toBe(100);
  const foreign = await client.data('query($id: ID!) { asset(by: {id: $id}) { tag } }', {
    id: ids['E-2'],
  });
  expect(foreign.asset).toBeNull();
  const { employees } = await client.data(
    '{ employees { nodes { number assets { nodes { tag } } custodyPeriods { totalCount } } } }',
  );
  expect(employees.nodes).toEqual([
    { number: 'E-1', assets: { nodes: [{ tag: 'OF-E-1' }] }, custodyPeriods: { totalCount: 1 } },
  ]);
});

test('an employee announces the return of an own device, of no other', async () => {
  const client = await employeeClient('E-1');
  const request = (assetId: string | undefined) =>
    client.query(
      `mutation($input: AssetStepInput!) { assetReturnRequest(input: $input) {
        asset { state } userErrors { code } } }`,
      { input: { assetId } },
    );
  const own = await request(ids['E-1']);
  expect(own.data.assetReturnRequest).toEqual({
    asset: { state: 'RETURN_PENDING' },
    userErrors: [],
  });
  expect((await request(ids['E-2'])).errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test.each([
  ['viewer', 'assetCheckOut', 'AssetCheckOutInput', 'assets.asset.checkOut'],
  ['employee', 'assetReportLost', 'AssetStepInput', 'assets.asset.lose'],
  ['itTechnician', 'assetDispose', 'AssetDisposeInput', 'assets.asset.dispose'],
  ['auditor', 'assetUpdate', 'AssetUpdateInput', 'assets.asset.update'],
])('%s may not %s, and is told the permission', async (role, field, type, permission) => {
  const client = company.app.as({ role });
  const input = { assetId: ids['E-1'], id: ids['E-1'], employeeId: 'x', reason: 'x' };
  const keys: Record<string, string[]> = {
    AssetCheckOutInput: ['assetId', 'employeeId'],
    AssetStepInput: ['assetId'],
    AssetDisposeInput: ['assetId', 'reason'],
    AssetUpdateInput: ['id'],
  };
  const given = Object.fromEntries(
    (keys[type] ?? []).map((key) => [key, input[key as keyof typeof input]]),
  );
  const { errors } = await client.query(
    `mutation($input: ${type}!) { ${field}(input: $input) { userErrors { code } } }`,
    { input: given },
  );
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission });
});

test('without the right to assets, the fields on employees and sites are closed too', async () => {
  const client = company.app.as({ permissions: ['hr.employee.read', 'core.site.read'] });
  for (const document of [
    '{ employees { nodes { assets { totalCount } } } }',
    '{ employees(where: {assets: {some: {state: {eq: IN_USE}}}}) { totalCount } }',
    '{ sites { nodes { assets { totalCount } } } }',
  ]) {
    const { errors } = await client.query(document);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'assets.asset.read',
    });
  }
});

test('another organization sees none of it, and cannot touch it', async () => {
  const other = await company.app.otherOrganization();
  for (const isFiltered of [true, false]) {
    company.app.setTenantPredicate(isFiltered);
    const { assets } = await other.owner.data(COUNT);
    expect(assets).toMatchObject({ totalCount: 0, nodes: [] });
    const found = await other.owner.data(
      'query($id: ID!) { asset(by: {id: $id}) { tag } node(id: $id) { id } }',
      { id: ids['E-1'] },
    );
    expect(found).toEqual({ asset: null, node: null });
  }
  company.app.setTenantPredicate(true);
  const { errors } = await other.owner.query(
    `mutation($input: AssetStepInput!) { assetReportLost(input: $input) { asset { id } } }`,
    { input: { assetId: ids['E-1'] } },
  );
  expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
});

test('employees with their devices, models and custody are one statement', async () => {
  const document = `{ employees(first: 50) { nodes { number displayName
    assets { nodes { tag model { name category { code } } custody { startsAt } } } } } }`;
  const { employees } = await company.app.expectSql(1, () => company.app.owner.data(document));
  expect(employees.nodes).toHaveLength(3);
});
