import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { fillCompany, type TestCompany } from '../test/company.js';
import { assetsPlugin } from './index.js';

/** Approvals that nobody gives: reminders, and an end, by a clock of the test. */
let now = new Date('2026-03-02T09:00:00Z');
let app: TestApp;
let company: TestCompany;
let keeper: TestClient;
let boss: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin], clock: () => now });
  company = await fillCompany(app);
  keeper = await app.member('assetManager');
  boss = await app.member('admin');
  await policy('expiresAfterDays: 7, remindsAfterDays: 3');
});
afterAll(() => app?.close());

const policy = (more: string, client = app.owner) =>
  client.query(
    `mutation($boss: ID!) { approvalPolicySet(input: { kind: "assets.asset.dispose", ${more},
      steps: [{ mode: ANY, approvers: [{ userId: $boss }] }] }) {
      approvalPolicy { expiresAfterDays remindsAfterDays } userErrors { code } } }`,
    { boss: app.id('User', boss.principal.userId ?? '') },
  );
const DISPOSE = `mutation($input: AssetDisposeInput!) { assetDispose(input: $input) {
  approvalRequest { id version expiresAt } userErrors { code } } }`;
const APPROVE = `mutation($input: ApprovalVoteInput!) { approvalRequestApprove(input: $input) {
  approvalRequest { state } userErrors { code } } }`;

async function asked() {
  const { modelId, sites } = company;
  const assetId = (await company.asset('assetCreate', { modelId, siteId: sites.HAM })).id;
  const input = { assetId, reason: 'Sold' };
  const { approvalRequest } = (await keeper.data(DISPOSE, { input })).assetDispose;
  return { ...approvalRequest, assetId } as { [key: string]: string } & { version: number };
}
const stateOf = async (id: string) =>
  (
    await app.owner.data(
      `query($id: ID!) { approvalRequest(by: { id: $id }) { state decidedAt version
        seats { nodes { isOpen } } } }`,
      { id },
    )
  ).approvalRequest;
const told = (name: string) =>
  app.sql(
    `select payload - 'requesterId' - 'recordId' as payload from core.outbox_event
     where name = $1 order by sequence`,
    [`core.approval.${name}`],
  );
/** What somebody was told of approvals, the latest last. */
async function titlesOf(who: TestClient): Promise<string[]> {
  const { notifications } = await who.data('{ notifications(first: 100) { nodes { title } } }');
  return notifications.nodes.map(({ title }: { title: string }) => title.replace(/: .*/, ''));
}
const unsent = () =>
  app.sql(`select kind, error_code from core.job
    where kind like 'core.approvalNotice.%' and state <> 'SUCCEEDED'`);
async function at(instant: string) {
  now = new Date(instant);
  await app.work();
}

test('approvers are reminded each few days; their version stays the one to vote on', async () => {
  const request = await asked();
  expect(request.expiresAt).toBe('2026-03-09T09:00:00.000Z');
  await at('2026-03-05T08:59:00Z');
  expect(await told('reminder')).toEqual([]);
  await at('2026-03-05T09:00:00Z');
  await app.work();
  expect(await told('reminder')).toEqual([
    {
      payload: expect.objectContaining({
        ...{ kind: 'assets.asset.dispose', recordType: 'Asset', step: 1 },
        ...{ requestId: app.uuid(request['id']!), approverIds: [boss.principal.userId] },
      }),
    },
  ]);
  await at('2026-03-08T10:00:00Z');
  expect(await told('reminder')).toHaveLength(2);
  const input = { id: request['id'], expectedVersion: request.version };
  const { approvalRequestApprove } = await boss.data(APPROVE, { input });
  expect(approvalRequestApprove).toMatchObject({ approvalRequest: { state: 'APPROVED' } });
  await at('2026-04-01T00:00:00Z');
  expect(await told('reminder')).toHaveLength(2);
  expect((await stateOf(request['id']!)).state).toBe('APPROVED');
});

