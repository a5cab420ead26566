import { createTestApp, type TestApp } from '@bureau/testing';
import { hire } from '../../test/company.js';
import { ASSIGN, createLeaveCompany, hireEntitled, type LeaveCompany } from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: LeaveCompany;
let now = new Date('2025-12-30T10:00:00Z');

const TERMS = {
  ...{ yearlyDays: '24', roundingStep: '0.5' },
  ...{ carryOverLimit: '5', carryOverLifeDays: 90 },
};

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createLeaveCompany(app, TERMS);
  await app.work();
});
afterAll(() => app?.close());

const BALANCE = `query ($employeeId: ID!, $typeId: ID!, $asOf: Date, $knownAt: DateTime) {
  leaveBalance(employeeId: $employeeId, typeId: $typeId, asOf: $asOf, knownAt: $knownAt) {
    days isForecast carried { days expiresOn } } }`;

async function balance(employeeId: string, of: { asOf?: string; knownAt?: string } = {}) {
  const wanted = { employeeId, typeId: company.holidayId, ...of };
  return (await app.owner.data(BALANCE, wanted)).leaveBalance;
}

const ADJUST = `mutation ($input: LeaveBalanceAdjustInput!) { leaveBalanceAdjust(input: $input) {
  leaveEntry { id kind days reason } userErrors { code path } } }`;

const adjust = (employeeId: string, days: string, effectiveOn: string) =>
  app.owner.query(ADJUST, {
    input: { employeeId, typeId: company.holidayId, days, effectiveOn, reason: 'Agreed' },
  });

const entriesOf = (employeeId: string, where = '') =>
  app.sql(
    `select kind, effective_on::text as day, days::float, source, revision from hr.leave_entry
     where employee_id = $1 ${where} order by id`,
    [app.uuid(employeeId)],
  );

async function at(instant: string): Promise<void> {
  now = new Date(instant);
  await app.work();
}

describe('the nightly job', () => {
  let id: string;

  test('posts what was missed, once, also after a month without a server', async () => {
    id = await hireEntitled(app, company, { from: '2025-01-01' });
    await at('2025-12-30T10:00:00Z');
    expect(await balance(id)).toMatchObject({ days: '22', carried: null });
    await at('2026-02-03T09:00:00Z');
    await app.work();
    const since = "and effective_on >= '2025-12-31'";
    expect(await entriesOf(id, since)).toEqual(
      [
        ['ACCRUAL', '2025-12-31', 2, 'accrual:2025-12'],
        ['EXPIRY', '2026-01-01', -19, 'close:2025'],
        ['CARRY_OVER', '2026-01-01', -5, 'carry-out:2025'],
        ['CARRY_OVER', '2026-01-01', 5, 'carry-in:2026'],
        ['ACCRUAL', '2026-01-31', 2, 'accrual:2026-01'],
      ].map(([kind, day, days, source]) => ({ kind, day, days, source, revision: 0 })),
    );
  });

  test('what was carried over is told with its end, and gone on the day after it', async () => {
    const carried = { days: '5', expiresOn: '2026-04-01' };
    expect(await balance(id)).toEqual({ days: '7', isForecast: false, carried });
    expect(await balance(id, { asOf: '2026-03-31' })).toMatchObject({ days: '11', carried });
    const forecast = await balance(id, { asOf: '2026-04-01' });
    expect(forecast).toEqual({ days: '6', isForecast: true, carried: null });
    await at('2026-04-01T09:00:00Z');
    expect(await balance(id)).toEqual({ ...forecast, isForecast: false });
  });

  test('next year is foreseen too: earned, lost and carried over again', async () => {
    // 24 days of 2026 and nothing of 2025: 5 are carried, and 2 are earned in January.
    expect(await balance(id, { asOf: '2027-01-31' })).toMatchObject({ days: '7' });
  });
});

