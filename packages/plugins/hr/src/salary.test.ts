import { definePlugin, hook } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { employmentTerms } from './contract.js';
import { errors as hrErrors } from './errors.js';
import { hrPlugin } from './plugin.js';

/** As a plugin of documents would make versions of contracts. */
const versions: string[] = [];
let isRefused = false;
const papers = definePlugin({
  id: 'papers',
  version: '0.1.0',
  api: '^1.0',
  description: 'Contracts with versions.',
  requires: { hr: '^0.1' },
  hooks: [
    hook(employmentTerms, async (ctx, { employee, effectiveOn, changed }) => {
      await ctx.em.flush();
      if (isRefused) throw hrErrors.NOTHING_CHANGED({ day: effectiveOn }, ['input']);
      versions.push(`${employee.number} ${effectiveOn} ${changed.join()}`);
    }),
  ],
});

let app: TestApp;
let company: Company;
let id: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, papers] });
  company = await createCompany(app);
  id = await hire(app.owner, company, {
    startsOn: '2024-01-01',
    salary: { amount: { amount: '60000', currency: 'EUR' } },
  });
});
afterAll(() => app.close());

const CHANGE = `mutation ($input: SalaryChangeInput!) {
  salaryChange(input: $input) {
    salary { validFrom validTo amount { amount } period }
    userErrors { code path }
  }
}`;

async function raise(effectiveOn: string, amount: string, employeeId = id) {
  const input = { employeeId, effectiveOn, amount: { amount, currency: 'EUR' } };
  const { data, errors } = await app.owner.query(CHANGE, { input });
  expect(errors).toEqual([]);
  return data.salaryChange;
}

describe('salaryChange', () => {
  it('opens new pay from a day on, corrects it, and splits the past', async () => {
    expect((await raise('2025-01-01', '66000')).salary).toEqual({
      validFrom: '2025-01-01',
      validTo: null,
      amount: { amount: '66000.00' },
      period: 'YEAR',
    });
    expect((await raise('2025-01-01', '67000')).salary.amount.amount).toBe('67000.00');
    expect((await raise('2024-07-01', '62000')).salary.validTo).toBe('2025-01-01');
    const { employee } = await app.owner.data(
      `query ($id: ID!) { employee(by: { id: $id }) {
        a: salary(asOf: "2024-06-30") { amount { amount } }
        b: salary(asOf: "2024-07-01") { amount { amount } }
        c: salary(asOf: "2025-01-01") { amount { amount } } } }`,
      { id },
    );
    const amounts = ['a', 'b', 'c'].map((key) => employee[key].amount.amount);
    expect(amounts).toEqual(['60000.00', '62000.00', '67000.00']);
  });

  it('refuses days without employment and amounts that are none', async () => {
    expect((await raise('2023-12-31', '1')).userErrors[0].code).toBe('HR_NOT_EMPLOYED_ON');
    expect((await raise('2025-02-01', '-1')).userErrors[0].code).toBe('HR_SALARY_INVALID');
    expect((await raise('2025-02-01', '1.001')).userErrors[0].code).toBe('HR_SALARY_INVALID');
  });

  it('gives first pay to somebody who had none, until the next one', async () => {
    const other = await hire(app.owner, company, { startsOn: '2024-01-01' });
    await raise('2024-06-01', '50000', other);
    expect((await raise('2024-02-01', '48000', other)).salary.validTo).toBe('2024-06-01');
  });
});

const SOME = 'amount: { amount: { gt: "1" } }';
const PATHS: [string, string][] = [
  ['a field', '{ employees { nodes { salary { id } } } }'],
  ['the history', '{ employees { nodes { salaries { nodes { amount { amount } } } } } }'],
  ['a list of its own', '{ salaries { nodes { id } } }'],
  ['a count', '{ salaries { totalCount } }'],
  ['a filter', `{ employees(where: { salary: { ${SOME} } }) { totalCount } }`],
  [
    'a filter on the history',
    `{ employees(where: { salaries: { some: { ${SOME} } } }) { totalCount } }`,
  ],
  [
    'a negated filter deep inside',
    '{ jobRecords(where: { not: { employee: { salaries: { none: {} } } } }) { totalCount } }',
  ],
  ['an order', '{ salaries(orderBy: [{ field: AMOUNT }]) { nodes { id } } }'],
  ['a figure', '{ salaries { aggregate { amount { sum } } } }'],
];

