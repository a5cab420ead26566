import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { hire } from '../../test/company.js';
import { APPROVE, memberFor } from '../../test/leave.js';
import { assignRules, createTimeCompany, type TimeCompany } from '../../test/time.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: TimeCompany;
let now = new Date('2026-03-09T07:00:00Z');
let kim: string;
let other: string;
let staff: TestClient;
let boss: TestClient;
let chief: TestClient;
let colleague: TestClient;
let terminal: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createTimeCompany(app);
  const chiefId = await hire(app.owner, company, { familyName: 'Chief' });
  const bossId = await hire(app.owner, company, { familyName: 'Boss', managerId: chiefId });
  kim = await hire(app.owner, company, { number: 'KIM', managerId: bossId });
  other = await hire(app.owner, company, { number: 'OTHER', managerId: chiefId });
  await assignRules(app, company, [kim, other]);
  staff = await memberFor(app, kim, 'employee');
  boss = await memberFor(app, bossId, 'employee', 'manager');
  chief = await memberFor(app, chiefId, 'employee', 'manager');
  colleague = await memberFor(app, other, 'employee');
  terminal = app.as({ role: 'timeTerminal' });
});
afterAll(() => app?.close());

type Turn = 'timeClockIn' | 'timeClockOut' | 'timeBreakStart' | 'timeBreakEnd';

/** The error of a turn of the clock, or `undefined` for one that was recorded. */
async function turn(client: TestClient, field: Turn, input: object = {}) {
  const text = `mutation ($input: TimeClockInput!) { ${field}(input: $input) { at
    userErrors { code } } }`;
  const { data, errors } = await client.query(text, { input });
  return errors?.[0]?.extensions.code ?? data[field].userErrors[0]?.code;
}

function at(instant: string): void {
  now = new Date(instant);
}

const ENTRIES = `query ($day: Date!) { timeEntries(where: { day: { eq: $day } }) { nodes {
  kind state source startedAt endedAt } } }`;

async function entriesOn(client: TestClient, day: string) {
  const { timeEntries } = await client.data(ENTRIES, { day });
  return timeEntries.nodes as Record<string, string | null>[];
}

const WORKED = `query ($id: ID!, $from: Date!, $to: Date!) {
  workedTime(employeeId: $id, from: $from, to: $to) { premiumMinutes
    totals { regular overtime night sunday holiday breaks leave publicHoliday }
    days { day minutes { regular overtime breaks } warnings { code minutes } } } }`;

test('a day of work with a break, by the person itself', async () => {
  expect(await turn(staff, 'timeClockOut')).toBe('HR_TIME_NOT_OPEN');
  expect(await turn(staff, 'timeClockIn')).toBeUndefined();
  expect(await turn(staff, 'timeClockIn')).toBe('HR_TIME_OPEN');
  expect(await turn(staff, 'timeBreakEnd')).toBe('HR_TIME_NOT_IN_BREAK');
  at('2026-03-09T11:00:00Z');
  expect(await turn(staff, 'timeBreakStart')).toBeUndefined();
  expect(await turn(staff, 'timeBreakStart')).toBe('HR_TIME_IN_BREAK');
  at('2026-03-09T11:45:00Z');
  expect(await turn(staff, 'timeBreakEnd')).toBeUndefined();
  at('2026-03-09T16:45:00Z');
  expect(await turn(staff, 'timeClockOut')).toBeUndefined();
  expect(await entriesOn(staff, '2026-03-09')).toMatchObject([
    { kind: 'WORK', source: 'SELF', endedAt: '2026-03-09T11:00:00.000Z' },
    { kind: 'BREAK', endedAt: '2026-03-09T11:45:00.000Z' },
    { kind: 'WORK', endedAt: '2026-03-09T16:45:00.000Z' },
  ]);
  const span = { id: kim, from: '2026-03-09', to: '2026-03-10' };
  const { workedTime } = await staff.data(WORKED, span);
  expect(workedTime).toEqual({
    premiumMinutes: '15.00',
    totals: {
      ...{ regular: 480, overtime: 60, night: 0, sunday: 0, holiday: 0 },
      ...{ breaks: 45, leave: 0, publicHoliday: 0 },
    },
    days: [
      { day: '2026-03-09', minutes: { regular: 480, overtime: 60, breaks: 45 }, warnings: [] },
    ],
  });
});

