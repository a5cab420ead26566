import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { analyticsPlugin } from '../plugin.js';

/** Addresses of charts: what they show, to whom, how long, and after a right is gone. */

const ADDRESS = `query ($expiresAt: DateTime, $width: Int) { dashboardData(key: "hr.people") {
  cards { key svgAddress(expiresAt: $expiresAt, width: $width) } } }`;
const ROLE = `mutation ($input: RoleCreateInput!) { roleCreate(input: $input) {
  role { id } userErrors { code } } }`;

const now = new Date();
let app: TestApp;
let seller: TestClient;
let base: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [analyticsPlugin, hrPlugin] });
  const names = ['analytics.dashboard.read', 'analytics.metric.read', 'hr.employee.read'];
  const permissions = names.map((permission) => ({ permission }));
  await app.owner.data(ROLE, { input: { key: 'seller', name: 'Seller', permissions } });
  seller = await app.member('seller');
  base = (await app.http()).url;
}, 60_000);

afterAll(() => app.close());

/** Of the cards of headcount and of leave that is owed, which is another right. */
async function addressOf(client: TestClient, more: object = {}): Promise<(string | null)[]> {
  const { dashboardData } = await client.data(ADDRESS, more);
  const cards = dashboardData.cards as unknown as { key: string; svgAddress: string | null }[];
  return ['headcount', 'leaveOwed'].map(
    (key) => cards.find((card) => card.key === key)?.svgAddress ?? null,
  );
}

const get = (address: string) => fetch(new URL(address, base));

test('an address shows the chart to whoever has it, and nothing on the way keeps it', async () => {
  const [address, owed] = await addressOf(seller, { width: 500 });
  // What one may not see has no address.
  expect(owed).toBeNull();
  const answer = await get(address!);
  const text = await answer.text();
  expect([answer.status, text.slice(0, 4)]).toEqual([200, '<svg']);
  expect(text).toContain('width="500"');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  expect(answer.headers.get('etag')).toBeNull();
});

test('an address that was altered, or is too old, shows nothing', async () => {
  const [address = ''] = await addressOf(seller);
  const [head = '', sealed = ''] = address!.split(/(?<=:)(?=[^:]*$)/);
  const [, token = ''] = /\/pictures\/(.*)$/.exec(address!) ?? [];
  const other = sealed.startsWith('A') ? 'B' : 'A';
  const abroad = await app.otherOrganization();
  const forged = [
    `${head}${other}${sealed.slice(1)}`,
    `${head}${sealed.slice(0, -2)}`,
    address!.replace(app.organizationId, abroad.organizationId),
    '/pictures/',
    `/pictures/${token.split('.')[1]}`,
    `/pictures/${app.organizationId}.v1:AAAA`,
    '/pictures/%00%ff',
  ];
  for (const one of forged) {
    const answer = await get(one);
    expect({ one, status: answer.status }).toEqual({ one, status: 404 });
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  }
  expect((await get(address!)).status).toBe(200);
  const soon = await addressOf(seller, { expiresAt: new Date(Date.now() + 1_500).toISOString() });
  for (let status = 0; status !== 404;) ({ status } = await get(soon[0]!));
});

test('more than an hour asks for the right to share, when it is made and each time', async () => {
  const days = (count: number) => new Date(now.valueOf() + count * 86_400_000).toISOString();
  const refused = await seller.query(ADDRESS, { expiresAt: days(2) });
  expect(refused.errors[0]?.extensions).toMatchObject({ permission: 'analytics.board.share' });
  const owner = await app.member('owner');
  const long = await owner.query(ADDRESS, { expiresAt: days(40) });
  expect(long.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  const [address = '', owed] = await addressOf(owner, { expiresAt: days(30) });
  expect([(await get(address!)).status, (await get(owed!)).status]).toEqual([200, 200]);
});

test('it is drawn with the rights that its maker has when it is looked at', async () => {
  const [address = ''] = await addressOf(seller);
  expect((await get(address!)).status).toBe(200);
  const text = `delete from core.role_permission where permission = $1
    and role_id = (select id from core.role where key = 'seller')`;
  await app.sql(text, ['hr.employee.read']);
  expect((await get(address!)).status).toBe(404);
  await app.sql(
    `insert into core.role_permission (id, role_id, permission)
     select gen_random_uuid(), id, $1 from core.role where key = 'seller'`,
    ['hr.employee.read'],
  );
  expect((await get(address!)).status).toBe(200);
  await app.sql(`update core.membership m set is_active = false from core.role_grant g
    join core.role r on r.id = g.role_id where g.user_id = m.id and r.key = 'seller'`);
  expect((await get(address!)).status).toBe(404);
});
