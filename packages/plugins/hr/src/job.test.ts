import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => new Date('2025-06-15T10:00:00Z') });
  company = await createCompany(app);
});
afterAll(() => app.close());

const CHANGE = `mutation ($input: JobChangeInput!) {
  jobChange(input: $input) {
    employee { version }
    jobRecord { position validFrom validTo reason unit { code } manager { number } }
    userErrors { __typename code message path ... on BusinessError { data } }
  }
}`;
const JOBS = `query ($id: ID!) {
  employee(by: { id: $id }) {
    version
    jobRecords(orderBy: [{ field: VALID_FROM }]) {
      nodes { validFrom validTo position unit { code } partTimeShare }
    }
  }
}`;

async function change(input: Record<string, unknown>) {
  const { data, errors } = await app.owner.query(CHANGE, { input });
  expect(errors).toEqual([]);
  return data.jobChange;
}

async function jobs(id: string) {
  const { employee } = await app.owner.data(JOBS, { id });
  return employee.jobRecords.nodes.map((row: never) => [
    row['validFrom'],
    row['validTo'],
    row['position'],
    row['unit']['code'],
  ]);
}

describe('jobChange', () => {
  it('closes the job in force and carries over what is not changed', async () => {
    const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
    const { jobRecord } = await change({
      employeeId,
      effectiveOn: '2024-07-01',
      unitId: company.otherUnitId,
      reason: 'TRANSFER',
    });
    expect(jobRecord).toEqual({
      position: 'Engineer',
      validFrom: '2024-07-01',
      validTo: null,
      reason: 'TRANSFER',
      unit: { code: 'OPS' },
      manager: null,
    });
    expect(await jobs(employeeId)).toEqual([
      ['2024-01-01', '2024-07-01', 'Engineer', 'ENG'],
      ['2024-07-01', null, 'Engineer', 'OPS'],
    ]);
  });

  it('splits inside history: the past change lasts until the next known job', async () => {
    const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
    await change({ employeeId, effectiveOn: '2025-01-01', position: 'Lead' });
    await change({ employeeId, effectiveOn: '2024-04-01', unitId: company.otherUnitId });
    expect(await jobs(employeeId)).toEqual([
      ['2024-01-01', '2024-04-01', 'Engineer', 'ENG'],
      ['2024-04-01', '2025-01-01', 'Engineer', 'OPS'],
      ['2025-01-01', null, 'Lead', 'ENG'],
    ]);
  });

  it('corrects a job that begins on that very day, a planned one too', async () => {
    const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
    await change({ employeeId, effectiveOn: '2026-01-01', position: 'Lead' });
    await change({ employeeId, effectiveOn: '2026-01-01', position: 'Head', reason: 'CORRECTION' });
    expect(await jobs(employeeId)).toEqual([
      ['2024-01-01', '2026-01-01', 'Engineer', 'ENG'],
      ['2026-01-01', null, 'Head', 'ENG'],
    ]);
  });

  it('grows the version of the employee and refuses a version that is old', async () => {
    const employeeId = await hire(app.owner, company);
    const { employee } = await app.owner.data(JOBS, { id: employeeId });
    const input = { employeeId, expectedVersion: employee.version };
    const first = await change({ ...input, effectiveOn: '2024-02-01', position: 'Lead' });
    expect(first.employee.version).toBe(employee.version + 1);
    const second = await change({ ...input, effectiveOn: '2024-03-01', position: 'Head' });
    expect(second.userErrors[0]).toMatchObject({ __typename: 'VersionConflictError' });
  });

  it('refuses a day without employment and a change of nothing', async () => {
    const employeeId = await hire(app.owner, company, { number: 'J-1', startsOn: '2024-01-01' });
    const early = await change({ employeeId, effectiveOn: '2023-12-31', position: 'Lead' });
    expect(early.userErrors).toMatchObject([
      {
        code: 'HR_NOT_EMPLOYED_ON',
        message: 'Employee J-1 has no employment on 2023-12-31.',
        path: ['input', 'effectiveOn'],
      },
    ]);
    const same = await change({ employeeId, effectiveOn: '2024-05-01', position: 'Engineer' });
    expect(same.userErrors[0]).toMatchObject({ code: 'HR_NOTHING_CHANGED' });
  });

  it('needs hr.job.change', async () => {
    const employeeId = await hire(app.owner, company);
    const input = { employeeId, effectiveOn: '2024-05-01', position: 'Lead' };
    const { errors } = await app.as({ role: 'manager' }).query(CHANGE, { input });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'hr.job.change',
    });
  });
});

describe('managers', () => {
  it('never form a ring, on any day', async () => {
    const top = await hire(app.owner, company, { number: 'R-1' });
    const middle = await hire(app.owner, company, { number: 'R-2', managerId: top });
    const low = await hire(app.owner, company, { number: 'R-3', managerId: middle });
    const ring = await change({ employeeId: top, effectiveOn: '2025-01-01', managerId: low });
    expect(ring.userErrors).toMatchObject([
      { code: 'HR_MANAGER_RING', data: { number: 'R-1', day: '2025-01-01' } },
    ]);
    const own = await change({ employeeId: top, effectiveOn: '2025-01-01', managerId: top });
    expect(own.userErrors[0]).toMatchObject({ code: 'HR_MANAGER_RING' });
  });

  it('may swap places from a day on', async () => {
    const first = await hire(app.owner, company, { number: 'S-1' });
    const second = await hire(app.owner, company, { number: 'S-2', managerId: first });
    const free = await change({ employeeId: second, effectiveOn: '2025-01-01', managerId: null });
    expect(free.userErrors).toEqual([]);
    const swap = await change({ employeeId: first, effectiveOn: '2025-01-01', managerId: second });
    expect(swap.userErrors).toEqual([]);
    const early = await change({ employeeId: first, effectiveOn: '2024-06-01', managerId: second });
    expect(early.userErrors[0]).toMatchObject({ code: 'HR_MANAGER_RING' });
  });

  it('let one of two changes through that close a ring at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await hire(app.owner, company);
      const two = await hire(app.owner, company);
      const effectiveOn = '2024-06-01';
      const answers = await Promise.all([
        change({ employeeId: one, effectiveOn, managerId: two }),
        change({ employeeId: two, effectiveOn, managerId: one }),
      ]);
      const codes = answers.map((answer) => answer.userErrors[0]?.code ?? 'DONE').sort();
      expect(codes).toEqual(['DONE', 'HR_MANAGER_RING']);
    }
  });
});
