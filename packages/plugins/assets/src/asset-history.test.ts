import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany();
});
afterAll(() => company?.close());

const HISTORY = `query ($id: ID!) { asset(by: { id: $id }) { history { nodes {
  action operation by { kind name } changes { field before after isHidden } } } } }`;

interface Change {
  field: string;
  before: unknown;
  after: unknown;
}
interface Entry {
  action: string;
  operation: string;
  changes: Change[];
}

test('an asset tells who handed it over, with states and holders by their public ids', async () => {
  const { asset, employees, modelId, sites, app } = company;
  const { id } = await asset('assetCreate', { tag: 'H-1', modelId, siteId: sites.HAM });
  await asset('assetCheckOut', { assetId: id, employeeId: employees['E-1'] });
  const { asset: read } = await app.owner.data(HISTORY, { id });
  const entries: Entry[] = read.history.nodes;
  expect(entries.map(({ action, operation }) => [action, operation])).toEqual([
    ['UPDATE', 'assetCheckOut'],
    ['CREATE', 'assetCreate'],
  ]);
  const changes = new Map(entries[0]?.changes.map((change) => [change.field, change]));
  expect(changes.get('state')).toMatchObject({ before: 'AVAILABLE', after: 'IN_USE' });
  expect(changes.get('holder')).toMatchObject({ before: null, after: employees['E-1'] });
  expect(changes.get('site')).toMatchObject({ before: sites.HAM, after: null });
  expect(JSON.stringify(entries)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});
