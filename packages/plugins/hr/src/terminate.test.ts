import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app.close());

const LEAVE = `mutation ($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) {
    employee {
      status terminatedOn
      jobRecords(orderBy: [{ field: VALID_FROM }]) { nodes { validFrom validTo } }
      salaries(orderBy: [{ field: VALID_FROM }]) { nodes { validFrom validTo } }
    }
    employment { endsOn endReason }
    userErrors { code message path }
  }
}`;
const CHANGE = `mutation ($input: JobChangeInput!) {
  jobChange(input: $input) { employee { id } userErrors { code } }
}`;

async function leave(input: Record<string, unknown>) {
  const { data, errors } = await app.owner.query(LEAVE, { input });
  expect(errors).toEqual([]);
  return data.employeeTerminate;
}

const reason = 'RESIGNATION';

describe('employeeTerminate', () => {
  it('closes employment, job and pay after the last day and drops what was planned', async () => {
    const employeeId = await hire(app.owner, company, {
      startsOn: '2024-01-01',
      salary: { amount: { amount: '5000', currency: 'EUR' }, period: 'MONTH' },
    });
    await app.owner.data(CHANGE, {
      input: { employeeId, effectiveOn: '2024-12-01', position: 'Lead' },
    });
    const answer = await leave({ employeeId, lastDay: '2024-09-30', reason });
    expect(answer).toEqual({
      employee: {
        status: 'TERMINATED',
        terminatedOn: '2024-09-30',
        jobRecords: { nodes: [{ validFrom: '2024-01-01', validTo: '2024-10-01' }] },
        salaries: { nodes: [{ validFrom: '2024-01-01', validTo: '2024-10-01' }] },
      },
      employment: { endsOn: '2024-10-01', endReason: 'RESIGNATION' },
      userErrors: [],
    });
  });

  it('refuses a day outside the latest employment', async () => {
    const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
    const early = await leave({ employeeId, lastDay: '2023-12-31', reason });
    expect(early.userErrors[0]).toMatchObject({ code: 'HR_NOT_EMPLOYED_ON' });
    await leave({ employeeId, lastDay: '2024-06-30', reason });
    const late = await leave({ employeeId, lastDay: '2024-07-01', reason });
    expect(late.userErrors[0]).toMatchObject({ code: 'HR_NOT_EMPLOYED_ON' });
    const earlier = await leave({ employeeId, lastDay: '2024-05-31', reason });
    expect(earlier.employee.terminatedOn).toBe('2024-05-31');
  });

  it('leaves nobody without a manager who is still there', async () => {
    const boss = await hire(app.owner, company, { number: 'B-1' });
    const next = await hire(app.owner, company, { number: 'B-2', managerId: boss });
    await hire(app.owner, company, { number: 'B-3', managerId: boss });
    await hire(app.owner, company, {
      number: 'B-4',
      managerId: boss,
      startsOn: '2025-03-01',
    });
    const input = { employeeId: boss, lastDay: '2024-12-31', reason };
    const refused = await leave(input);
    expect(refused.userErrors[0]).toMatchObject({ code: 'HR_HAS_REPORTS' });
    expect(refused.userErrors[0].message).toContain('3 jobs report to B-1');
    const ring = await leave({ ...input, reportsToId: next });
    expect(ring.userErrors[0]).toMatchObject({ code: 'HR_MANAGER_RING' });
    await app.owner.data(CHANGE, {
      input: { employeeId: next, effectiveOn: '2025-01-01', managerId: null },
    });
    const done = await leave({ ...input, reportsToId: next });
    expect(done.userErrors).toEqual([]);
    const { employee } = await app.owner.data(
      `query ($id: ID!) { employee(by: { id: $id }) {
        before: directReports(asOf: "2024-12-31") { nodes { number } }
        after: directReports(asOf: "2025-01-01") { nodes { number } }
        later: directReports(asOf: "2025-03-01") { nodes { number } } } }`,
      { id: next },
    );
    expect(employee.before.nodes).toEqual([]);
    expect(employee.after.nodes).toEqual([{ number: 'B-3' }]);
    expect(employee.later.nodes).toEqual([{ number: 'B-3' }, { number: 'B-4' }]);
  });

  it('shows why somebody left to those only who may end employments', async () => {
    const employeeId = await hire(app.owner, company);
    await leave({ employeeId, lastDay: '2024-06-30', reason: 'DISMISSAL' });
    const document = `query ($id: ID!) {
      employee(by: { id: $id }) { employments { nodes { endsOn endReason } } }
    }`;
    const { errors } = await app.as({ role: 'viewer' }).query(document, { id: employeeId });
    expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.employee.terminate' });
    const data = await app.as({ role: 'hrManager' }).data(document, { id: employeeId });
    expect(data.employee.employments.nodes[0].endReason).toBe('DISMISSAL');
  });
});
