import { setTimeout as sleep } from 'node:timers/promises';
import { hrPlugin } from '@bureau/plugin-hr';
import {
  createTestApp,
  type Loose,
  type TestApp,
  type TestHttp,
  type TestSocket,
} from '@bureau/testing';
import { fillCompany, type TestCompany } from '../test/company.js';
import { assetsPlugin } from './index.js';

/** Approvals as those concerned hear of them on sockets of the real server, which does the work. */
let app: TestApp;
let http: TestHttp;
let company: TestCompany;
const tokens = { keeper: '', boss: '', other: '' };

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  company = await fillCompany(app);
  http = await app.http();
  tokens.keeper = await app.token('assetManager');
  tokens.boss = await app.token('admin');
  tokens.other = await app.token('viewer');
  const { viewer } = await answer(tokens.boss, '{ viewer { user { id } } }');
  await app.owner.data(
    `mutation ($boss: ID!) { approvalPolicySet(input: { kind: "assets.asset.dispose",
       steps: [{ mode: ANY, approvers: [{ userId: $boss }] }] }) { userErrors { code } } }`,
    { boss: viewer.user.id },
  );
});
afterAll(() => app?.close());

async function answer(token: string, query: string, variables: object = {}): Promise<Loose> {
  const { body } = await http.post({ token, query, variables: variables as never });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** Asks for a disposal; the request and the title that tells of it. */
async function ask(): Promise<{ id: string; version: number; title: string }> {
  const { modelId, sites } = company;
  const asset = await company.asset('assetCreate', { modelId, siteId: sites.HAM });
  const { assetDispose } = await answer(
    tokens.keeper,
    `mutation ($input: AssetDisposeInput!) { assetDispose(input: $input) {
       approvalRequest { id version title } userErrors { code } } }`,
    { input: { assetId: asset.id, reason: 'Sold' } },
  );
  return assetDispose.approvalRequest;
}

const follow = (token: string) =>
  http.subscribe({ query: 'subscription { notification { id title readAt } }', token });
const decide = (verb: string, { id, version }: { id: string; version: number }) =>
  answer(
    tokens.boss,
    `mutation ($input: ApprovalVoteInput!) { approvalRequest${verb}(input: $input) {
       approvalRequest { state } userErrors { code } } }`,
    { input: { id, expectedVersion: version } },
  );

/** What a socket hears next about a request. */
async function next(socket: TestSocket, title: string): Promise<string> {
  for (;;) {
    const heard = (await socket.next()).data.notification;
    expect(heard.readAt).toBeNull();
    if (heard.title.endsWith(title)) return heard.title;
  }
}

test('#30 approvers and whoever asked are told on their sockets, and nobody else', async () => {
  const [boss, keeper, other] = [
    await follow(tokens.boss),
    await follow(tokens.keeper),
    await follow(tokens.other),
  ];
  // Requests are made and refused until both have heard of one: then their subscriptions are open.
  const heard = Promise.all([boss.next(), keeper.next()]).then(() => true);
  do await decide('Reject', await ask());
  while (!(await Promise.race([heard, sleep(200, false)])));

  const request = await ask();
  expect(await next(boss, request.title)).toBe(`Approval wanted: ${request.title}`);
  await decide('Approve', request);
  expect(await next(keeper, request.title)).toBe(`Approved: ${request.title}`);

  // A request that is taken back tells nobody its end: the next one is heard first.
  const back = await ask();
  await next(boss, back.title);
  await answer(
    tokens.keeper,
    `mutation ($input: ApprovalRequestWithdrawInput!) { approvalRequestWithdraw(input: $input) {
       userErrors { code } } }`,
    { input: { id: back.id, expectedVersion: back.version } },
  );
  const last = await ask();
  await decide('Reject', last);
  const { title } = (await keeper.next()).data.notification;
  expect(title).toBe(`Rejected: ${last.title}`);
  expect(other.waiting).toEqual([]);
  for (const socket of [boss, keeper, other]) socket.close();
});
