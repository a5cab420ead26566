import type { TestApp } from '@bureau/testing';
import { createLeaveCompany, type LeaveCompany } from './leave.js';

/** A company with a calendar, leave, and rules of working time. */
export interface TimeCompany extends LeaveCompany {
  /** Eight hours a day, forty a week, breaks and rest as in ArbZG. */
  workPolicyId: string;
  /** 22:00 to 06:00. */
  nightId: string;
}

const RULES = `mutation ($policy: WorkTimePolicyCreateInput!, $night: ShiftPatternCreateInput!) {
  workTimePolicyCreate(input: $policy) { workTimePolicy { id } userErrors { code path } }
  shiftPatternCreate(input: $night) { shiftPattern { id } userErrors { code path } }
  approvalPolicySet(input: { kind: "hr.time.correct", steps: [
    { mode: ANY, approvers: [{ resolver: "hr.timeManager" }] }] }) { userErrors { code } } }`;

/** What a company needs before anybody clocks in; corrections need the manager's consent. */
export async function createTimeCompany(app: TestApp): Promise<TimeCompany> {
  return addTimeRules(app, await createLeaveCompany(app));
}

/** The same for a company that is there. */
async function addTimeRules(app: TestApp, company: LeaveCompany): Promise<TimeCompany> {
  const data = await app.owner.data(RULES, {
    policy: {
      ...{ code: 'OFFICE', name: 'Office', dailyMinutes: 480, overtimeDailyMinutes: 480 },
      ...{ overtimeWeeklyMinutes: 2_400, longestDayMinutes: 600, overtimeFactor: '0.25' },
      ...{ nightFactor: '0.25', sundayFactor: '0.5', holidayFactor: '1' },
      breaks: [
        { afterMinutes: 360, breakMinutes: 30 },
        { afterMinutes: 540, breakMinutes: 45 },
      ],
    },
    night: { code: 'NIGHT', name: 'Night', starts: '22:00', ends: '06:00', breakMinutes: 30 },
  });
  const workPolicyId = data.workTimePolicyCreate.workTimePolicy.id;
  const nightId = data.shiftPatternCreate.shiftPattern.id;
  return { ...company, workPolicyId, nightId };
}

/** Lets the rules of the company hold for people from 2026 on. */
export async function assignRules(app: TestApp, company: TimeCompany, employeeIds: string[]) {
  const input = { policyId: company.workPolicyId, employeeIds, validFrom: '2026-01-01' };
  await app.owner.data(
    `mutation ($input: WorkTimePolicyAssignInput!) {
      workTimePolicyAssign(input: $input) { assigned userErrors { code path } } }`,
    { input },
  );
}

const KEEP = `mutation ($clock: TimeClockInput!, $shift: ShiftAssignInput!,
    $period: TimePeriodCreateInput!) {
  timeClockIn(input: $clock) { userErrors { code } }
  shiftAssign(input: $shift) { userErrors { code } }
  timePeriodCreate(input: $period) { timePeriod { id } userErrors { code } } }`;

const CLOSE = `mutation ($clock: TimeClockInput!, $id: ID!) {
  timeClockOut(input: $clock) { userErrors { code } }
  timePeriodApprove(input: { id: $id }) { userErrors { code } } }`;

/** Rules, a shift, an entry, a correction, and a period with its sheets: one of each record. */
export async function keepTime(app: TestApp, company: LeaveCompany, employeeId: string) {
  const rules = await addTimeRules(app, company);
  await assignRules(app, rules, [employeeId]);
  const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
  const { legalEntityId } = company;
  const { timePeriodCreate } = await app.owner.data(KEEP, {
    clock: { employeeId },
    shift: { employeeId, patternId: rules.nightId, days: [day] },
    period: { legalEntityId, startsOn: day, endsOn: day },
  });
  await app.owner.data(CLOSE, { clock: { employeeId }, id: timePeriodCreate.timePeriod.id });
  // Whoever asks must be a member, and somebody has to be asked.
  await app.sql(
    `insert into hr.time_correction (id, employee_id, day, reason)
     values (gen_random_uuid(), $1, current_date, 'For a test')`,
    [app.uuid(employeeId)],
  );
}
