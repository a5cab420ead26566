import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import {
  APPROVE,
  askFor,
  CANCEL,
  CREATE,
  createLeaveCompany,
  hireEntitled,
  type LeaveCompany,
  memberFor,
} from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: LeaveCompany;
let kim: string;
let staff: TestClient;
let boss: TestClient;
let now = new Date('2026-06-30T10:00:00Z');

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createLeaveCompany(app);
  const managerId = await hireEntitled(app, company, { familyName: 'Boss' });
  kim = await hireEntitled(app, company, { managerId });
  staff = await memberFor(app, kim, 'employee');
  boss = await memberFor(app, managerId, 'employee', 'manager');
  await app.work();
});
afterAll(() => app?.close());

const BALANCE = `query ($employeeId: ID!, $typeId: ID!, $asOf: Date) {
  leaveBalance(employeeId: $employeeId, typeId: $typeId, asOf: $asOf) {
    days pendingDays isForecast } }`;

async function balance(asOf?: string): Promise<object> {
  const of = { employeeId: kim, typeId: company.holidayId, asOf };
  return (await staff.data(BALANCE, of)).leaveBalance;
}

const holiday = (startsOn: string, endsOn: string, more = {}) => ({
  typeId: company.holidayId,
  startsOn,
  endsOn,
  ...more,
});

async function approve(approvalRequest: { id: string; version: number }, client = boss) {
  const { id, version } = approvalRequest;
  const { data } = await client.query(APPROVE, { input: { id, expectedVersion: version } });
  return data.approvalRequestApprove;
}

test('half a year has earned 12 days, and the rest of it is a forecast', async () => {
  expect(await balance()).toEqual({ days: '12', pendingDays: '0', isForecast: false });
  expect(await balance('2026-05-30')).toMatchObject({ days: '8' });
  expect(await balance('2026-12-31')).toEqual({ days: '24', pendingDays: '0', isForecast: true });
});

test('a request is counted, agreed to by the manager, taken from the balance', async () => {
  const asked = await askFor(staff, holiday('2026-07-06', '2026-07-10'));
  expect(asked).toMatchObject({
    leaveRequest: { state: 'PENDING', days: '5.0000' },
    approvalRequest: { title: 'Leave of Kim Berg, 2026-07-06 to 2026-07-10' },
    userErrors: [],
  });
  expect(await balance('2026-07-31')).toMatchObject({ days: '14', pendingDays: '5' });
  expect(await approve(asked.approvalRequest)).toEqual({
    approvalRequest: { state: 'APPROVED' },
    userErrors: [],
  });
  expect(await balance('2026-07-08')).toMatchObject({ days: '9', pendingDays: '0' });
  expect(await balance('2026-07-31')).toMatchObject({ days: '9' });
  const { leaveEntries } = await staff.data(
    `{ leaveEntries(where: { kind: { eq: TAKEN } }, orderBy: [{ field: EFFECTIVE_ON }]) {
      nodes { effectiveOn days request { startsOn } } aggregate { days { sum } } } }`,
  );
  expect(leaveEntries.nodes).toHaveLength(5);
  expect(leaveEntries.aggregate).toEqual({ days: { sum: '-5.0000' } });
});

test('half days: a morning and the afternoon of one day are two requests, not three', async () => {
  const morning = await askFor(staff, holiday('2026-08-03', '2026-08-03', { isUntilNoon: true }));
  const afternoon = await askFor(staff, holiday('2026-08-03', '2026-08-03', { isFromNoon: true }));
  expect(morning.leaveRequest.days).toBe('0.5000');
  expect(afternoon.userErrors).toEqual([]);
  const again = await askFor(staff, holiday('2026-08-01', '2026-08-04'));
  expect(again.userErrors).toMatchObject([{ code: 'HR_LEAVE_OVERLAPS' }]);
});

test('the database refuses an overlap that nobody checked', async () => {
  const raw = await app.asRole('bureau_app', app.organizationId);
  const copy = `insert into hr.leave_request (id, employee_id, type_id, starts_on, ends_on, days,
      day_list, state) select gen_random_uuid(), employee_id, type_id, date '2026-07-10',
      date '2026-07-12', 1, '[]', 'APPROVED' from hr.leave_request limit 1`;
  await expect(raw.query(copy)).rejects.toThrow(/leave_request_no_overlap/);
});

test('the ledger stands: nobody changes an entry, neither the server nor the owner', async () => {
  const raw = await app.asRole('bureau_app', app.organizationId);
  for (const text of ['update hr.leave_entry set days = 1', 'delete from hr.leave_entry']) {
    await expect(raw.query(text)).rejects.toThrow(/permission denied/);
    await expect(app.sql(text)).rejects.toThrow(/HR_LEAVE_LEDGER/);
  }
});

test('nobody agrees to the own leave, and nobody but those who are asked', async () => {
  const asked = await askFor(staff, holiday('2026-08-10', '2026-08-10'));
  expect((await approve(asked.approvalRequest, staff)).userErrors).toEqual([
    { code: 'CORE_APPROVAL_OWN' },
  ]);
  await staff.data(CANCEL, { id: asked.leaveRequest.id });
});

