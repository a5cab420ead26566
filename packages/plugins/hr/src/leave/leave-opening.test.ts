import { createTestApp, type TestApp } from '@bureau/testing';
import {
  createLeaveCompany,
  hireEntitled,
  type LeaveCompany,
  memberFor,
} from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: LeaveCompany;
let now = new Date('2026-01-15T10:00:00Z');

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  const terms = { yearlyDays: '24', carryOverLimit: '5', carryOverLifeDays: 90 };
  company = await createLeaveCompany(app, terms);
});
afterAll(() => app?.close());

const IMPORT = `mutation ($id: ID!) { importStart(input: { type: "leaveOpening", uploadId: $id,
  mode: UPSERT, onError: REJECT_FAILED }) { job { id } userErrors { code } } }`;
const RESULT = `query ($id: ID!) { job(by: { id: $id }) { state result {
  created updated unchanged failed } } }`;

async function load(rows: readonly string[]): Promise<object> {
  const hr = await app.member('hrManager');
  const csv = ['employee_number,leave_type,days,effective_on', ...rows].join('\n');
  const { importStart } = await hr.data(IMPORT, { id: await app.upload(hr, csv) });
  await app.work();
  const { job } = await hr.data(RESULT, { id: importStart.job.id });
  return job.result;
}

test('opening balances come as a file, once; the same file again changes nothing', async () => {
  await hireEntitled(app, company, { number: 'L-1' });
  await hireEntitled(app, company, { number: 'L-2' });
  const rows = ['L-1,HOLIDAY,4.5,2026-01-01', 'L-2,HOLIDAY,-1,2026-01-01'];
  expect(await load(rows)).toMatchObject({ created: 2, failed: 0 });
  expect(await load(rows)).toMatchObject({ created: 0, unchanged: 2, failed: 0 });
  const wrong = ['L-1,HOLIDAY,5,2026-01-01', 'L-3,HOLIDAY,5,2026-01-01', 'L-1,SICK,5,2026-01-01'];
  expect(await load(wrong)).toMatchObject({ created: 0, unchanged: 0, failed: 3 });
  const openings = await app.sql(
    `select e.number, l.days::float as days from hr.leave_entry l
     join hr.employee e on e.id = l.employee_id where kind = 'OPENING' order by 1`,
  );
  expect(openings).toEqual([
    { number: 'L-1', days: 4.5 },
    { number: 'L-2', days: -1 },
  ]);
});

test('whoever has carried days is told a month before they are gone, once', async () => {
  const id = await hireEntitled(app, company, { number: 'L-9', from: '2025-01-01' });
  const staff = await memberFor(app, id, 'employee');
  await app.work();
  const list = '{ notifications { nodes { kind title } } }';
  const told = async (instant: string) => {
    now = new Date(instant);
    await app.work();
    const { notifications } = await staff.data(list);
    return notifications.nodes;
  };
  expect(await told('2026-02-27T07:00:00Z')).toEqual([]);
  const notice = { kind: 'hr.leave.expiring', title: '5 days of leave expire on 2026-04-01' };
  expect(await told('2026-03-05T07:00:00Z')).toEqual([notice]);
  expect(await told('2026-03-20T07:00:00Z')).toEqual([notice]);
});

test('leave is reached from the employee, with the rights of leave', async () => {
  const text = `{ employees(where: { number: { eq: "L-9" } }) { nodes {
    leaveEntitlements { nodes { policy { code } validFrom } } leaveRequests { totalCount } } } }`;
  expect((await app.owner.data(text)).employees.nodes).toEqual([
    {
      leaveEntitlements: { nodes: [{ policy: { code: 'STANDARD' }, validFrom: '2025-01-01' }] },
      leaveRequests: { totalCount: 0 },
    },
  ]);
  const { errors } = await app.as({ role: 'viewer' }).query(text);
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'hr.leave.read' });
});