test('the same key twice is one turn of the clock', async () => {
  at('2026-03-10T07:00:00Z');
  const text = `mutation { timeClockIn(input: {}) @idempotent(key: "in-2026-03-10") { at
    userErrors { code } } }`;
  const first = await colleague.query(text);
  const second = await colleague.query(text);
  expect(second.data).toEqual(first.data);
  at('2026-03-10T15:00:00Z');
  expect(await turn(colleague, 'timeClockOut')).toBeUndefined();
  expect(await entriesOn(colleague, '2026-03-10')).toHaveLength(1);
});

test('of twenty that clock somebody in at once, one does', async () => {
  at('2026-03-11T07:00:00Z');
  const input = { employeeNumber: 'OTHER' };
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => turn(terminal, 'timeClockIn', input)),
  );
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(codes.filter((code) => code === 'HR_TIME_OPEN')).toHaveLength(19);
  await expect(
    app.sql(`insert into hr.time_entry (organization_id, id, employee_id, site_id, time_zone, day,
        kind, source, started_at)
      select organization_id, gen_random_uuid(), employee_id, site_id, time_zone, day, kind,
        source, started_at + interval '5 minutes' from hr.time_entry where ended_at is null;
      set constraints all immediate`),
  ).rejects.toThrow('time_entry_no_overlap');
  const late = { ...input, at: '2026-03-11T15:00:00Z' };
  expect(await turn(terminal, 'timeClockOut', { ...input, at: '2026-03-01T15:00:00Z' })).toBe(
    'HR_TIME_AT',
  );
  at('2026-03-12T15:00:00Z');
  expect(await turn(terminal, 'timeClockOut', late)).toBeUndefined();
  expect(await turn(terminal, 'timeClockIn', late)).toBeUndefined();
  at('2026-03-12T15:30:00Z');
  expect(await turn(terminal, 'timeClockOut', input)).toBe('HR_TIME_FORGOTTEN');
});

