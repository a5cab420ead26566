import type { SeedContext } from '@bureau/core';

type Run = SeedContext['run'];

/** People of the demo company by family name; ids are public. */
export type PeopleIds = ReadonlyMap<string, { id: string }>;

const TYPES = `mutation ($annual: LeaveTypeCreateInput!, $sick: LeaveTypeCreateInput!,
    $parental: LeaveTypeCreateInput!) {
  annual: leaveTypeCreate(input: $annual) { leaveType { id } userErrors { code message } }
  sick: leaveTypeCreate(input: $sick) { leaveType { id } userErrors { code message } }
  parental: leaveTypeCreate(input: $parental) { leaveType { id } userErrors { code message } }
}`;

const POLICY = `mutation ($policy: LeavePolicyCreateInput!) {
  leavePolicyCreate(input: $policy) { leavePolicy { id } userErrors { code message } }
}`;

const ASSIGN = `mutation ($input: LeavePolicyAssignInput!) {
  leavePolicyAssign(input: $input) { assigned userErrors { code message } }
}`;

const BLACKOUT = `mutation ($input: LeaveBlackoutCreateInput!) {
  leaveBlackoutCreate(input: $input) { leaveBlackout { id } userErrors { code message } }
}`;

const CREATE = `mutation ($input: LeaveRequestCreateInput!) {
  leaveRequestCreate(input: $input) { leaveRequest { id } userErrors { code message } }
}`;

const SUBMIT = `mutation ($id: ID!) {
  leaveRequestSubmit(input: { id: $id }) { leaveRequest { id } userErrors { code message } }
}`;

const CONSENT = `mutation ($id: ID!) {
  leaveTypeUpdate(input: { id: $id, isApprovalNeeded: true }) { userErrors { code message } }
  approvalPolicySet(input: { kind: "hr.leave.take", steps: [
    { mode: ANY, approvers: [{ resolver: "hr.leaveManager" }] }] }) { userErrors { code message } }
}`;

/** Leave that was taken or is planned. Invented. */
const TAKEN: readonly (readonly [who: string, type: string, from: string, to: string])[] = [
  ['Petersen', 'annual', '2025-07-21', '2025-08-08'],
  ['Okafor', 'annual', '2025-08-11', '2025-08-22'],
  ['Demir', 'sick', '2025-11-10', '2025-11-12'],
  ['Brandt', 'annual', '2025-12-22', '2026-01-02'],
  ['Feldt', 'annual', '2026-02-16', '2026-02-20'],
  ['Koch', 'annual', '2026-03-30', '2026-04-02'],
  ['Marchand', 'sick', '2026-03-09', '2026-03-13'],
  ['Petersen', 'annual', '2026-05-15', '2026-05-22'],
  ['Huber', 'annual', '2026-07-06', '2026-07-24'],
  ['Albers', 'annual', '2026-08-03', '2026-08-14'],
  ['Benali', 'parental', '2026-09-01', '2026-10-30'],
  ['Vogel', 'annual', '2026-10-19', '2026-10-23'],
  ['Lindqvist', 'sick', '2026-11-19', '2026-11-20'],
  ['Brandt', 'annual', '2026-12-21', '2026-12-31'],
];

/**
 * Kinds of leave, one policy since 2025 that everybody has, and two years of days off. What is
 * earned is posted by the platform, which does so by itself.
 */
export async function seedLeave(run: Run, people: PeopleIds): Promise<void> {
  const types = await addTypes(run);
  const policyId = await addPolicy(run, types.get('annual') ?? '');
  const employeeIds = [...people.values()].map(({ id }) => id);
  await run(ASSIGN, { input: { policyId, employeeIds, validFrom: '2025-01-01' } });
  const closed = { startsOn: '2026-12-14', endsOn: '2026-12-18', reason: 'Stocktaking' };
  await run(BLACKOUT, { input: { policyId, ...closed } });
  for (const [who, type, startsOn, endsOn] of TAKEN) {
    const employeeId = people.get(who)?.id;
    const input = { employeeId, typeId: types.get(type), startsOn, endsOn };
    const { leaveRequestCreate } = (await run(CREATE, { input })) as unknown as Created;
    await run(SUBMIT, { id: leaveRequestCreate.leaveRequest.id });
  }
  // From now on managers are asked; leave of earlier days was agreed to on paper.
  await run(CONSENT, { id: types.get('annual') });
}

interface Created {
  leaveRequestCreate: { leaveRequest: { id: string } };
}

async function addTypes(run: Run): Promise<Map<string, string>> {
  const data = await run(TYPES, {
    annual: { code: 'ANNUAL', name: 'Annual leave', isApprovalNeeded: false },
    sick: {
      ...{ code: 'SICK', name: 'Sick leave', hasBalance: false, isSensitive: true },
      ...{ isApprovalNeeded: false, isPaidOut: false },
    },
    parental: {
      ...{ code: 'PARENTAL', name: 'Parental leave', hasBalance: false },
      ...{ isApprovalNeeded: false, isPaidOut: false },
    },
  });
  const payloads = Object.entries(data) as [string, { leaveType: { id: string } }][];
  return new Map(payloads.map(([name, { leaveType }]) => [name, leaveType.id]));
}

async function addPolicy(run: Run, typeId: string): Promise<string> {
  const terms = {
    ...{ yearlyDays: '28', roundingStep: '0.5', carryOverLimit: '10', carryOverLifeDays: 90 },
    tenureSteps: [{ afterYears: 5, yearlyDays: '30' }],
  };
  const policy = { code: 'NW', name: 'Nordwind', typeId, validFrom: '2025-01-01', terms };
  const data = await run(POLICY, { policy });
  return (data['leavePolicyCreate'] as { leavePolicy: { id: string } }).leavePolicy.id;
}