test('a policy that changes back in time posts differences; what was known stays', async () => {
  await at('2026-04-01T09:30:00Z');
  const id = await hireEntitled(app, company, { from: '2026-01-01' });
  await app.work();
  const before = await entriesOf(id);
  const [clock] = await app.sql<{ at: Date }>('select now() as at');
  expect(await balance(id)).toMatchObject({ days: '6' });
  const { leavePolicyRevise } = await app.owner.data(
    `mutation ($id: ID!, $terms: LeaveTermsInput!) { leavePolicyRevise(input: { id: $id,
      validFrom: "2026-02-01", terms: $terms }) { terms { validFrom yearlyDays }
      userErrors { code } } }`,
    { id: company.policyId, terms: { ...TERMS, yearlyDays: '30' } },
  );
  expect(leavePolicyRevise.terms).toEqual({ validFrom: '2026-02-01', yearlyDays: '30.0000' });
  await app.work();
  const after = await entriesOf(id);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(
    after.slice(before.length).map((one) => [one['source'], one['days'], one['revision']]),
  ).toEqual([
    ['accrual:2026-02', 0.5, 1],
    ['accrual:2026-03', 0.5, 1],
  ]);
  expect(await balance(id)).toMatchObject({ days: '7' });
  const knownAt = clock?.at.toISOString() ?? '';
  expect(await balance(id, { knownAt })).toMatchObject({ days: '6' });
  expect(await balance(id, { asOf: '2026-02-28' })).toMatchObject({ days: '4.5' });
});

test('a change of the part-time share in the past posts its difference by itself', async () => {
  await at('2026-06-30T23:00:00Z');
  const id = await hireEntitled(app, company, { from: '2026-01-01' });
  await app.work();
  const before = Number((await balance(id)).days);
  await app.owner.data(
    `mutation ($id: ID!) { jobChange(input: { employeeId: $id, effectiveOn: "2026-06-01",
      reason: WORKING_TIME, partTimeShare: "0.6" }) { userErrors { code } } }`,
    { id },
  );
  await app.work();
  // June: 2.5 days become 1.5.
  expect(Number((await balance(id)).days)).toBe(before - 1);
});

test('a correction needs a reason and is an entry of its own', async () => {
  const id = await hireEntitled(app, company, { from: '2026-01-01' });
  const { data } = await adjust(id, '-1.5', '2026-03-01');
  expect(data.leaveBalanceAdjust).toMatchObject({
    leaveEntry: { kind: 'ADJUSTMENT', days: '-1.5000', reason: 'Agreed' },
    userErrors: [],
  });
  expect((await adjust(id, '0', '2026-03-01')).data.leaveBalanceAdjust.userErrors).toEqual([
    { code: 'HR_LEAVE_ADJUSTMENT', path: ['input', 'days'] },
  ]);
});

test('somebody leaves: the last days are earned, later leave falls, the rest is paid', async () => {
  await at('2026-07-20T09:00:00Z');
  const id = await hireEntitled(app, company, { from: '2026-07-01' });
  await app.work();
  await app.sql(
    `insert into hr.leave_request (id, employee_id, type_id, starts_on, ends_on, days, day_list,
       state) select gen_random_uuid(), $1, $2, '2026-08-03', '2026-08-04', 2, '[]', 'APPROVED'`,
    [app.uuid(id), app.uuid(company.holidayId)],
  );
  await app.owner.data(
    `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2026-07-31",
      reason: RESIGNATION }) { userErrors { code } } }`,
    { id },
  );
  await app.work();
  await at('2026-08-01T09:00:00Z');
  expect(await entriesOf(id)).toMatchObject([
    { kind: 'ACCRUAL', day: '2026-07-31', days: 2.5 },
    { kind: 'ADJUSTMENT', day: '2026-08-01', days: -2.5 },
  ]);
  const told = await app.sql(
    `select payload ->> 'days' as days, payload ->> 'lastDay' as day from core.outbox_event
     where name = 'hr.leave.payoutDue' and record_id = $1`,
    [app.uuid(id)],
  );
  expect(told).toEqual([{ days: '2.5', day: '2026-07-31' }]);
  expect(
    await app.sql('select state from hr.leave_request where employee_id = $1', [app.uuid(id)]),
  ).toEqual([{ state: 'CANCELLED' }]);
  await app.work();
  await at('2026-09-02T09:00:00Z');
  expect(await balance(id)).toMatchObject({ days: '0' });
});