test('nobody clocks others in, nor tells another instant, nor reads by a terminal', async () => {
  expect(await turn(staff, 'timeClockIn', { employeeId: other })).toBe('NOT_FOUND');
  expect(await turn(staff, 'timeClockIn', { employeeNumber: 'OTHER' })).toBe(
    'HR_TIME_EMPLOYEE_UNKNOWN',
  );
  expect(await turn(staff, 'timeClockIn', { at: '2026-03-12T14:00:00Z' })).toBe('FORBIDDEN');
  const { errors } = await terminal.query('{ timeEntries { nodes { id } } }');
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('time is found by the person, those above and HR, by nobody else', async () => {
  const found = async (client: TestClient) => {
    const where = `where: { employee: { id: { eq: "${kim}" } } }`;
    const { timeEntries } = await client.data(`{ timeEntries(${where}) { totalCount } }`);
    const span = { id: kim, from: '2026-03-09', to: '2026-03-10' };
    const { workedTime } = await client.data(WORKED, span);
    return [timeEntries.totalCount, workedTime?.totals.regular];
  };
  expect(await found(staff)).toEqual([3, 480]);
  expect(await found(boss)).toEqual([3, 480]);
  expect(await found(chief)).toEqual([3, 480]);
  expect(await found(colleague)).toEqual([0, undefined]);
  expect(await found(app.as({ role: 'hrManager' }))).toEqual([3, 480]);
});

const CORRECT = `mutation ($input: TimeCorrectionCreateInput!) {
  timeCorrectionCreate(input: $input) { timeCorrection { id state }
    approvalRequest { id version } userErrors { code path } } }`;

const span = (from: string, to: string) => ({ startedAt: from, endedAt: to });

async function correct(client: TestClient, input: object) {
  const { data } = await client.query(CORRECT, { input: { reason: 'Forgotten', ...input } });
  return data.timeCorrectionCreate;
}

test('a correction counts when it is agreed to; what stood before stays', async () => {
  const day = '2026-03-11';
  const spans = [span('2026-03-11T06:30:00Z', '2026-03-11T15:00:00Z')];
  const asked = await correct(colleague, { day, spans });
  expect(asked).toMatchObject({ timeCorrection: { state: 'PENDING' }, userErrors: [] });
  expect(await correct(colleague, { day, spans })).toMatchObject({
    userErrors: [{ code: 'HR_TIME_CORRECTION_PENDING' }],
  });
  const own = app.as({ role: 'hrManager' });
  const before = await entriesOn(own, day);
  // The open entry of the forgotten evening belongs to the same day.
  expect(before.map(({ state }) => state)).toEqual(['PROPOSED', 'VALID', 'VALID']);
  const { id, version } = asked.approvalRequest;
  const voted = await chief.data(APPROVE, { input: { id, expectedVersion: version } });
  expect(voted.approvalRequestApprove.userErrors).toEqual([]);
  const after = await entriesOn(own, day);
  expect(after.map(({ state }) => state)).toEqual(['VALID', 'REPLACED', 'REPLACED']);
  const { timeCorrections } = await own.data(`{ timeCorrections { nodes { state decidedAt
    entries { nodes { source startedAt } } replaced { nodes { startedAt endedAt } } } } }`);
  expect(timeCorrections.nodes).toMatchObject([
    {
      ...{ state: 'APPROVED', decidedAt: now.toISOString() },
      entries: { nodes: [{ source: 'CORRECTION', startedAt: '2026-03-11T06:30:00.000Z' }] },
      replaced: { nodes: [{}, { endedAt: null }] },
    },
  ]);
});

test('a correction is taken back or refused, and then counts for nothing', async () => {
  const spans = [span('2026-03-12T08:00:00Z', '2026-03-12T09:00:00Z')];
  const { timeCorrection } = await correct(staff, { day: '2026-03-12', spans });
  const withdraw = `mutation { timeCorrectionWithdraw(input: { id: "${timeCorrection.id}" }) {
    timeCorrection { state } userErrors { code } } }`;
  const { errors } = await colleague.query(withdraw);
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await staff.data(withdraw)).timeCorrectionWithdraw.timeCorrection.state).toBe(
    'WITHDRAWN',
  );
  expect(await entriesOn(staff, '2026-03-12')).toMatchObject([{ state: 'DROPPED' }]);
});

test.each([
  [
    'that overlap',
    [
      span('2026-03-10T08:00:00Z', '2026-03-10T10:00:00Z'),
      span('2026-03-10T09:00:00Z', '2026-03-10T11:00:00Z'),
    ],
  ],
  ['of another day', [span('2026-03-09T08:00:00Z', '2026-03-09T10:00:00Z')]],
  ['that are not over', [span('2026-03-10T08:00:00Z', '2026-03-20T10:00:00Z')]],
])('spans %s are refused', async (_, spans) => {
  const refused = await correct(staff, { day: '2026-03-10', spans });
  expect(refused.userErrors).toMatchObject([{ code: 'HR_TIME_SPANS' }]);
});

const STEP = (field: string, input: string) => `mutation { ${field}(input: { ${input} }) {
  timePeriod { id state reopenedReason } userErrors { code } } }`;

async function step(name: string, input: string) {
  const field = `timePeriod${name}`;
  const { data } = await app.owner.query(STEP(field, input));
  const { timePeriod, userErrors } = data[field];
  return userErrors[0]?.code ?? timePeriod.state;
}

/** The period of the week, as it stands in an input. */
let period: string;
const SHEETS = `{ timeSheets(where: { employee: { number: { in: ["KIM", "OTHER"] } } }) { nodes {
  employee { number } regularMinutes overtimeMinutes leaveMinutes premiumMinutes } } }`;

