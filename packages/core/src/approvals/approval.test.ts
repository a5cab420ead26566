import { randomUUID } from 'node:crypto';
import {
  type ApprovalTest,
  BOSS,
  createApprovalTest,
  type Member,
  told,
} from '../../test/approvals.js';
import { ApprovalRequest } from './approval-request.entity.js';

let club: ApprovalTest;
let asker: Member;
let ann: Member;
let ben: Member;
let cat: Member;

beforeAll(async () => {
  club = await createApprovalTest();
  asker = await club.member('Asker');
  ann = await club.member('Ann');
  ben = await club.member('Ben');
  cat = await club.member('Cat');
});
afterAll(() => club?.graph.close());

const users = (...list: Member[]) => list.map(({ id }) => `{ userId: "${id}" }`).join(' ');
const step = (mode: string, approvers: string, more = '') =>
  `{ mode: ${mode} ${more} approvers: [${approvers}] }`;

async function asked(wish: Parameters<ApprovalTest['ask']>[1] = {}): Promise<string> {
  const id = await club.ask(asker, wish);
  if (id === null) throw new Error('No approval was needed.');
  return id;
}

test('without a policy a kind goes through or is refused, as it declares', async () => {
  expect(await club.ask(asker)).toBeNull();
  await expect(club.ask(asker, { kind: 'club.fire' })).rejects.toMatchObject({
    code: 'CORE_APPROVAL_POLICY_MISSING',
  });
  await expect(club.ask(asker, { kind: 'club.rain' })).rejects.toMatchObject({
    code: 'CORE_APPROVAL_KIND_UNKNOWN',
  });
});

