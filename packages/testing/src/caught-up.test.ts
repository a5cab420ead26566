import { kitPlugin } from '../test/kit-plugin.js';
import { openClient } from './sql-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [kitPlugin] });
});
afterAll(() => app.close());

const CREATE = `mutation { kitBoxCreate(input: { label: "one", note: "n" }) { kitBox { id } } }`;
const FEED = '{ changes(first: 10, types: ["KitBox"]) { nodes { recordType } } }';
const feed = async () => (await app.owner.data(FEED)).changes.nodes;

test('caughtUp waits for transactions that began before, of another database too', async () => {
  const url = new URL(process.env['BUREAU_TEST_OWNER_URL'] ?? '');
  const elsewhere = await openClient(url.href);
  await elsewhere.query('begin');
  await elsewhere.query('select pg_current_xact_id()');
  await app.owner.data(CREATE);
  expect(await feed()).toEqual([]);
  let isThere = false;
  const waiting = app.caughtUp().then(() => (isThere = true));
  await app.sql('select pg_sleep(0.1)');
  expect(isThere).toBe(false);
  await elsewhere.query('rollback');
  await waiting;
  expect(await feed()).toEqual([{ recordType: 'KitBox' }]);
  await elsewhere.end();
});
