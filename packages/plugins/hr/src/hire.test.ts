import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, engagement, HIRE, hire, hireInput } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app.close());

const pay = (amount: string, currency: string) => ({ amount: { amount, currency } });

const EMPLOYEE = `query ($id: ID!, $asOf: Date) {
  employee(by: { id: $id }) {
    number displayName hiredOn terminatedOn status
    person { givenName familyName }
    employment(asOf: $asOf) { startsOn endsOn kind legalEntity { code } }
    job(asOf: $asOf) { position partTimeShare unit { code } site { code } manager { number } }
    salary(asOf: $asOf) { amount { amount currency } period }
  }
}`;

describe('employeeHire', () => {
  it('makes person, employment, first job and pay in one step', async () => {
    const id = await hire(app.owner, company, {
      number: 'A-1',
      givenName: 'Ada',
      familyName: 'Lind',
      startsOn: '2024-03-01',
      salary: { amount: { amount: '62000', currency: 'EUR' } },
    });
    const { employee } = await app.owner.data(EMPLOYEE, { id, asOf: '2024-03-01' });
    expect(employee).toEqual({
      number: 'A-1',
      displayName: 'Ada Lind',
      hiredOn: '2024-03-01',
      terminatedOn: null,
      status: 'ACTIVE',
      person: { givenName: 'Ada', familyName: 'Lind' },
      employment: {
        startsOn: '2024-03-01',
        endsOn: null,
        kind: 'PERMANENT',
        legalEntity: { code: 'CO' },
      },
      job: {
        position: 'Engineer',
        partTimeShare: '1.0000',
        unit: { code: 'ENG' },
        site: { code: 'VIE' },
        manager: null,
      },
      salary: { amount: { amount: '62000.00', currency: 'EUR' }, period: 'YEAR' },
    });
    const before = await app.owner.data(EMPLOYEE, { id, asOf: '2024-02-29' });
    expect(before.employee).toMatchObject({ employment: null, job: null, salary: null });
  });

  it('draws the next number of the organization and passes over those given by hand', async () => {
    await hire(app.owner, company, { number: 'E000001' });
    await hire(app.owner, company, { number: 'E000002' });
    const data = await app.owner.data(HIRE, { input: hireInput(company) });
    expect(data.employeeHire.employee.number).toBe('E000003');
    const other = await app.otherOrganization();
    const elsewhere = await createCompany(other);
    const first = await other.owner.data(HIRE, { input: hireInput(elsewhere) });
    expect(first.employeeHire.employee.number).toBe('E000001');
  });

  it('gives different numbers to hirings at the same time', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => app.owner.data(HIRE, { input: hireInput(company) })),
    );
    const numbers = answers.map((one) => one.employeeHire.employee.number);
    expect(new Set(numbers).size).toBe(4);
  });

  it('hires a known person once', async () => {
    const { personCreate } = await app.owner.data(
      `mutation ($input: PersonCreateInput!) { personCreate(input: $input) { person { id } } }`,
      { input: { givenName: 'Noa', familyName: 'Weiss', preferredName: 'No' } },
    );
    const person = { person: undefined, personId: personCreate.person.id };
    const input = hireInput(company, { number: 'P-1', employee: person });
    expect((await app.owner.data(HIRE, { input })).employeeHire.employee.number).toBe('P-1');
    const again = await refusal({ ...input, number: 'P-2' });
    expect(again).toMatchObject({ code: 'HR_PERSON_EMPLOYED', path: ['input', 'personId'] });
  });

  it.each([
    ['a taken number', { number: 'A-1' }, 'HR_NUMBER_TAKEN'],
    ['white space in a number', { number: 'A 1' }, 'HR_NUMBER_INVALID'],
    ['no person', { employee: { person: undefined } }, 'HR_PERSON_MISSING'],
    ['a blank name', { givenName: ' ' }, 'HR_TEXT_BLANK'],
    ['a blank position', { position: '' }, 'HR_TEXT_BLANK'],
    ['no address', { employee: { workEmail: 'nobody' } }, 'HR_EMAIL_INVALID'],
    ['pay of nothing', { salary: pay('0', 'EUR') }, 'HR_SALARY_INVALID'],
    ['cents of yen', { salary: pay('1.5', 'JPY') }, 'HR_SALARY_INVALID'],
  ])('refuses %s', async (_name, terms, code) => {
    expect(await refusal(hireInput(company, terms))).toMatchObject({ code });
  });

  it('refuses part-time shares outside (0, 1]', async () => {
    for (const partTimeShare of ['0', '0.00000', '1.0001', '-0.5', '0.12345']) {
      const input = hireInput(company) as { employment: { job: object } };
      input.employment.job = { ...input.employment.job, partTimeShare };
      expect(await refusal(input)).toMatchObject({ code: 'HR_PART_TIME_SHARE' });
    }
  });

  it('asks for a right of its own where pay, bank account or national id are set', async () => {
    const client = app.as({ permissions: ['hr.employee.hire', 'hr.employee.read'] });
    const cases = [
      [{ salary: { amount: { amount: '1', currency: 'EUR' } } }, 'hr.salary.write'],
      [{ employee: { bankAccount: 'AT61 1904 3002 3457 3201' } }, 'hr.bank.write'],
      [{ employee: { nationalId: '1237 010180' } }, 'hr.identity.write'],
    ] as const;
    for (const [terms, permission] of cases) {
      const { errors } = await client.query(HIRE, { input: hireInput(company, terms) });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission });
    }
  });

  it('leaves nothing of a refused hiring and nothing of a dry run', async () => {
    const count = async () => (await app.sql('select id from hr.employee')).length;
    const people = async () => (await app.sql('select id from core.person')).length;
    const before = [await count(), await people()];
    await refusal(hireInput(company, { number: 'A-1' }));
    const { employeeHire } = await app.owner.data(
      HIRE,
      { input: hireInput(company) },
      { dryRun: true },
    );
    expect(employeeHire.employee.number).toMatch(/^E/);
    expect([await count(), await people()]).toEqual(before);
  });

  it('writes one event with the hiring', async () => {
    const id = await hire(app.owner, company, { number: 'EV-1', startsOn: '2024-05-01' });
    const [event] = await app.sql<{ payload: object }>(
      `select payload from core.outbox_event where name = 'hr.employee.hired' and record_id = $1`,
      [app.uuid(id)],
    );
    expect(event?.payload).toMatchObject({
      employeeId: app.uuid(id),
      number: 'EV-1',
      startsOn: '2024-05-01',
      isRehire: false,
    });
  });
});