test('what nobody decides in time ends: the asset stays and can be asked for again', async () => {
  const request = await asked();
  await at('2026-04-08T00:00:00Z');
  expect(await stateOf(request['id']!)).toMatchObject({
    state: 'EXPIRED',
    decidedAt: '2026-04-08T00:00:00.000Z',
    seats: { nodes: [{ isOpen: false }] },
  });
  expect((await told('decided')).at(-1)).toMatchObject({ payload: { state: 'EXPIRED' } });
  const input = { id: request['id'], expectedVersion: (await stateOf(request['id']!)).version };
  const late = (await boss.query(APPROVE, { input })).data;
  expect(late.approvalRequestApprove.userErrors).toEqual([{ code: 'CORE_APPROVAL_ENDED' }]);
  const { asset } = await app.owner.data('query($id: ID!) { asset(by: { id: $id }) { state } }', {
    id: request['assetId'],
  });
  expect(asset.state).toBe('AVAILABLE');
  const again = { input: { assetId: request['assetId'], reason: 'Sold' } };
  const { assetDispose } = await keeper.data(DISPOSE, again);
  expect(assetDispose.approvalRequest.id).not.toBe(request['id']);
});

test('asking anew starts the time anew, by the policy of that day', async () => {
  const request = await asked();
  now = new Date('2026-04-12T00:00:00Z');
  expect((await policy('expiresAfterDays: 2')).data.approvalPolicySet).toEqual({
    approvalPolicy: { expiresAfterDays: 2, remindsAfterDays: null },
    userErrors: [],
  });
  const input = { assetId: request['assetId'], reason: 'Scrapped' };
  const { assetDispose } = await keeper.data(DISPOSE, { input });
  expect(assetDispose.approvalRequest).toMatchObject({
    id: request['id'],
    expiresAt: '2026-04-14T00:00:00.000Z',
  });
});

test('those who have not voted are reminded; whoever asked hears how it ended', async () => {
  const second = await app.member('owner');
  const users = [boss, second].map(({ principal }) => ({
    userId: app.id('User', principal.userId ?? ''),
  }));
  now = new Date('2026-05-01T00:00:00Z');
  await app.owner.data(
    `mutation($approvers: [ApprovalApproverInput!]!) { approvalPolicySet(input: {
       kind: "assets.asset.dispose", expiresAfterDays: 8, remindsAfterDays: 3,
       steps: [{ mode: ALL, approvers: $approvers }] }) { userErrors { code } } }`,
    { approvers: users },
  );
  const request = await asked();
  await app.work();
  for (const who of [boss, second]) {
    expect((await titlesOf(who)).at(-1)).toBe('Approval wanted');
    await who.data('mutation { notificationReadAll { count } }');
  }
  const input = { id: request['id'], expectedVersion: request.version };
  await boss.data(APPROVE, { input });
  await at('2026-05-04T00:00:00Z');
  await app.work();
  const unread = async (who: TestClient) =>
    (await who.data('{ notifications(isRead: false) { nodes { title body } } }')).notifications
      .nodes;
  expect(await unsent()).toEqual([]);
  expect(await unread(boss)).toEqual([]);
  expect(await unread(second)).toEqual([
    {
      title: expect.stringMatching(/^Still waiting for your approval: ./),
      body: expect.stringContaining('is still waiting for your vote'),
    },
  ]);
  await second.data(APPROVE, { input });
  await app.work();
  expect((await titlesOf(keeper)).at(-1)).toBe('Approved');
  await asked();
  await at('2026-05-13T00:00:00Z');
  await app.work();
  expect((await titlesOf(keeper)).at(-1)).toBe('Not decided in time');
  expect(await unsent()).toEqual([]);
});

test.each(['expiresAfterDays: 0', 'remindsAfterDays: 366'])('%s is refused', async (days) => {
  const { errors } = await policy(days);
  expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
});
