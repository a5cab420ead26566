import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';
import { fillBooks, type TestBooks } from '../../test/books.js';
import { accountingPlugin } from '../plugin.js';

let app: TestApp;
let books: TestBooks;
let modelId: string;
let siteId: string;

beforeAll(async () => {
  const clock = () => new Date('2026-05-20T10:00:00Z');
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin, accountingPlugin], clock });
  books = await fillBooks(app);
  await addClass();
  const made = await app.owner.data(`mutation {
    siteCreate(input: {code: "HAM", name: "Hamburg", timeZone: "Europe/Berlin", country: "DE"})
      { site { id } }
    categoryCreate(input: {code: "LAPTOP", name: "Laptops"}) { category { id } } }`);
  siteId = made.siteCreate.site.id;
  const model = await app.owner.data(
    `mutation($c: ID!) { assetModelCreate(input: {code: "L1", name: "Laptop 1", categoryId: $c,
      manufacturer: "Lenz"}) { assetModel { id } } }`,
    { c: made.categoryCreate.category.id },
  );
  modelId = model.assetModelCreate.assetModel.id;
});
afterAll(() => app?.close());

async function addClass(): Promise<void> {
  const { ledgerAccounts } = await app.owner.data(
    '{ ledgerAccounts(first: 100, where: {isPostable: {eq: true}}) { nodes { id code } } }',
  );
  const ids = new Map<string, string>(
    ledgerAccounts.nodes.map(({ id, code }: { id: string; code: string }) => [code, id]),
  );
  const input = {
    ...{ code: 'COMP', name: 'Computers', months: 36, isForInventory: true, inventoryFloor: '250' },
    ...{ assetAccountId: ids.get('1530'), accumulatedAccountId: ids.get('1590') },
    ...{ expenseAccountId: ids.get('6500'), gainAccountId: ids.get('4510') },
    ...{ lossAccountId: ids.get('6510'), clearingAccountId: ids.get('1210') },
  };
  const { userErrors } = await books.mutate('fixedAssetClassCreate', input);
  expect(userErrors).toEqual([]);
}

async function bought(tag: string, amount: string, currency = 'EUR'): Promise<string> {
  const cost = { amount, currency };
  const input = {
    tag,
    modelId,
    siteId,
    at: '2026-03-02T08:00:00Z',
    purchasedOn: '2026-03-02',
    cost,
  };
  const { assetCreate } = await app.owner.data(
    'mutation ($input: AssetCreateInput!) { assetCreate(input: $input) { asset { id } } }',
    { input },
  );
  await app.work();
  return assetCreate.asset.id;
}

const READ = `{ fixedAssets(orderBy: [{ field: NUMBER }]) { nodes {
  name status cost acquiredOn disposedOn proceeds disposalGain
  entry { postedOn } disposalEntry { postedOn } } } }`;

test('an asset of the inventory is capitalized, and written off when it leaves', async () => {
  const laptop = await bought('LAP-1', '1080');
  await bought('MOUSE-1', '40');
  await bought('LAP-2', '1500', 'USD');
  const { fixedAssets } = await app.owner.data(READ);
  expect(fixedAssets.nodes).toHaveLength(1);
  expect(fixedAssets.nodes[0]).toMatchObject({
    name: 'LAP-1',
    status: 'IN_USE',
    acquiredOn: '2026-03-02',
    entry: { postedOn: '2026-03-02' },
  });
  const { periods } = await app.owner.data(
    '{ periods(where: { name: { eq: "2026-04" } }) { nodes { id } } }',
  );
  await books.mutate('depreciationRunCreate', { periodId: periods.nodes[0].id });
  // It left before the day until which depreciation was taken: it leaves the books on that day.
  const disposal = {
    ...{ assetId: laptop, reason: 'Sold', disposedOn: '2026-04-20' },
    proceeds: { amount: '1000', currency: 'EUR' },
  };
  await app.owner.data(
    'mutation ($input: AssetDisposeInput!) { assetDispose(input: $input) { userErrors { code } } }',
    { input: disposal },
  );
  await app.work();
  const [asset] = (await app.owner.data(READ)).fixedAssets.nodes;
  expect(asset).toMatchObject({ status: 'DISPOSED', disposedOn: '2026-04-30' });
  expect([Number(asset.proceeds), Number(asset.disposalGain)]).toEqual([1000, -20]);
});

const VALUE = `query($id: ID!, $asOf: Date!, $book: AssetValueBook!) { asset(by: { id: $id }) {
  value(asOf: $asOf, book: $book) { cost accumulated bookValue currency } } }`;

test('the inventory shows the value of any day to those who may read it in the books', async () => {
  const id = await bought('LAP-V', '1200');
  const value = async (asOf: string, book = 'BOOK') =>
    (await app.owner.data(VALUE, { id, asOf, book })).asset.value;
  expect(await value('2026-03-01')).toBeNull();
  const first = await value('2026-03-02');
  expect({ ...first, cost: Number(first.cost), bookValue: Number(first.bookValue) }).toEqual({
    ...{ cost: 1200, accumulated: '0', bookValue: 1200, currency: 'EUR' },
  });
  expect(await value('2026-03-02', 'TAX')).toBeNull();
  const reader = app.as({ permissions: ['assets.asset.read', 'assets.value.read'] });
  const { errors } = await reader.query(VALUE, { id, asOf: '2026-03-02', book: 'BOOK' });
  expect(errors[0]?.extensions).toMatchObject({
    ...{ code: 'FORBIDDEN', permission: 'accounting.fixedAsset.read' },
  });
});
