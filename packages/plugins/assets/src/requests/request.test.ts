import type { Loose, TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
let categoryId: string;
let staff: TestClient;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z') });
  const { owner } = company.app;
  const { categories } = await owner.data('{ categories { nodes { id version } } }');
  categoryId = categories.nodes[0].id;
  await company.done('categoryUpdate category { id }', {
    id: categoryId,
    isAcceptanceNeeded: true,
  });
  staff = await staffOf('E-1');
});
afterAll(() => company?.close());

/** Somebody with the role of employees, who is one of them. */
async function staffOf(number: string): Promise<TestClient> {
  const { owner, app } = { owner: company.app.owner, app: company.app };
  const { employee } = await owner.data(
    'query($id: ID!) { employee(by: {id: $id}) { person { id } } }',
    { id: company.employees[number] },
  );
  return app.as({ role: 'employee', personId: employee.person.id });
}

let tags = 0;
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  const input = { tag: `Q-${++tags}`, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  return (await asset('assetCreate', input)).id;
}

const CREATE = `assetRequestCreate assetRequest { id state employee { number } }
  approvalRequest { id version state }`;
const refusal = async (field: string, input: Record<string, unknown>, as?: TestClient) =>
  (await company.refused(field, input, as)).map(({ code }) => code);
const acceptances = async (assetId: string): Promise<Loose[]> =>
  (
    await company.app.owner.data(
      `query($id: ID!) { asset(by: { id: $id }) { acceptances(orderBy: [{ field: ASKED_AT }]) {
        nodes { id kind state condition note } } } }`,
      { id: assetId },
    )
  ).asset.acceptances.nodes;

test('an employee asks, gets what was asked for, and confirms it', async () => {
  const { assetRequest } = await company.done(CREATE, { categoryId, reason: 'New job' }, staff);
  expect(assetRequest).toMatchObject({ state: 'APPROVED', employee: { number: 'E-1' } });
  const assetId = await device();
  const input = { requestId: assetRequest.id, assetId };
  const done = await company.done(
    'assetRequestFulfill assetRequest { state } asset { state holder { number } }',
    input,
  );
  expect(done).toMatchObject({
    assetRequest: { state: 'FULFILLED' },
    asset: { state: 'IN_USE', holder: { number: 'E-1' } },
  });
  expect(await refusal('assetRequestFulfill', input)).toEqual(['ASSETS_REQUEST_STATE']);
  const [pending] = await acceptances(assetId);
  expect(pending).toMatchObject({ kind: 'HAND_OVER', state: 'PENDING' });
  expect(await refusal('assetAccept', { id: pending.id })).toEqual(['ASSETS_ACCEPTANCE_NOT_YOURS']);
  expect(await refusal('assetAccept', { id: pending.id, condition: 'GOOD' }, staff)).toEqual([]);
  expect(await refusal('assetDecline', { id: pending.id, note: 'x' }, staff)).toEqual([
    'ASSETS_ACCEPTANCE_ANSWERED',
  ]);
  const back = { assetId, siteId: company.sites.VIE, condition: 'DAMAGED', note: 'Screen' };
  await company.done('assetReturnAccept asset { id } assetAcceptance { id }', back);
  expect(await acceptances(assetId)).toMatchObject([
    { kind: 'HAND_OVER', state: 'ACCEPTED', condition: 'GOOD' },
    { kind: 'RETURN', state: 'ACCEPTED', condition: 'DAMAGED', note: 'Screen' },
  ]);
  expect(await refusal('assetReturnAccept', back)).toEqual(['ASSETS_RETURN_NOT_HELD']);
});

test('what goes on before an answer comes is void; what is not right is declined', async () => {
  const assetId = await device();
  const { asset, employees, sites } = company;
  await asset('assetCheckOut', { assetId, employeeId: employees['E-1'] });
  await asset('assetTransfer', { assetId, employeeId: employees['E-2'] });
  const [first, second] = await acceptances(assetId);
  expect([first.state, second.state]).toEqual(['VOID', 'PENDING']);
  const other = await staffOf('E-2');
  expect(await refusal('assetDecline', { id: second.id, note: ' ' }, other)).toEqual([
    'ASSETS_TEXT_BLANK',
  ]);
  const note = 'Another one lay in the parcel';
  expect(await refusal('assetDecline', { id: second.id, note }, other)).toEqual([]);
  await asset('assetCheckIn', { assetId, siteId: sites.HAM });
  expect((await acceptances(assetId)).map(({ state }) => state)).toEqual(['VOID', 'DECLINED']);
});

test('where the policy asks for it somebody else agrees first; nobody gets it before', async () => {
  const boss = await company.app.member('admin');
  await company.app.owner.data(
    `mutation($id: ID!) { approvalPolicySet(input: { kind: "assets.request.fulfill",
      steps: [{ mode: ANY, approvers: [{ userId: $id }] }] }) { userErrors { code } } }`,
    { id: company.app.id('User', boss.principal.userId ?? '') },
  );
  const keeper = await company.app.member('assetManager');
  const ask = async () =>
    company.done(
      CREATE,
      { modelId: company.modelId, employeeId: company.employees['E-2'], reason: 'Broken' },
      keeper,
    );
  const { assetRequest, approvalRequest } = await ask();
  const input = { requestId: assetRequest.id, assetId: await device() };
  expect(await refusal('assetRequestFulfill', input)).toEqual(['ASSETS_REQUEST_STATE']);
  const vote = { id: approvalRequest.id, expectedVersion: approvalRequest.version };
  await boss.data(
    `mutation($input: ApprovalVoteInput!) { approvalRequestApprove(input: $input) {
      approvalRequest { state } userErrors { code } } }`,
    { input: vote },
  );
  expect(await refusal('assetRequestFulfill', input)).toEqual([]);
  const taken = await ask();
  const cancel = { requestId: taken.assetRequest.id };
  const back = await company.done('assetRequestCancel assetRequest { state }', cancel, keeper);
  expect(back.assetRequest.state).toBe('CANCELLED');
});

test('bad wishes are refused, and another kind of thing is not handed out for them', async () => {
  const { done, modelId } = company;
  const wish = (more: object) =>
    company.refused('assetRequestCreate', { reason: 'x', ...more }, staff);
  await expect(wish({})).rejects.toThrow('exactly one');
  await expect(wish({ categoryId, modelId })).rejects.toThrow('exactly one');
  expect((await wish({ categoryId, reason: ' ' }))[0]?.code).toBe('ASSETS_TEXT_BLANK');
  const ask = { categoryId, reason: 'x' };
  expect(await refusal('assetRequestCreate', ask)).toEqual(['ASSETS_REQUEST_NO_EMPLOYEE']);
  await company.app.owner.data(
    `mutation { approvalPolicySet(input: { kind: "assets.request.fulfill", steps: [] }) {
      userErrors { code } } }`,
  );
  const { category } = await done('categoryCreate category { id }', { code: 'CAR', name: 'Cars' });
  const wanted = { categoryId: category.id, reason: 'Trips', employeeId: company.employees['E-1'] };
  const { assetRequest } = await done(CREATE, wanted);
  const input = { requestId: assetRequest.id, assetId: await device() };
  expect(await refusal('assetRequestFulfill', input)).toEqual(['ASSETS_REQUEST_MISMATCH']);
  const other = await staffOf('E-2');
  const { assetRequests } = await other.data('{ assetRequests { nodes { employee { number } } } }');
  const seen = assetRequests.nodes.map((it: Loose) => it.employee.number);
  expect(new Set(seen)).toEqual(new Set(['E-2']));
});
