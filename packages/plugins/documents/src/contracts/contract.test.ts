import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { documentsPlugin } from '../plugin.js';

let app: TestApp;
let now = new Date('2026-03-10T12:00:00Z');
let keeper: TestClient;
let supplier: string;
let worker: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, documentsPlugin], clock: () => now });
  keeper = await app.member('recordsManager');
  supplier = await party({ name: 'Blank & Co', isSupplier: true });
  worker = await party({ name: 'Ada Example', kind: 'PERSON', isEmployee: true });
});
afterAll(() => app?.close());
beforeEach(() => {
  now = new Date('2026-03-10T12:00:00Z');
});

async function party(facts: object): Promise<string> {
  const input = { kind: 'COMPANY', ...facts };
  const { partyCreate } = await app.owner.data(
    'mutation ($input: PartyCreateInput!) { partyCreate(input: $input) { party { id } } }',
    { input },
  );
  return partyCreate.party.id;
}

const FIELDS = `id version number title state startsOn endsOn noticeOn remindOn renewals
  noticeGivenOn endReason value { amount currency }
  parties { nodes { role party { name } } } owner { id }`;

async function change(name: string, input: object, of = keeper) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    .replace('ActivateInput', 'Input')
    .replace('DeleteInput', 'Input');
  const select = name === 'contractDelete' ? 'deletedId' : `contract { ${FIELDS} }`;
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) {
    ${select} userErrors { code path } } }`;
  const { data, errors } = await of.query(text, { input });
  expect(errors).toEqual([]);
  return data[name];
}

const yearly = {
  title: 'Cleaning of the office',
  kind: 'SERVICE',
  value: { amount: '450.00', currency: 'EUR' },
  billing: 'MONTHLY',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  noticeCount: 3,
  noticeUnit: 'MONTHS',
  renewalMonths: 12,
};

async function drawUp(more: object = {}) {
  const parties = [{ partyId: supplier, role: 'SUPPLIER' }];
  return change('contractCreate', { ...yearly, parties, ...more });
}

async function inForce(more: object = {}) {
  const { contract } = await drawUp(more);
  return (await change('contractActivate', { id: contract.id })).contract;
}

const codeOf = (payload: { userErrors: { code: string }[] }) => payload.userErrors[0]?.code;

test('a contract is drawn up with its days, worth and parties, and put in force', async () => {
  const { contract, userErrors } = await drawUp();
  expect(userErrors).toEqual([]);
  expect(contract).toMatchObject({
    number: 'C-2026-0001',
    state: 'DRAFT',
    noticeOn: '2026-09-30',
    remindOn: '2026-08-31',
    value: { amount: '450.00', currency: 'EUR' },
    parties: { nodes: [{ role: 'SUPPLIER', party: { name: 'Blank & Co' } }] },
  });
  const active = await change('contractActivate', { id: contract.id });
  expect(active.contract.state).toBe('ACTIVE');
  expect(codeOf(await change('contractActivate', { id: contract.id }))).toBe(
    'DOCUMENTS_CONTRACT_STATE',
  );
});

test.each([
  [{ title: '  ' }, 'DOCUMENTS_CONTRACT_TITLE'],
  [{ endsOn: '2025-12-31' }, 'DOCUMENTS_CONTRACT_SPAN'],
  [{ noticeCount: null }, 'DOCUMENTS_CONTRACT_NOTICE'],
  [{ noticeCount: 0 }, 'DOCUMENTS_CONTRACT_NOTICE'],
  [{ endsOn: null }, 'DOCUMENTS_CONTRACT_RENEWAL'],
  [{ renewalMonths: 0 }, 'DOCUMENTS_CONTRACT_RENEWAL'],
  [{ remindDays: 400 }, 'DOCUMENTS_CONTRACT_REMINDER'],
  [{ value: { amount: '1.001', currency: 'EUR' } }, 'DOCUMENTS_CONTRACT_VALUE'],
  [{ value: { amount: '-1', currency: 'EUR' } }, 'DOCUMENTS_CONTRACT_VALUE'],
  [{ parties: [] }, 'DOCUMENTS_CONTRACT_PARTY'],
])('terms that do not fit are refused: %j', async (more, code) => {
  expect(codeOf(await drawUp(more))).toBe(code);
});

test('what is in force keeps its terms; a draft takes others, or is thrown away', async () => {
  const { id } = await inForce();
  const bound = await change('contractUpdate', { id, endsOn: '2027-12-31' });
  expect(bound.userErrors).toEqual([
    { code: 'DOCUMENTS_CONTRACT_BOUND', path: ['input', 'endsOn'] },
  ]);
  const told = await change('contractUpdate', { id, title: 'Cleaning', remindDays: 10 });
  expect(told.contract).toMatchObject({ title: 'Cleaning', remindOn: '2026-09-20' });
  const draft = (await drawUp()).contract.id;
  const parties = [{ partyId: worker, role: 'PARTNER' }];
  const other = await change('contractUpdate', { id: draft, endsOn: '2026-06-30', parties });
  expect(other.contract).toMatchObject({
    noticeOn: '2026-03-31',
    parties: { nodes: [{ role: 'PARTNER', party: { name: 'Ada Example' } }] },
  });
  expect(codeOf(await change('contractDelete', { id }))).toBe('DOCUMENTS_CONTRACT_STATE');
  expect(await change('contractDelete', { id: draft })).toEqual({
    deletedId: draft,
    userErrors: [],
  });
});

test('a notice in time ends it with its term, a late one with the next', async () => {
  const [early, late] = [await inForce(), await inForce()];
  const reason = 'Too dear.';
  const gone = { id: early.id, reason, noticeGivenOn: '2026-09-30' };
  expect((await change('contractTerminate', gone)).contract).toMatchObject({
    ...{ state: 'TERMINATED', endsOn: '2026-12-31', noticeGivenOn: '2026-09-30' },
    endReason: reason,
  });
  const tooLate = { id: late.id, reason, noticeGivenOn: '2026-10-01' };
  expect((await change('contractTerminate', tooLate)).contract.endsOn).toBe('2027-12-31');
  const again = await change('contractTerminate', gone);
  expect(codeOf(again)).toBe('DOCUMENTS_CONTRACT_STATE');
  const fixed = await inForce({ renewalMonths: null });
  const beyond = await change('contractTerminate', { id: fixed.id, reason, endsOn: '2027-01-31' });
  expect(codeOf(beyond)).toBe('DOCUMENTS_CONTRACT_END');
  const agreed = await change('contractTerminate', { id: fixed.id, reason, endsOn: '2026-04-30' });
  expect(agreed.contract.endsOn).toBe('2026-04-30');
  expect(codeOf(await change('contractTerminate', { id: fixed.id, reason: ' ' }))).toBe(
    'DOCUMENTS_CONTRACT_REASON',
  );
});

const stateOf = async (id: string) =>
  (
    await keeper.data(
      'query ($id: ID!) { contract(by: { id: $id }) { state endsOn renewals noticeOn } }',
      { id },
    )
  ).contract;

const eventsOf = async (id: string, name: string) => {
  const rows = await app.sql<{ payload: Record<string, unknown> }>(
    'select payload from core.outbox_event where record_id = $1 and name = $2 order by sequence',
    [app.uuid(id), `documents.contract.${name}`],
  );
  return rows.map(({ payload }) => payload);
};

test('days pass: people are told in time, contracts go on or end, each once', async () => {
  await app.work();
  const onward = await inForce({ title: 'Goes on' });
  const ending = await inForce({
    title: 'Ends',
    renewalMonths: null,
    noticeCount: null,
    noticeUnit: null,
  });
  const given = await inForce({ title: 'Given up' });
  const reason = 'Not needed.';
  await change('contractTerminate', { id: given.id, reason, endsOn: '2026-06-30' });
  now = new Date('2026-09-02T05:30:00Z');
  await app.work();
  expect(await eventsOf(onward.id, 'decisionDue')).toMatchObject([
    { decideBy: '2026-09-30', endsOn: '2026-12-31', isRenewing: true },
  ]);
  expect(await eventsOf(ending.id, 'decisionDue')).toEqual([]);
  expect(await eventsOf(given.id, 'ended')).toMatchObject([
    { endsOn: '2026-06-30', state: 'TERMINATED' },
  ]);
  now = new Date('2027-01-02T05:30:00Z');
  await app.work();
  expect(await stateOf(onward.id)).toEqual({
    ...{ state: 'ACTIVE', endsOn: '2027-12-31', renewals: 1, noticeOn: '2027-09-30' },
  });
  expect(await eventsOf(onward.id, 'renewed')).toMatchObject([{ endsOn: '2027-12-31' }]);
  expect((await stateOf(ending.id)).state).toBe('EXPIRED');
  now = new Date('2027-01-03T05:30:00Z');
  await app.work();
  expect(await eventsOf(ending.id, 'ended')).toMatchObject([{ state: 'EXPIRED' }]);
  expect(await eventsOf(given.id, 'ended')).toHaveLength(1);
  const list = '{ notifications { nodes { title record { id } } } }';
  const { nodes } = (await keeper.data(list)).notifications;
  const mine = nodes.filter((one: { record: { id: string } }) => one.record.id === onward.id);
  expect(mine).toEqual([
    { title: `${onward.number} Goes on: decide by 2026-09-30`, record: { id: onward.id } },
  ]);
});

test('what must be decided is listed by its day', async () => {
  const [a, b] = [
    await inForce({ title: 'A', endsOn: '2029-05-31' }),
    await inForce({ title: 'B', endsOn: '2029-03-31', noticeCount: 1 }),
  ];
  const { contractsExpiring } = await keeper.data(
    `{ contractsExpiring(before: "2029-03-01", first: 100) {
      contract { id } decideBy daysLeft } }`,
  );
  const shown = contractsExpiring.filter(({ contract }: { contract: { id: string } }) =>
    [a.id, b.id].includes(contract.id),
  );
  expect(shown).toEqual([
    { contract: { id: a.id }, decideBy: '2029-02-28', daysLeft: 1086 },
    { contract: { id: b.id }, decideBy: '2029-02-28', daysLeft: 1086 },
  ]);
});

test('contracts of employees are hidden from those who read business only', async () => {
  const parties = [{ partyId: worker, role: 'EMPLOYEE' }];
  const pay = await inForce({ title: 'Employment', kind: 'EMPLOYMENT', parties });
  const trade = await inForce();
  const seen = async (role: string) => {
    const text = 'query ($id: ID!) { contract(by: { id: $id }) { id } }';
    const of = await app.member(role);
    const [one, other] = [await of.data(text, pay), await of.data(text, trade)];
    return [one.contract !== null, other.contract !== null];
  };
  expect(await seen('auditor')).toEqual([false, true]);
  expect(await seen('recordsManager')).toEqual([true, true]);
  const list = '{ contracts { totalCount nodes { parties { totalCount } } } }';
  const count = async (of: TestClient) => (await of.data(list)).contracts.totalCount;
  const auditor = await app.member('auditor');
  expect(await count(auditor)).toBe((await count(keeper)) - 1);
  const viewer = await app.member('viewer');
  expect((await viewer.query(list)).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
