import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ settings: { acceptanceRequired: true } });
});
afterAll(() => company?.close());

test('where returns are accepted, the holder announces them first', async () => {
  const { asset, refused, modelId, sites, employees } = company;
  const { id: assetId } = await asset('assetCreate', { tag: 'A-1', modelId, siteId: sites.HAM });
  await asset('assetCheckOut', { assetId, employeeId: employees['E-1'] });
  const [error] = await refused('assetCheckIn', { assetId, siteId: sites.HAM });
  expect(error.code).toBe('ASSETS_RETURN_NOT_REQUESTED');
  const pending = await asset('assetReturnRequest', { assetId });
  expect(pending).toMatchObject({ state: 'RETURN_PENDING', holder: { number: 'E-1' } });
  const back = await asset('assetCheckIn', { assetId, siteId: sites.VIE });
  expect(back).toMatchObject({ state: 'AVAILABLE', holder: null, site: { code: 'VIE' } });
});
