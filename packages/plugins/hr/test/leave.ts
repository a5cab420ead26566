import type { TestApp, TestClient } from '@bureau/testing';
import { type Company, createCompany, hire, type Terms } from './company.js';

const POLICY = `mutation ($calendar: CalendarCreateInput!, $holiday: LeaveTypeCreateInput!,
    $sick: LeaveTypeCreateInput!) {
  calendarCreate(input: $calendar) { calendar { id } userErrors { code } }
  holiday: leaveTypeCreate(input: $holiday) { leaveType { id } userErrors { code } }
  sick: leaveTypeCreate(input: $sick) { leaveType { id } userErrors { code } }
}`;

/** Weekdays from nine to five. */
const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((weekday) => ({
  weekday,
  opens: '09:00',
  closes: '17:00',
}));

/** Terms of which a test may change some. */
export const TERMS = { yearlyDays: '24', roundingStep: '0.5' };

/** A company with a calendar, holiday that is earned by a policy, and illness that is not. */
export interface LeaveCompany extends Company {
  calendarId: string;
  holidayId: string;
  sickId: string;
  policyId: string;
}

/** What a company needs before anybody can be on leave; holiday needs the manager's consent. */
export async function createLeaveCompany(
  app: TestApp,
  terms: Record<string, unknown> = TERMS,
): Promise<LeaveCompany> {
  const company = await createCompany(app);
  const data = await app.owner.data(POLICY, {
    calendar: { code: 'VIE', name: 'Vienna', timeZone: 'Europe/Vienna', windows: WEEK },
    holiday: { code: 'HOLIDAY', name: 'Holiday' },
    sick: {
      ...{ code: 'SICK', name: 'Illness', hasBalance: false, isSensitive: true },
      ...{ isApprovalNeeded: false, isPaidOut: false },
    },
  });
  const calendarId = data.calendarCreate.calendar.id;
  const holidayId = data.holiday.leaveType.id;
  const policyId = await createPolicy(app, { code: 'STANDARD', typeId: holidayId, terms });
  await app.owner.data(
    `mutation ($calendar: ID!) { organizationUpdate(input: { calendarId: $calendar }) {
        userErrors { code } }
      approvalPolicySet(input: { kind: "hr.leave.take", steps: [
        { mode: ANY, approvers: [{ resolver: "hr.leaveManager" }] }] }) { userErrors { code } } }`,
    { calendar: calendarId },
  );
  return { ...company, calendarId, holidayId, sickId: data.sick.leaveType.id, policyId };
}

/** A policy that holds from 2024 on. */
export async function createPolicy(
  app: TestApp,
  { code, typeId, terms }: { code: string; typeId: string; terms: Record<string, unknown> },
): Promise<string> {
  const data = await app.owner.data(
    `mutation ($input: LeavePolicyCreateInput!) { leavePolicyCreate(input: $input) {
      leavePolicy { id } userErrors { code path } } }`,
    { input: { code, name: code, typeId, validFrom: '2024-01-01', terms } },
  );
  return data.leavePolicyCreate.leavePolicy.id as string;
}

export const ASSIGN = `mutation ($input: LeavePolicyAssignInput!) {
  leavePolicyAssign(input: $input) { assigned userErrors { code } } }`;

/** Somebody who is entitled from a day on. */
export async function hireEntitled(
  app: TestApp,
  company: LeaveCompany,
  { from = '2026-01-01', ...terms }: Terms & { from?: string } = {},
): Promise<string> {
  const id = await hire(app.owner, company, { startsOn: '2024-01-01', ...terms });
  const input = { policyId: company.policyId, employeeIds: [id], validFrom: from };
  await app.owner.data(ASSIGN, { input });
  return id;
}

/** A caller with a membership of its own who is this employee. */
export async function memberFor(
  app: TestApp,
  employeeId: string,
  ...roles: string[]
): Promise<TestClient> {
  const [row] = await app.sql<{ id: string; person_id: string }>(
    `insert into core.membership (id, kind, display_name, person_id)
     select gen_random_uuid(), 'SERVICE', display_name, person_id from hr.employee where id = $1
     returning id, person_id`,
    [app.uuid(employeeId)],
  );
  const [userId, personId] = [row?.id ?? '', row?.person_id ?? ''];
  const whole = roles.map((role) => app.as({ role, userId, personId }).principal.permissions);
  const held = new Map<string, Set<string> | 'all'>();
  for (const [permission, hold] of whole.flatMap((one) => [...one])) {
    const before = held.get(permission);
    const isWhole = hold === 'all' || before === 'all';
    held.set(permission, isWhole ? 'all' : new Set([...(before ?? []), ...hold]));
  }
  const permissions = [...held].map(([permission, when]) =>
    when === 'all' ? permission : { permission, when: [...when] },
  );
  return app.as({ permissions, userId, personId });
}

export const CREATE = `mutation ($input: LeaveRequestCreateInput!) {
  leaveRequestCreate(input: $input) { leaveRequest { id version days state }
    userErrors { code path message } } }`;

export const SUBMIT = `mutation ($id: ID!) { leaveRequestSubmit(input: { id: $id }) {
  leaveRequest { id state days } approvalRequest { id version title }
  userErrors { code path message } } }`;

export const CANCEL = `mutation ($id: ID!) { leaveRequestCancel(input: { id: $id }) {
  leaveRequest { state } userErrors { code } } }`;

export const APPROVE = `mutation ($input: ApprovalVoteInput!) {
  approvalRequestApprove(input: $input) { approvalRequest { state } userErrors { code } } }`;

/** Asks for leave; the answer of the submission. */
export async function askFor(client: TestClient, input: Record<string, unknown>) {
  const { leaveRequestCreate } = await client.data(CREATE, { input });
  const { data } = await client.query(SUBMIT, { id: leaveRequestCreate.leaveRequest.id });
  return data.leaveRequestSubmit;
}

const TAKE = `mutation ($request: LeaveRequestCreateInput!, $adjustment: LeaveBalanceAdjustInput!,
    $blackout: LeaveBlackoutCreateInput!) {
  leaveRequestCreate(input: $request) { leaveRequest { id } userErrors { code } }
  leaveBalanceAdjust(input: $adjustment) { leaveEntry { id } userErrors { code } }
  leaveBlackoutCreate(input: $blackout) { leaveBlackout { id } userErrors { code } }
}`;

/** A request, an entry and days without leave: one of each kind of record. */
export async function takeLeave(app: TestApp, company: LeaveCompany, employeeId: string) {
  const { holidayId: typeId, policyId } = company;
  const [startsOn, endsOn] = ['2026-07-06', '2026-07-10'];
  const reason = 'For a test';
  await app.owner.data(TAKE, {
    request: { employeeId, typeId, startsOn, endsOn },
    adjustment: { employeeId, typeId, days: '1', effectiveOn: startsOn, reason },
    blackout: { policyId, startsOn: '2026-12-14', endsOn: '2026-12-18', reason },
  });
}
