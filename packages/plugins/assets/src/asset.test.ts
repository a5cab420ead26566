import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany();
});
afterAll(() => company?.close());

test('an asset goes from hand to hand and custody follows', async () => {
  const { asset, sites, employees, modelId, app } = company;
  const made = await asset('assetCreate', {
    tag: 'NB-1',
    modelId,
    siteId: sites.HAM,
    at: '2025-01-10T09:00:00Z',
    purchasedOn: '2025-01-08',
    cost: { amount: '1200.50', currency: 'EUR' },
  });
  expect(made).toMatchObject({ state: 'AVAILABLE', site: { code: 'HAM' }, holder: null });
  const assetId = made.id;
  const taken = await asset('assetCheckOut', {
    assetId,
    employeeId: employees['E-1'],
    at: '2025-02-01T09:00:00Z',
  });
  expect(taken).toMatchObject({ state: 'IN_USE', holder: { number: 'E-1' }, site: null });
  await asset('assetTransfer', {
    assetId,
    employeeId: employees['E-2'],
    at: '2025-03-01T09:00:00Z',
  });
  await asset('assetCheckIn', { assetId, siteId: sites.VIE, at: '2025-04-01T09:00:00Z' });
  const { asset: read } = await app.owner.data(
    `query($id: ID!) { asset(by: {id: $id}) { warrantyEndsOn
      then: custody(asOf: "2025-02-10T00:00:00Z") { employee { number } }
      now: custody { site { code } startsAt endsAt }
      custodyPeriods(orderBy: [{field: STARTS_AT}]) {
        nodes { reason startsAt endsAt site { code } employee { number } } } } }`,
    { id: assetId },
  );
  expect(read.warrantyEndsOn).toBe('2027-01-08');
  expect(read.then).toEqual({ employee: { number: 'E-1' } });
  expect(read.now).toMatchObject({ site: { code: 'VIE' }, endsAt: null });
  expect(read.custodyPeriods.nodes.map((one: { reason: string }) => one.reason)).toEqual([
    'RECEIPT',
    'CHECK_OUT',
    'TRANSFER',
    'CHECK_IN',
  ]);
});

test('an asset without a tag gets the next of the series that nobody has', async () => {
  const { asset, modelId } = company;
  await asset('assetCreate', { tag: 'A-00001', modelId });
  expect(await asset('assetCreate', { modelId })).toMatchObject({ tag: 'A-00002' });
  expect(await asset('assetCreate', { modelId })).toMatchObject({ tag: 'A-00003' });
});