test('the balances of a unit are one statement', async () => {
  const other = await app.otherOrganization();
  const place = await createLeaveCompany(other, TERMS);
  const people: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    people.push(
      await hire(other.owner, place, { familyName: `P${count}`, startsOn: '2024-01-01' }),
    );
  }
  const input = { policyId: place.policyId, employeeIds: people, validFrom: '2025-01-01' };
  await other.owner.data(ASSIGN, { input });
  await app.work();
  const text = `query ($unitId: ID!, $asOf: Date) { leaveBalances(unitId: $unitId, asOf: $asOf) {
    employee { id } type { code } days pendingDays carried { days expiresOn } } }`;
  const statements = await other.statements(async () => {
    const { leaveBalances } = await other.owner.data(text, {
      unitId: place.unitId,
      asOf: '2026-02-15',
    });
    expect(leaveBalances).toEqual(
      people.map((id) => ({
        ...{ employee: { id }, type: { code: 'HOLIDAY' }, days: '7', pendingDays: '0' },
        carried: { days: '5', expiresOn: '2026-04-01' },
      })),
    );
  });
  expect(statements.filter((one) => one.includes('leave_entry'))).toHaveLength(1);
  const none = await other.owner.data(text, { unitId: place.otherUnitId, asOf: '2026-02-15' });
  expect(none.leaveBalances).toEqual([]);
});

/** Copies of an employee with the same job and the same leave, as a load of old data makes them. */
const COPIES = [
  `insert into core.person (id, given_name, family_name)
   select md5('p' || n)::uuid, 'Kim', 'Copy ' || n from generate_series(1, $2::int) n
   where $1::uuid is not null`,
  `insert into hr.employee (id, number, person_id, display_name, hired_on)
   select md5('e' || n)::uuid, 'C-' || n, md5('p' || n)::uuid, 'Kim Copy ' || n, hired_on
   from hr.employee, generate_series(1, $2::int) n where id = $1`,
  `insert into hr.employment (id, employee_id, legal_entity_id, starts_on)
   select md5('m' || n)::uuid, md5('e' || n)::uuid, legal_entity_id, starts_on
   from hr.employment, generate_series(1, $2::int) n where employee_id = $1`,
  `insert into hr.job_record (id, employee_id, employment_id, valid_from, position, unit_id,
     site_id)
   select md5('j' || n)::uuid, md5('e' || n)::uuid, md5('m' || n)::uuid, valid_from, position,
     unit_id, site_id
   from hr.job_record, generate_series(1, $2::int) n where employee_id = $1`,
  `insert into hr.leave_entitlement (id, employee_id, type_id, policy_id, valid_from)
   select md5('l' || n)::uuid, md5('e' || n)::uuid, type_id, policy_id, valid_from
   from hr.leave_entitlement, generate_series(1, $2::int) n where employee_id = $1`,
];

test('five hundred people are caught up, and their balances read, in few statements', async () => {
  const crowd = await app.otherOrganization();
  const place = await createLeaveCompany(crowd, TERMS);
  const first = await hire(crowd.owner, place, { startsOn: '2024-01-01' });
  const input = { policyId: place.policyId, employeeIds: [first], validFrom: '2027-01-01' };
  await crowd.owner.data(ASSIGN, { input });
  await app.work();
  for (const text of COPIES) await crowd.sql(text, [app.uuid(first), 499]);
  const night = await crowd.statements(() => at('2027-05-02T10:00:00Z'));
  const [{ people, entries } = {}] = await crowd.sql(
    `select count(distinct employee_id)::int as people, count(*)::int as entries
     from hr.leave_entry`,
  );
  expect(people).toBe(500);
  expect(entries).toBeGreaterThan(500 * 3);
  // A hundred people in a step, and one for the few of each other organization of this file.
  const posted = night.filter((one) => one.includes('insert into hr.leave_entry')).length;
  expect(posted).toBeGreaterThanOrEqual(5);
  expect(posted).toBeLessThanOrEqual(9);
  const text = `query ($unitId: ID!, $asOf: Date) { leaveBalances(unitId: $unitId, asOf: $asOf) {
    days } }`;
  const variables = { unitId: place.unitId, asOf: '2027-05-02' };
  const read = await crowd.statements(async () => {
    const { leaveBalances } = await crowd.owner.data(text, variables);
    expect(leaveBalances).toHaveLength(500);
    expect(new Set(leaveBalances.map(({ days }: { days: string }) => days)).size).toBe(1);
  });
  expect(read.filter((one) => one.includes('hr.leave_entry'))).toHaveLength(1);
});