test('a period that is over and settled is approved, with its time sheets', async () => {
  at('2026-03-16T08:00:00Z');
  await app.owner.data(
    `mutation ($leave: LeaveRequestCreateInput!) {
      leaveRequestCreate(input: $leave) { leaveRequest { id } userErrors { code } } }`,
    {
      leave: {
        ...{ employeeId: kim, typeId: company.sickId },
        ...{ startsOn: '2026-03-12', endsOn: '2026-03-12' },
      },
    },
  );
  const [request] = (await app.owner.data('{ leaveRequests { nodes { id } } }')).leaveRequests
    .nodes;
  await app.owner.data(`mutation { leaveRequestSubmit(input: { id: "${request.id}" }) {
    userErrors { code } } }`);
  const { timePeriodCreate } = await app.owner.data(
    STEP(
      'timePeriodCreate',
      `legalEntityId: "${company.legalEntityId}", startsOn: "2026-03-09", endsOn: "2026-03-15"`,
    ),
  );
  period = `id: "${timePeriodCreate.timePeriod.id}"`;
  at('2026-03-15T20:00:00Z');
  expect(await step('Approve', period)).toBe('HR_TIME_PERIOD_RUNS');
  at('2026-03-16T08:00:00Z');
  const spans = [span('2026-03-13T08:00:00Z', '2026-03-13T09:00:00Z')];
  const { timeCorrection } = await correct(staff, { day: '2026-03-13', spans });
  expect(await step('Approve', period)).toBe('HR_TIME_PERIOD_UNSETTLED');
  await staff.data(`mutation { timeCorrectionWithdraw(input: { id: "${timeCorrection.id}" }) {
    userErrors { code } } }`);
  expect(await step('Lock', period)).toBe('HR_TIME_PERIOD_STATE');
  expect(await step('Approve', period)).toBe('APPROVED');
  const made = (await app.owner.data(SHEETS)).timeSheets.nodes;
  made.sort((a: never, b: never) => (a['employee']['number'] < b['employee']['number'] ? -1 : 1));
  expect(made).toMatchObject([
    { regularMinutes: 480, overtimeMinutes: 60, leaveMinutes: 480, premiumMinutes: '15.00' },
    { regularMinutes: 930, overtimeMinutes: 0, leaveMinutes: 0, premiumMinutes: '0.00' },
  ]);
  expect((await colleague.data(SHEETS)).timeSheets.nodes).toHaveLength(1);
});

test('a locked period refuses writes; it is reopened with a reason', async () => {
  const spans = [span('2026-03-13T08:00:00Z', '2026-03-13T09:00:00Z')];
  expect(await step('Lock', period)).toBe('LOCKED');
  const refused = await correct(staff, { day: '2026-03-13', spans });
  expect(refused.userErrors).toMatchObject([{ code: 'HR_TIME_PERIOD_CLOSED' }]);
  const late = { employeeNumber: 'KIM', at: '2026-03-13T08:00:00Z' };
  expect(await turn(terminal, 'timeClockIn', late)).toBe('HR_TIME_PERIOD_CLOSED');
  await expect(app.sql('update hr.time_sheet set regular_minutes = 0')).rejects.toThrow(
    'HR_TIME_STANDS',
  );
  await expect(app.sql('delete from hr.time_entry')).rejects.toThrow('HR_TIME_STANDS');
  await expect(
    app.sql(`update hr.time_entry set started_at = started_at - interval '1 minute'`),
  ).rejects.toThrow('HR_TIME_STANDS');
  await expect(app.sql(`update hr.work_time_policy set daily_minutes = 1`)).rejects.toThrow(
    'HR_TIME_STANDS',
  );
  expect(await step('Reopen', `${period}, reason: " "`)).toBe('HR_TIME_TEXT');
  expect(await step('Reopen', `${period}, reason: "A shift was missing"`)).toBe('OPEN');
  expect((await app.owner.data(SHEETS)).timeSheets.nodes).toEqual([]);
  expect(await turn(terminal, 'timeClockIn', late)).toBeUndefined();
  expect(await turn(terminal, 'timeClockOut', { ...late, at: '2026-03-13T09:00:00Z' })).toBe(
    undefined,
  );
  await app.caughtUp();
  const { changes } = await app.owner.data('{ changes(first: 250) { nodes { name } } }');
  const names = changes.nodes.map(({ name }: { name: string }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['hr.timePeriod.locked', 'hr.timePeriod.reopened', 'hr.time.corrected']),
  );
});

