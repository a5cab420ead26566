import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillCompany, type TestCompany } from '../test/company.js';
import { assetsPlugin } from './index.js';

let app: TestApp;
let company: TestCompany;
/** Members with the role asset manager: one asks, one decides. */
let keeper: TestClient;
let boss: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  company = await fillCompany(app);
  keeper = await app.member('assetManager');
  boss = await app.member('admin');
  await app.owner.data(
    `mutation($boss: ID!) { approvalPolicySet(input: { kind: "assets.asset.dispose", steps: [
      { mode: ANY, amountFrom: "1000", currency: "EUR", approvers: [{ userId: $boss }] }] }) {
      approvalPolicy { kind } } }`,
    { boss: app.id('User', boss.principal.userId ?? '') },
  );
});
afterAll(() => app?.close());

const DISPOSE = `mutation($input: AssetDisposeInput!) { assetDispose(input: $input) {
  asset { state } disposal { reason disposedOn proceeds { amount } }
  approvalRequest { id version state title } userErrors { code } } }`;
const APPROVE = `mutation($input: ApprovalVoteInput!) { approvalRequestApprove(input: $input) {
  approvalRequest { state record { id } } userErrors { code } } }`;

async function bought(amount: string): Promise<string> {
  const cost = { amount, currency: 'EUR' };
  const { modelId, sites } = company;
  return (await company.asset('assetCreate', { modelId, siteId: sites.HAM, cost })).id;
}

const wish = (assetId: string) => ({
  assetId,
  reason: 'Sold',
  proceeds: { amount: '50.00', currency: 'EUR' },
});

test('below the limit an asset is disposed of at once', async () => {
  const { assetDispose } = await keeper.data(DISPOSE, { input: wish(await bought('999.99')) });
  expect(assetDispose).toMatchObject({ asset: { state: 'DISPOSED' }, approvalRequest: null });
});

test('above it the asset stays until somebody else agrees, and leaves then', async () => {
  const assetId = await bought('1000.00');
  const { assetDispose } = await keeper.data(DISPOSE, { input: wish(assetId) });
  expect(assetDispose).toMatchObject({
    asset: { state: 'AVAILABLE' },
    disposal: null,
    approvalRequest: { state: 'PENDING' },
  });
  const { id, version } = assetDispose.approvalRequest;
  const input = { id, expectedVersion: version };
  const { approvalRequestApprove } = await boss.data(APPROVE, { input });
  expect(approvalRequestApprove.approvalRequest).toEqual({
    state: 'APPROVED',
    record: { id: assetId },
  });
  const { asset } = await app.owner.data(
    'query($id: ID!) { asset(by: { id: $id }) { state disposal { reason proceeds { amount } } } }',
    { id: assetId },
  );
  expect(asset).toEqual({
    state: 'DISPOSED',
    disposal: { reason: 'Sold', proceeds: { amount: '50.00' } },
  });
});

test('asking again changes the request: a vote on the first one is refused', async () => {
  const assetId = await bought('5000.00');
  const first = (await keeper.data(DISPOSE, { input: wish(assetId) })).assetDispose;
  const again = { ...wish(assetId), reason: 'Scrapped', proceeds: null };
  const second = (await keeper.data(DISPOSE, { input: again })).assetDispose;
  expect(second.approvalRequest.id).toBe(first.approvalRequest.id);
  expect(second.approvalRequest.title).toContain('Scrapped');
  const { id, version } = first.approvalRequest;
  const { data } = await boss.query(APPROVE, { input: { id, expectedVersion: version } });
  expect(data.approvalRequestApprove.userErrors).toEqual([{ code: 'CORE_VERSION_CONFLICT' }]);
});

test('an asset that somebody has taken meanwhile stays: the vote is refused', async () => {
  const assetId = await bought('2000.00');
  const { approvalRequest } = (await keeper.data(DISPOSE, { input: wish(assetId) })).assetDispose;
  await company.asset('assetCheckOut', { assetId, employeeId: company.employees['E-1'] });
  const { id, version } = approvalRequest;
  const { data } = await boss.query(APPROVE, { input: { id, expectedVersion: version } });
  expect(data.approvalRequestApprove.userErrors).toEqual([{ code: 'ASSETS_NOT_DISPOSABLE' }]);
});

test('the manager of whoever asks is found by the reporting lines of the day', async () => {
  const { employees } = await app.owner.data(
    '{ employees(first: 10) { nodes { id number person { id } } } }',
  );
  const [one, two] = ['E-1', 'E-2'].map((number) =>
    employees.nodes.find((it: { number: string }) => it.number === number),
  );
  await app.owner.data(
    'mutation($input: JobChangeInput!) { jobChange(input: $input) { userErrors { code } } }',
    { input: { employeeId: two.id, effectiveOn: '2025-01-01', managerId: one.id } },
  );
  for (const [client, employee] of [
    [keeper, two],
    [boss, one],
  ]) {
    const id = app.id('User', client.principal.userId ?? '');
    await app.owner.data(
      'mutation($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }',
      { input: { id, personId: employee.person.id } },
    );
  }
  await app.owner.data(`mutation { approvalPolicySet(input: { kind: "assets.asset.dispose", steps: [
    { mode: ANY, approvers: [{ resolver: "hr.manager" }] }] }) { userErrors { code } } }`);
  const { approvalRequest } = (await keeper.data(DISPOSE, { input: wish(await bought('10.00')) }))
    .assetDispose;
  const waiting = '{ approvalRequestsAwaitingMe { nodes { id } } }';
  const awaited = (await boss.data(waiting)).approvalRequestsAwaitingMe.nodes;
  expect(awaited).toContainEqual({ id: approvalRequest.id });
});