test('new terms of an employment call for a version of its contract, there and then', async () => {
  versions.length = 0;
  const number = 'TERMS';
  const employeeId = await hire(app.owner, company, { number, startsOn: '2024-01-01' });
  await raise('2024-03-01', '50000', employeeId);
  const move = `mutation ($input: JobChangeInput!) { jobChange(input: $input) {
    jobRecord { id } userErrors { code } } }`;
  const input = { employeeId, effectiveOn: '2024-06-01', partTimeShare: '0.5' };
  await app.owner.data(move, { input });
  isRefused = true;
  const refused = await raise('2024-09-01', '51000', employeeId);
  isRefused = false;
  expect(refused).toMatchObject({ salary: null, userErrors: [{ code: 'HR_NOTHING_CHANGED' }] });
  expect(versions).toEqual([
    'TERMS 2024-01-01 hire',
    'TERMS 2024-03-01 pay',
    'TERMS 2024-06-01 partTimeShare',
  ]);
  const rows = await app.sql('select id from hr.salary where employee_id = $1', [
    app.uuid(employeeId),
  ]);
  expect(rows).toHaveLength(1);
});

test('pay and bank account ask for a fresh proof of who is calling', async () => {
  const stale = app.as({ permissions: ['*'], authTime: Date.now() - 11 * 60_000 });
  const amount = { amount: '70000', currency: 'EUR' };
  const { errors } = await stale.query(CHANGE, {
    input: { employeeId: id, effectiveOn: '2026-01-01', amount },
  });
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', stepUp: true });
  const update = `mutation ($input: EmployeeUpdateInput!) {
    employeeUpdate(input: $input) { employee { id } } }`;
  const of = (change: object) => stale.query(update, { input: { employeeId: id, ...change } });
  const bank = await of({ bankAccount: 'AT611904300234573201' });
  expect(bank.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', stepUp: true });
  expect((await of({ workEmail: null })).errors).toEqual([]);
});

describe('row 32: pay without hr.salary.read', () => {
  it.each(PATHS)('is not found by %s', async (_name, document) => {
    for (const role of ['viewer', 'manager', 'auditor', 'admin']) {
      const { data, errors } = await app.as({ role }).query(document);
      expect(data).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'hr.salary.read',
      });
    }
    expect((await app.as({ role: 'hrManager' }).query(document)).errors).toEqual([]);
  });

  it('is not found by node(id:) nor by the payload of a mutation', async () => {
    const { salaries } = await app.owner.data('{ salaries { nodes { id } } }');
    const salaryId = salaries.nodes[0].id;
    const viewer = app.as({ role: 'viewer' });
    const plain = await viewer.query('query ($id: ID!) { node(id: $id) { id } }', { id: salaryId });
    expect(plain.data?.node ?? null).toBeNull();
    const rehire = `mutation ($input: EmployeeUpdateInput!) {
      employeeUpdate(input: $input) { employee { salary { amount { amount } } } }
    }`;
    const writer = app.as({ permissions: ['hr.employee.read', 'hr.employee.update'] });
    const input = { employeeId: id, workEmail: 'kim@example.org' };
    const { errors } = await writer.query(rehire, { input });
    expect(errors[0]?.extensions['permission']).toBe('hr.salary.read');
    const [row] = await app.sql('select work_email from hr.employee where id = $1', [app.uuid(id)]);
    expect(row).toEqual({ work_email: null });
  });

  it('is there for the own person', async () => {
    const { employee } = await app.owner.data(
      'query ($id: ID!) { employee(by: { id: $id }) { person { id } } }',
      { id },
    );
    const own = app.as({ role: 'employee', personId: employee.person.id });
    const data = await own.data('{ salaries { totalCount } employees { nodes { id } } }');
    expect(data.employees.nodes).toEqual([{ id }]);
    const rows = await app.sql('select id from hr.salary where employee_id = $1', [app.uuid(id)]);
    expect(data.salaries.totalCount).toBe(rows.length);
    const nobody = await app.as({ role: 'employee' }).data('{ employees { nodes { id } } }');
    expect(nobody.employees.nodes).toEqual([]);
  });
});
