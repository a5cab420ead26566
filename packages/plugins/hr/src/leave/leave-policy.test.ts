import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import {
  ASSIGN,
  CREATE,
  createLeaveCompany,
  createPolicy,
  hireEntitled,
  type LeaveCompany,
  memberFor,
  SUBMIT,
  TERMS,
} from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: LeaveCompany;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => new Date('2026-06-30T10:00:00Z') });
  company = await createLeaveCompany(app);
});
afterAll(() => app?.close());

const REVISE = `mutation ($id: ID!, $validFrom: Date!, $terms: LeaveTermsInput!) {
  leavePolicyRevise(input: { id: $id, validFrom: $validFrom, terms: $terms }) {
    leavePolicy { version allTerms { nodes { validFrom validTo yearlyDays
      tenureSteps { nodes { afterYears yearlyDays } } } } } userErrors { code path } } }`;

async function revise(terms: object, validFrom = '2027-01-01') {
  const variables = { id: company.policyId, validFrom, terms: { ...TERMS, ...terms } };
  return (await app.owner.query(REVISE, variables)).data.leavePolicyRevise;
}

const BAD_TERMS: [object, string, string][] = [
  [{ yearlyDays: '367' }, 'HR_LEAVE_DAYS', 'yearlyDays'],
  [{ yearlyDays: '-1' }, 'HR_LEAVE_DAYS', 'yearlyDays'],
  [{ roundingStep: '0' }, 'HR_LEAVE_STEP', 'roundingStep'],
  [{ roundingStep: '1.5' }, 'HR_LEAVE_STEP', 'roundingStep'],
  [{ carryOverLimit: '0.00001' }, 'HR_LEAVE_DAYS', 'carryOverLimit'],
  [{ carryOverLifeDays: 0 }, 'HR_LEAVE_LIFE', 'carryOverLifeDays'],
  [{ tenureSteps: [{ afterYears: 0, yearlyDays: '30' }] }, 'HR_LEAVE_TENURE', 'tenureSteps'],
];

test.each(BAD_TERMS)('terms %j are refused', async (terms, code, field) => {
  expect(await revise(terms)).toEqual({
    leavePolicy: null,
    userErrors: [{ code, path: ['input', 'terms', field] }],
  });
});

test('terms follow each other; those of the same day are corrected', async () => {
  const tenureSteps = [{ afterYears: 5, yearlyDays: '30' }];
  await revise({ yearlyDays: '26', tenureSteps });
  const { leavePolicy } = await revise({ yearlyDays: '27' });
  expect(leavePolicy.allTerms.nodes).toEqual([
    {
      ...{ validFrom: '2024-01-01', validTo: '2027-01-01', yearlyDays: '24.0000' },
      tenureSteps: { nodes: [] },
    },
    {
      ...{ validFrom: '2027-01-01', validTo: null, yearlyDays: '27.0000' },
      tenureSteps: { nodes: [] },
    },
  ]);
});

test('another policy takes the place of the first from a day on; an end ends it', async () => {
  const other = await createPolicy(app, { code: 'MORE', typeId: company.holidayId, terms: TERMS });
  const id = await hireEntitled(app, company, { number: 'P-1' });
  const input = { policyId: other, employeeIds: [id], validFrom: '2026-04-01' };
  await app.owner.data(ASSIGN, { input });
  await app.owner.data(ASSIGN, { input });
  const list = `{ leaveEntitlements(where: { employee: { number: { eq: "P-1" } } }) { nodes {
    id policy { code } validFrom validTo } } }`;
  const { nodes } = (await app.owner.data(list)).leaveEntitlements;
  expect(nodes).toMatchObject([
    { policy: { code: 'STANDARD' }, validFrom: '2026-01-01', validTo: '2026-04-01' },
    { policy: { code: 'MORE' }, validFrom: '2026-04-01', validTo: null },
  ]);
  const end = `mutation ($id: ID!) { leaveEntitlementEnd(input: { id: $id,
    lastDay: "2026-04-30" }) { leaveEntitlement { validTo } userErrors { code } } }`;
  const ended = await app.owner.data(end, { id: nodes[1].id });
  expect(ended.leaveEntitlementEnd.leaveEntitlement).toEqual({ validTo: '2026-05-01' });
  await app.work();
  const [sum] = await app.sql(
    `select sum(days)::float as days, max(effective_on)::text as last from hr.leave_entry
     where employee_id = $1`,
    [app.uuid(id)],
  );
  expect(sum).toEqual({ days: 8, last: '2026-04-30' });
});