test('steps are asked one after another, and the last vote does what was asked for', async () => {
  await club.policy(step('ANY', users(ann, ben)) + step('ALL', users(ben, cat)));
  const recordId = randomUUID();
  const id = await asked({ recordId, details: { note: 7 } });
  // Who is not asked yet does not see it.
  await expect(club.vote(cat, id)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  await club.vote(ann, id);
  expect(await club.state(id)).toMatchObject({ state: 'PENDING', step: 2 });
  await club.vote(cat, id);
  expect(await club.effects('APPROVED', recordId)).toBe(0);
  const last = await club.vote(ben, id);
  expect(last).toMatchObject({ approvalRequest: { state: 'APPROVED' }, userErrors: [] });
  expect(await club.effects('APPROVED', recordId)).toBe(1);
  expect(told.at(-1)).toMatchObject({ recordId, details: { note: 7 }, requesterId: asker.uuid });
  expect((await club.vote(ann, id)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_ENDED' }]);
});

test('ANY: the first vote decides; ALL: one refusal ends it', async () => {
  for (const mode of ['ANY', 'ALL']) {
    await club.policy(step(mode, users(ann, ben)));
    const recordId = randomUUID();
    const id = await asked({ recordId });
    const { approvalRequest } = await club.vote(ann, id, { verb: 'Reject' });
    expect(approvalRequest.state).toBe('REJECTED');
    expect(await club.effects('REJECTED', recordId)).toBe(1);
  }
});

test('QUORUM: a refusal counts when too few are left', async () => {
  await club.policy(step('QUORUM', users(ann, ben, cat), 'quorum: 2'));
  const id = await asked();
  await club.vote(ann, id, { verb: 'Reject' });
  expect((await club.state(id)).state).toBe('PENDING');
  await club.vote(ben, id);
  expect((await club.vote(cat, id, { verb: 'Reject' })).approvalRequest.state).toBe('REJECTED');
});

test('a step that could never be agreed to is refused when it is asked for', async () => {
  await club.policy(step('QUORUM', users(ann, asker), 'quorum: 2'));
  await expect(club.ask(asker)).rejects.toMatchObject({
    code: 'CORE_APPROVAL_NOBODY',
    data: { needed: 2, found: 1 },
  });
  await club.policy(step('ALL', users(asker)));
  await expect(club.ask(asker)).rejects.toMatchObject({ code: 'CORE_APPROVAL_NOBODY' });
});

test.each([
  ['99.99', 'EUR', null],
  ['100', 'EUR', 1],
  ['999.9999', 'EUR', 1],
  ['1000', 'EUR', 2],
  ['1', 'USD', 3],
])('an amount of %s %s takes %s steps: from is inclusive, to is not', async (...row) => {
  const [amount, currency, steps] = row;
  await club.policy(
    step('ANY', users(ann), 'amountFrom: "100", amountTo: "1000", currency: "EUR"') +
      step('ANY', users(ann), 'amountFrom: "1000", currency: "EUR"') +
      step('ALL', users(ben), 'amountFrom: "1000", currency: "EUR"'),
  );
  const id = await club.ask(asker, { amount: { amount, currency } });
  if (id === null) return expect(steps).toBeNull();
  const data = await club.graph.read<{ approvalRequest: { steps: number } }>(
    club.owner,
    `{ approvalRequest(by: { id: "${id}" }) { steps } }`,
  );
  expect(data.approvalRequest.steps).toBe(steps);
});

test('a change by whoever asked drops all votes and begins at step 1', async () => {
  await club.policy(step('ALL', users(ann, ben)) + step('ANY', users(cat)));
  const recordId = randomUUID();
  const id = await asked({ recordId });
  await club.vote(ann, id);
  await club.vote(ben, id);
  const before = await club.state(id);
  const change = (who: Member) =>
    club.as(who, async (ctx, service) => {
      const request = await service.stateOf(ctx, 'club.party', recordId);
      if (!request) throw new Error('It is there.');
      await service.changed(ctx, request, { title: 'A bigger party' });
    });
  await expect(change(ann)).rejects.toMatchObject({ code: 'CORE_APPROVAL_NOT_REQUESTER' });
  await change(asker);
  expect(await club.state(id)).toMatchObject({ state: 'PENDING', step: 1, round: 2 });
  // Who saw the small party does not approve the big one.
  expect((await club.vote(cat, id, { version: before.version })).userErrors).toMatchObject([
    { code: 'CORE_VERSION_CONFLICT' },
  ]);
  await club.vote(ann, id);
  expect((await club.state(id)).step).toBe(1);
  await club.vote(ben, id);
  await club.vote(cat, id);
  expect((await club.state(id)).state).toBe('APPROVED');
  expect(await club.effects('APPROVED', recordId)).toBe(1);
});

test('a plugin refuses the effect: the vote is taken back and the voter told why', async () => {
  await club.policy(step('ANY', users(ann)));
  const recordId = randomUUID();
  const id = await asked({ recordId, details: { veto: true } });
  expect((await club.vote(ann, id)).userErrors).toMatchObject([{ code: 'CLUB_VETO' }]);
  expect((await club.state(id)).state).toBe('PENDING');
  expect(await club.effects('APPROVED', recordId)).toBe(0);
  expect((await club.vote(ann, id, { verb: 'Reject' })).approvalRequest.state).toBe('REJECTED');
});

test('a request is taken back by whoever asked, not by an approver', async () => {
  await club.policy(step('ANY', users(ann)));
  const id = await asked();
  const withdraw = (who: Member) =>
    club.graph.mutate(
      who.token,
      `mutation { approvalRequestWithdraw(input: { id: "${id}" }) {
        approvalRequest { state } userErrors { code } } }`,
    );
  expect((await withdraw(ann)).userErrors).toMatchObject([{ code: 'CORE_APPROVAL_NOT_REQUESTER' }]);
  expect(await withdraw(asker)).toMatchObject({ approvalRequest: { state: 'WITHDRAWN' } });
});

test('one request is pending for a record, however many ask at once', async () => {
  await club.policy(step('ANY', users(ann)));
  const recordId = randomUUID();
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => asked({ recordId })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('roles and resolvers are asked as they are when the step begins', async () => {
  const { roles } = await club.graph.read<{ roles: { nodes: { id: string; key: string }[] } }>(
    club.owner,
    '{ roles(first: 50) { nodes { id key } } }',
  );
  const auditors = roles.nodes.find(({ key }) => key === 'admin')?.id;
  const admin = await club.member('Admin', 'admin');
  await club.policy(
    step('ANY', `{ roleId: "${auditors}" }`) + step('ANY', '{ resolver: "club.boss" }'),
  );
  BOSS.id = cat.uuid;
  const id = await asked();
  await club.graph.mutate(
    club.owner,
    `mutation { userDeactivate(input: { id: "${(await club.member('Gone', 'admin')).id}" }) {
      userErrors { code } } }`,
  );
  await club.vote(admin, id);
  expect((await club.vote(cat, id)).approvalRequest.state).toBe('APPROVED');
  BOSS.id = undefined;
});

test('a policy names what exists; faults are told by their place', async () => {
  const refusal = (steps: string) => club.policy(steps).catch((error: unknown) => error);
  expect(await refusal(step('QUORUM', users(ann)))).toMatchObject({
    code: 'CORE_APPROVAL_QUORUM_INVALID',
  });
  expect(await refusal(step('ANY', ''))).toMatchObject({ code: 'CORE_APPROVAL_STEP_EMPTY' });
  expect(await refusal(step('ANY', '{ resolver: "no.such" }'))).toMatchObject({
    code: 'CORE_APPROVAL_RESOLVER_UNKNOWN',
  });
  const limits = 'amountFrom: "10", amountTo: "5", currency: "EUR"';
  expect(await refusal(step('ANY', users(ann), limits))).toMatchObject({
    code: 'CORE_APPROVAL_LIMITS_INVALID',
    message: 'input.steps.0.currency',
  });
  const two = `{ userId: "${ann.id}", resolver: "club.boss" }`;
  expect(await refusal(step('ANY', two))).toMatchObject({
    code: 'CORE_APPROVAL_APPROVER_INVALID',
  });
});

test('the parts of a request leave events behind in the same commit', async () => {
  await club.policy(step('ANY', users(ann)));
  const id = await asked();
  await club.vote(ann, id);
  const { owner: client } = club.graph.database;
  await client.query("select set_config('app.organization_id', $1, false)", [club.graph.acme]);
  const { rows: names } = await client.query<{ name: string }>(
    `select name from core.outbox_event where record_type = $1 and name like 'core.approval%'
      order by sequence desc limit 4`,
    [ApprovalRequest.name],
  );
  expect(names.map(({ name }) => name).reverse()).toEqual([
    'core.approval.requested',
    'core.approval.stepBegun',
    'core.approval.voted',
    'core.approval.decided',
  ]);
});