test('shifts by the clock of the place, over midnight and a change of the clock', async () => {
  const assign = `mutation ($input: ShiftAssignInput!) { shiftAssign(input: $input) { shiftIds
    userErrors { code } } }`;
  const days = ['2026-03-27', '2026-03-28', '2026-10-24'];
  const input = { employeeId: kim, patternId: company.nightId, days };
  expect((await boss.data(assign, { input })).shiftAssign.shiftIds).toHaveLength(3);
  const seen = await staff.data('{ shifts { nodes { id day startsAt endsAt } } }');
  expect(seen.shifts.nodes).toMatchObject([
    { day: '2026-03-27', startsAt: '2026-03-27T21:00:00.000Z', endsAt: '2026-03-28T05:00:00.000Z' },
    { day: '2026-03-28', startsAt: '2026-03-28T21:00:00.000Z', endsAt: '2026-03-29T04:00:00.000Z' },
    { day: '2026-10-24', startsAt: '2026-10-24T20:00:00.000Z', endsAt: '2026-10-25T05:00:00.000Z' },
  ]);
  const again = await boss.query(assign, { input: { ...input, days: ['2026-03-27'] } });
  expect(again.data.shiftAssign.userErrors).toMatchObject([{ code: 'CORE_OVERLAP' }]);
  const foreign = await boss.query(assign, { input: { ...input, employeeId: other } });
  expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  // Somebody who comes late, after midnight, still comes for the shift of the day before.
  at('2026-03-28T23:30:00Z');
  expect(await turn(staff, 'timeClockIn')).toBeUndefined();
  at('2026-03-29T04:00:00Z');
  expect(await turn(staff, 'timeClockOut')).toBeUndefined();
  const { workedTime } = await staff.data(WORKED, {
    ...{ id: kim, from: '2026-03-28', to: '2026-03-30' },
  });
  expect(workedTime.totals).toMatchObject({ regular: 270, night: 270, sunday: 270 });
  expect(workedTime.days.map((one: never) => one['minutes']['regular'])).toEqual([270, 0]);
  const [first] = seen.shifts.nodes;
  const remove = `mutation { shiftDelete(input: { id: "${first.id}" }) { deletedId } }`;
  expect((await staff.query(remove)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await boss.data(remove)).shiftDelete.deletedId).toBe(first.id);
});

test('managers eight levels above find the lists, those further above the figures', async () => {
  const levels: string[] = [];
  for (let depth = 0; depth < 9; depth += 1) {
    levels.push(await hire(app.owner, company, { managerId: levels.at(-1) ?? null }));
  }
  const lowest = await hire(app.owner, company, { number: 'LOW', managerId: levels.at(-1) ?? '' });
  await assignRules(app, company, [lowest]);
  at('2026-11-02T08:00:00Z');
  const low = await memberFor(app, lowest, 'employee');
  expect(await turn(low, 'timeClockIn')).toBeUndefined();
  const [top = '', next = ''] = levels;
  const above = await memberFor(app, next, 'employee', 'manager');
  expect(await entriesOn(above, '2026-11-02')).toHaveLength(1);
  const highest = await memberFor(app, top, 'employee', 'manager');
  expect(await entriesOn(highest, '2026-11-02')).toEqual([]);
  const { workedTime } = await highest.data(WORKED, {
    ...{ id: lowest, from: '2026-11-02', to: '2026-11-03' },
  });
  expect(workedTime.days).toHaveLength(1);
  expect(await entriesOn(colleague, '2026-11-02')).toEqual([]);
});