test('HR asks for somebody, who has no vote then, whatever the policy', async () => {
  const other = await app.otherOrganization();
  const company = await createLeaveCompany(other);
  const id = await hireEntitled(other, company);
  const self = await memberFor(other, id, 'hrManager');
  const helper = await memberFor(other, await hireEntitled(other, company), 'hrManager');
  await other.owner.data(
    `mutation ($user: ID!) { approvalPolicySet(input: { kind: "hr.leave.take", steps: [
      { mode: ANY, approvers: [{ userId: $user }] }] }) { userErrors { code } } }`,
    { user: other.id('User', self.principal.userId ?? '') },
  );
  const asked = await askFor(helper, {
    ...{ employeeId: id, typeId: company.holidayId },
    ...{ startsOn: '2026-07-06', endsOn: '2026-07-06' },
  });
  expect(asked.userErrors).toEqual([]);
  expect((await approve(asked.approvalRequest, self)).userErrors).toEqual([
    { code: 'HR_LEAVE_OWN' },
  ]);
});

test('leave that was agreed to is taken back before it begins', async () => {
  const asked = await askFor(staff, holiday('2026-09-07', '2026-09-11'));
  await approve(asked.approvalRequest);
  const before = await balance('2026-09-30');
  expect((await staff.data(CANCEL, { id: asked.leaveRequest.id })).leaveRequestCancel).toEqual({
    leaveRequest: { state: 'CANCELLED' },
    userErrors: [],
  });
  expect(before).toMatchObject({ days: '8' });
  expect(await balance('2026-09-30')).toMatchObject({ days: '13' });
});

test('what has begun is shortened by entries; the zone of the place says when', async () => {
  const asked = await askFor(staff, holiday('2026-10-05', '2026-10-09'));
  await approve(asked.approvalRequest);
  const shorten = (lastDay: string) =>
    staff.query(
      `mutation ($id: ID!, $lastDay: Date!) { leaveRequestShorten(input: { id: $id,
        lastDay: $lastDay }) { leaveRequest { state days endsOn } userErrors { code } } }`,
      { id: asked.leaveRequest.id, lastDay },
    );
  const codes = async (lastDay: string) =>
    (await shorten(lastDay)).data.leaveRequestShorten.userErrors;
  now = new Date('2026-10-04T21:30:00Z');
  expect(await codes('2026-10-06')).toEqual([{ code: 'HR_LEAVE_NOT_STARTED' }]);
  // Half past midnight in Vienna, where it is 5 October already.
  now = new Date('2026-10-04T22:30:00Z');
  const { data } = await staff.query(CANCEL, { id: asked.leaveRequest.id });
  expect(data.leaveRequestCancel.userErrors).toEqual([{ code: 'HR_LEAVE_STARTED' }]);
  expect(await codes('2026-10-09')).toEqual([{ code: 'HR_LEAVE_SHORTER' }]);
  expect((await shorten('2026-10-06')).data.leaveRequestShorten).toEqual({
    leaveRequest: { state: 'SHORTENED', days: '2.0000', endsOn: '2026-10-06' },
    userErrors: [],
  });
  expect(await codes('2026-10-05')).toEqual([{ code: 'HR_LEAVE_STATE' }]);
  now = new Date('2026-06-30T10:00:00Z');
});

test('days without work need no leave; days without a job have none', async () => {
  const wrong = async (startsOn: string, endsOn: string) => {
    const { data } = await staff.query(CREATE, { input: holiday(startsOn, endsOn) });
    return data.leaveRequestCreate.userErrors[0]?.code;
  };
  expect(await wrong('2026-07-11', '2026-07-12')).toBe('HR_LEAVE_NO_DAYS');
  expect(await wrong('2026-07-12', '2026-07-11')).toBe('HR_LEAVE_SPAN');
  expect(await wrong('2023-12-29', '2024-01-03')).toBe('HR_LEAVE_NOT_EMPLOYED');
});

test('more than there will be is refused, and says when', async () => {
  const asked = await askFor(staff, holiday('2026-11-02', '2026-11-27'));
  expect(asked.userErrors).toMatchObject([
    { code: 'HR_LEAVE_BALANCE', message: expect.stringContaining('on 2026-11-') },
  ]);
});

test('on days without leave nobody of the policy gets any', async () => {
  const { policyId } = company;
  await app.owner.data(
    `mutation ($policyId: ID!) { leaveBlackoutCreate(input: { policyId: $policyId,
      startsOn: "2026-12-14", endsOn: "2026-12-18", reason: "Stocktaking" }) {
      userErrors { code } } }`,
    { policyId },
  );
  expect((await askFor(staff, holiday('2026-12-18', '2026-12-21'))).userErrors).toMatchObject([
    {
      code: 'HR_LEAVE_BLACKOUT',
      message: 'No leave between 2026-12-14 and 2026-12-18 (Stocktaking).',
    },
  ]);
});

test('a vote that comes after the end of the employment is refused, and says why', async () => {
  const asked = await askFor(staff, holiday('2026-12-07', '2026-12-08'));
  expect(asked.userErrors).toEqual([]);
  await app.owner.data(
    `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2026-11-30",
      reason: RESIGNATION }) { userErrors { code } } }`,
    { id: kim },
  );
  expect((await approve(asked.approvalRequest)).userErrors).toEqual([
    { code: 'HR_LEAVE_NOT_EMPLOYED' },
  ]);
});
