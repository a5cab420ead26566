import {
  createLeaveCompany,
  hireEntitled,
  memberFor,
} from '../../packages/plugins/hr/test/leave.js';
import { CREATE, type LeaveCompany, SUBMIT } from '../../packages/plugins/hr/test/leave.js';
import {
  ACCEPT,
  applyAll,
  createPosition,
  createVacancy,
  draftPosts,
  insist,
  offerAll,
  SUBMIT_REQUISITION,
} from '../../packages/plugins/hr/test/recruitment.js';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';

/** Races about people at full width: fifty connections, exactly the limit succeeds. */

const CONNECTIONS = 50;
const LIMIT = 20;

let app: TestApp;
let company: LeaveCompany;
beforeAll(async () => {
  const clock = () => new Date('2026-03-02T10:00:00Z');
  app = await createTestApp({ plugins: [hrPlugin], clock, poolSize: CONNECTIONS });
  // Twenty days are given at once, none is earned by the month, and none more than there are.
  company = await createLeaveCompany(app, { yearlyDays: '0', roundingStep: '0.5' });
}, 120_000);
afterAll(() => app?.close());

const count = (codes: readonly string[], wanted: string) =>
  codes.filter((code) => code === wanted).length;

test('fifty ask at once for twenty approved posts: twenty requisitions open', async () => {
  const positionId = await createPosition(app, company, { code: 'POSTS', posts: LIMIT });
  const ids: string[] = [];
  for (let made = 0; made < CONNECTIONS; made += 1) {
    ids.push(await draftPosts(app.owner, { positionId, openings: 1 }));
  }
  const codes = await Promise.all(ids.map((id) => insist(app.owner, SUBMIT_REQUISITION, { id })));
  expect(count(codes, 'DONE')).toBe(LIMIT);
  expect(count(codes, 'HR_REQUISITION_POSTS')).toBe(CONNECTIONS - LIMIT);
}, 300_000);

test('fifty accept offers at once for twenty posts: twenty come', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'RACE', posts: LIMIT });
  const names = Array.from({ length: CONNECTIONS }, (_, at) => `racer${at}`);
  const offers = await offerAll(app, await applyAll(app, requisitionId, names));
  const codes = await Promise.all(offers.map((id) => insist(app.owner, ACCEPT, { id })));
  expect(count(codes, 'DONE')).toBe(LIMIT);
  expect(count(codes, 'HR_REQUISITION_FILLED')).toBe(CONNECTIONS - LIMIT);
}, 300_000);

/** Weekdays from a day on. */
function weekdays(from: string, wanted: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); days.length < wanted; at += 86_400_000) {
    const day = new Date(at);
    if (![0, 6].includes(day.getUTCDay())) days.push(day.toISOString().slice(0, 10));
  }
  return days;
}

test('fifty single days are asked for at once, twenty are there: twenty are kept', async () => {
  const { holidayId: typeId } = company;
  const managerId = await hireEntitled(app, company, { familyName: 'Boss' });
  await memberFor(app, managerId, 'employee', 'manager');
  const employeeId = await hireEntitled(app, company, { managerId });
  const staff = await memberFor(app, employeeId, 'employee');
  await app.owner.data(
    `mutation ($input: LeaveBalanceAdjustInput!) { leaveBalanceAdjust(input: $input) {
       userErrors { code } } }`,
    {
      input: {
        ...{ employeeId, typeId, days: String(LIMIT), effectiveOn: '2026-03-02' },
        reason: 'For a race',
      },
    },
  );
  const ids: string[] = [];
  for (const day of weekdays('2026-04-01', CONNECTIONS)) {
    const input = { typeId, startsOn: day, endsOn: day };
    const { leaveRequestCreate } = await staff.data(CREATE, { input });
    ids.push(leaveRequestCreate.leaveRequest.id);
  }
  const codes = await Promise.all(ids.map((id) => insist(staff, SUBMIT, { id })));
  expect(count(codes, 'DONE')).toBe(LIMIT);
  expect(count(codes, 'HR_LEAVE_BALANCE')).toBe(CONNECTIONS - LIMIT);
}, 300_000);
