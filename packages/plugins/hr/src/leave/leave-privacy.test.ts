import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { hire } from '../../test/company.js';
import {
  APPROVE,
  askFor,
  createLeaveCompany,
  hireEntitled,
  type LeaveCompany,
  memberFor,
} from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

/** Leave that tells of health: by no path for anybody but whoever is ill and whoever may. */
const CANARY = 'kidney-stone-canary';

let app: TestApp;
let now = new Date('2026-06-30T10:00:00Z');
let company: LeaveCompany;
let kim: string;
let sickId: string;
let staff: TestClient;
let boss: TestClient;
let colleague: TestClient;
let hr: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createLeaveCompany(app);
  const managerId = await hireEntitled(app, company, { familyName: 'Boss' });
  kim = await hireEntitled(app, company, { managerId });
  staff = await memberFor(app, kim, 'employee');
  boss = await memberFor(app, managerId, 'employee', 'manager');
  colleague = await memberFor(app, await hire(app.owner, company, { managerId }), 'employee');
  hr = await memberFor(app, await hire(app.owner, company, {}), 'hrManager');
  const note = CANARY;
  const [startsOn, endsOn] = ['2026-06-29', '2026-07-01'];
  const sick = await askFor(staff, { typeId: company.sickId, startsOn, endsOn, note });
  expect(sick).toMatchObject({ leaveRequest: { state: 'APPROVED' }, approvalRequest: null });
  sickId = sick.leaveRequest.id;
  const plain = { typeId: company.holidayId, startsOn: '2026-07-06', endsOn: '2026-07-10' };
  const { approvalRequest } = await askFor(staff, { ...plain, note: 'Sea' });
  await boss.data(APPROVE, {
    input: { id: approvalRequest.id, expectedVersion: approvalRequest.version },
  });
  await app.work();
});
afterAll(() => app?.close());

const LIST = `{ leaveRequests(orderBy: [{ field: STARTS_ON }]) { totalCount
  nodes { type { code } note employee { id } } aggregate { days { sum } } } }`;

test('whoever is ill and HR read it; the manager reads the rest, a colleague nothing', async () => {
  const seen = async (client: TestClient) => {
    const { leaveRequests } = await client.data(LIST);
    const kinds = leaveRequests.nodes.map((one: { type: { code: string } }) => one.type.code);
    return [leaveRequests.totalCount, kinds, leaveRequests.aggregate.days.sum];
  };
  expect(await seen(staff)).toEqual([2, ['SICK', 'HOLIDAY'], '8.0000']);
  expect(await seen(hr)).toEqual([2, ['SICK', 'HOLIDAY'], '8.0000']);
  expect(await seen(boss)).toEqual([1, ['HOLIDAY'], '5.0000']);
  expect(await seen(colleague)).toEqual([0, [], null]);
  expect(await seen(app.as({ role: 'auditor' }))).toEqual([1, ['HOLIDAY'], '5.0000']);
});

test('a right to all leave is none to leave that tells of health: that has its own', async () => {
  const text = '{ leaveRequests { totalCount nodes { id note } } }';
  const whole = await app.as({ permissions: ['hr.leave.read'] }).data(text);
  expect(JSON.stringify(whole)).not.toContain(sickId);
  const both = await app.as({ permissions: ['hr.leave.read', 'hr.sickLeave.read'] }).data(text);
  expect(both.leaveRequests.nodes).toContainEqual({ id: sickId, note: CANARY });
});

test('neither a filter, a count, an order, a node nor a look-up tells of it', async () => {
  const paths = [
    `{ leaveRequests(where: { type: { isSensitive: { eq: true } } }) { totalCount nodes { id } } }`,
    `{ leaveRequests(where: { employee: { id: { eq: "${kim}" } } }, orderBy: [{ field: ENDS_ON }]) {
      nodes { id } } }`,
    `{ leaveRequest(by: { id: "${sickId}" }) { id } }`,
    `{ node(id: "${sickId}") { id } }`,
    `{ leaveRequests(where: { startsOn: { eq: "2026-06-29" } }) { totalCount } }`,
    `{ leaveBalance(employeeId: "${kim}", typeId: "${company.sickId}") { days } }`,
  ];
  for (const path of paths) {
    const text = JSON.stringify(await boss.query(path));
    expect(text).not.toContain(sickId);
    const count = /"totalCount":(\d+)/.exec(text)?.[1];
    expect([undefined, '0']).toContain(count);
  }
  expect((await boss.data(paths[5] ?? '')).leaveBalance).toBeNull();
});