describe('employeeRehire', () => {
  const REHIRE = `mutation ($input: EmployeeRehireInput!) {
    employeeRehire(input: $input) {
      employee { hiredOn terminatedOn status employments { nodes { startsOn endsOn } } }
      userErrors { code path }
    }
  }`;
  const LEAVE = `mutation ($input: EmployeeTerminateInput!) {
    employeeTerminate(input: $input) { employee { id } userErrors { code } }
  }`;

  it('adds a second employment and keeps the person', async () => {
    const employeeId = await hire(app.owner, company, { startsOn: '2024-01-01' });
    const input = { employeeId, employment: engagement(company, { startsOn: '2024-09-01' }) };
    const early = await app.owner.query(REHIRE, { input });
    expect(early.data.employeeRehire.userErrors[0]).toMatchObject({ code: 'HR_STILL_EMPLOYED' });
    await app.owner.data(LEAVE, {
      input: { employeeId, lastDay: '2024-08-31', reason: 'RESIGNATION' },
    });
    const { employeeRehire } = await app.owner.data(REHIRE, { input });
    expect(employeeRehire.employee).toEqual({
      hiredOn: '2024-09-01',
      terminatedOn: null,
      status: 'ACTIVE',
      employments: {
        nodes: [
          { startsOn: '2024-01-01', endsOn: '2024-09-01' },
          { startsOn: '2024-09-01', endsOn: null },
        ],
      },
    });
  });
});

async function refusal(input: unknown) {
  const { data, errors } = await app.owner.query(HIRE, { input });
  expect(errors).toEqual([]);
  expect(data.employeeHire.employee).toBeNull();
  return data.employeeHire.userErrors[0];
}