describe('what a policy says of days', () => {
  let staff: TestClient;

  async function submit(input: object): Promise<[string | undefined, string]> {
    const { leaveRequestCreate } = await staff.data(CREATE, {
      input: { typeId: company.holidayId, ...input },
    });
    const { id, days } = leaveRequestCreate.leaveRequest;
    const { data } = await staff.query(SUBMIT, { id });
    return [data.leaveRequestSubmit.userErrors[0]?.code, days];
  }

  test('weekdays of the employee, no half days, and nothing beyond the entitlement', async () => {
    const policyId = await createPolicy(app, {
      ...{ code: 'WHOLE', typeId: company.holidayId },
      terms: { ...TERMS, isHalfDayAllowed: false, negativeLimit: '2' },
    });
    const managerId = await hireEntitled(app, company, { familyName: 'Boss' });
    await memberFor(app, managerId, 'employee', 'manager');
    const id = await hireEntitled(app, company, { managerId, from: '2026-06-01' });
    const workdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY'];
    const input = { policyId, employeeIds: [id], validFrom: '2026-06-01', workdays };
    await app.owner.data(ASSIGN, { input });
    staff = await memberFor(app, id, 'employee');
    const half = { startsOn: '2026-07-06', endsOn: '2026-07-06', isFromNoon: true };
    expect(await submit(half)).toEqual(['HR_LEAVE_HALF_DAY', '0.5000']);
    const early = { startsOn: '2026-05-25', endsOn: '2026-06-02' };
    expect((await submit(early))[0]).toBe('HR_LEAVE_NOT_ENTITLED');
    // Two days are there on 13 July, and two may be owed; the fifth is one too many.
    const two = { startsOn: '2026-07-06', endsOn: '2026-07-12' };
    expect(await submit(two)).toEqual([undefined, '3.0000']);
    const more = { startsOn: '2026-07-13', endsOn: '2026-07-14' };
    expect(await submit(more)).toEqual(['HR_LEAVE_BALANCE', '2.0000']);
    const one = { startsOn: '2026-07-13', endsOn: '2026-07-13' };
    expect(await submit(one)).toEqual([undefined, '1.0000']);
  });

  test('for oneself only, without rights on balances or policies', async () => {
    const other = await hireEntitled(app, company);
    const input = {
      ...{ employeeId: other, typeId: company.holidayId },
      ...{ startsOn: '2026-07-06', endsOn: '2026-07-06' },
    };
    expect((await staff.query(CREATE, { input })).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const asManager = await memberFor(app, other, 'employee', 'manager');
    const [someone] = await app.sql<{ id: string }>(
      'select id from hr.employee where id <> $1 limit 1',
      [app.uuid(other)],
    );
    const employeeId = app.id('Employee', someone?.id ?? '');
    const refused = await asManager.query(CREATE, { input: { ...input, employeeId } });
    // A manager reads everybody, and still asks for nobody else.
    expect(refused.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const adjust = `mutation { leaveBalanceAdjust(input: { employeeId: "${other}", days: "1",
      typeId: "${company.holidayId}", effectiveOn: "2026-01-01", reason: "x" }) {
      leaveEntry { id } } }`;
    expect((await staff.query(adjust)).errors[0]?.extensions).toMatchObject({
      permission: 'hr.leave.adjust',
    });
  });
});