test('who is out is told without why, to the unit and to managers', async () => {
  const text = `{ absences(from: "2026-06-29", to: "2026-07-11") { name startsOn endsOn
    employee { id } } }`;
  const days = [
    { name: 'Kim Berg', startsOn: '2026-06-29', endsOn: '2026-07-01' },
    { name: 'Kim Berg', startsOn: '2026-07-06', endsOn: '2026-07-10' },
  ];
  const employee = { id: kim };
  expect((await boss.data(text)).absences).toEqual(days.map((one) => ({ ...one, employee })));
  // A colleague reads no employees but the own.
  const unseen = days.map((one) => ({ ...one, employee: null }));
  expect((await colleague.data(text)).absences).toEqual(unseen);
  const elsewhere = await hire(app.owner, company, { unitId: company.otherUnitId });
  const stranger = await memberFor(app, elsewhere, 'employee');
  expect((await stranger.data(text)).absences).toEqual([]);
  const { errors } = await boss.query(
    '{ absences(from: "2026-01-01", to: "2026-12-31") { name } }',
  );
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('neither the trail, the feed, events, approvals nor the log tell of it', async () => {
  const auditor = app.as({
    permissions: ['core.audit.read', { permission: 'hr.leave.read', when: ['plain'] }],
  });
  const trail = await auditor.data(
    `{ auditTrail(first: 100, where: { recordType: { eq: "LeaveRequest" } }) { nodes {
      recordType details changes { field before after isHidden } } } }`,
  );
  expect(trail.auditTrail.nodes.length).toBeGreaterThan(0);
  expect(JSON.stringify(trail)).not.toContain(CANARY);
  expect(JSON.stringify(trail)).not.toContain(company.sickId);
  await caughtUp();
  const follower = app.as({
    permissions: [
      'core.event.read',
      'hr.employee.read',
      { permission: 'hr.leave.read', when: ['plain'] },
    ],
  });
  const feed = await follower.data('{ changes(first: 250) { nodes { name recordId } } }');
  expect(JSON.stringify(feed)).toContain('hr.leave.approved');
  expect(JSON.stringify(feed)).not.toContain(sickId);
  const payloads = await app.sql('select payload::text from core.outbox_event');
  expect(JSON.stringify(payloads)).not.toContain(CANARY);
  expect(JSON.stringify(payloads)).not.toContain(app.uuid(company.sickId));
  const asked = await app.sql('select title, details::text from core.approval_request');
  expect(JSON.stringify(asked)).not.toMatch(/Holiday|Illness|canary/i);
  expect(JSON.stringify(app.log)).not.toContain(CANARY);
});

test('notes are sealed, and those of before are sealed by the next night', async () => {
  const stored = async () =>
    JSON.stringify(await app.sql('select note, plain_note from hr.leave_request'));
  expect(await stored()).not.toContain(CANARY);
  await app.sql('update hr.leave_request set note = null, plain_note = $2 where id = $1', [
    app.uuid(sickId),
    CANARY,
  ]);
  await app.work();
  now = new Date('2026-07-01T10:00:00Z');
  await app.work();
  expect(await stored()).not.toContain(CANARY);
  const all = app.as({ permissions: ['hr.leave.read', 'hr.sickLeave.read'] });
  const { leaveRequest } = await all.data(
    'query ($id: ID!) { leaveRequest(by: { id: $id }) { note } }',
    { id: sickId },
  );
  expect(leaveRequest.note).toBe(CANARY);
});

/** Transactions of other databases of the same server hold the watermark of the feed back too. */
async function caughtUp(): Promise<void> {
  const text = `select coalesce(max(transaction) < pg_snapshot_xmin(pg_current_snapshot()), true)
    as done from core.outbox_event`;
  while (!(await app.sql<{ done: boolean }>(text))[0]?.done) await sleep(20);
}
