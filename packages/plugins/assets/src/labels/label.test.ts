import { createCompany, type TestCompany } from '../../test/company.js';
import { labelSheet } from './label-sheet.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({
    settings: { labelAddress: 'https://inventory.example/a/{tag}' },
  });
});
afterAll(() => company?.close());

const pages = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

test('24 labels are a sheet, 25 are two, and none are refused', async () => {
  const labels = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ tag: `A-${at}`, title: 'Laptop', code: `${at}` }));
  const made = new Date('2026-01-15T12:00:00Z');
  expect(pages(await labelSheet(labels(24), made))).toBe(1);
  expect(pages(await labelSheet(labels(25), made))).toBe(2);
  await expect(labelSheet([], made)).rejects.toThrow(RangeError);
  await expect(labelSheet(labels(1_001), made)).rejects.toThrow(RangeError);
});

const PRINT = `mutation($input: AssetLabelsPrintInput!) { assetLabelsPrint(input: $input) {
  job { id } userErrors { code } } }`;
const JOB = `query($id: ID!) { job(by: { id: $id }) { state result { downloadUrl } } }`;

test('a job draws labels of assets that the caller sees into a file for them', async () => {
  const { app, asset, modelId, sites } = company;
  const keeper = await app.member('assetManager');
  const ids: string[] = [];
  for (const tag of ['L 1', 'L/2']) {
    ids.push((await asset('assetCreate', { tag, modelId, siteId: sites.HAM })).id);
  }
  const { assetLabelsPrint } = await keeper.data(PRINT, { input: { assetIds: ids } });
  await app.work();
  const { job } = await keeper.data(JOB, { id: assetLabelsPrint.job.id });
  expect(job.state).toBe('SUCCEEDED');
  expect(job.result.downloadUrl).toMatch(/.+/);
  const none = await keeper.query(PRINT, { input: { assetIds: [] } });
  expect(none.data.assetLabelsPrint.userErrors).toEqual([{ code: 'ASSETS_LABEL_COUNT' }]);
  const other = await app.otherOrganization();
  const foreign = await other.owner.query(PRINT, { input: { assetIds: ids } });
  expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND');
});
