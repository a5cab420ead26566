import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;
let id: string;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
  id = await hire(app.owner, company, {
    number: 'U-1',
    givenName: 'Ines',
    familyName: 'Roth',
    employee: { bankAccount: 'AT611904300234573201', nationalId: '1237010180' },
  });
});
afterAll(() => app.close());

const UPDATE = `mutation ($input: EmployeeUpdateInput!) {
  employeeUpdate(input: $input) {
    employee { number displayName workEmail version person { givenName familyName } }
    userErrors { code path }
  }
}`;

async function update(input: Record<string, unknown>, client = app.owner) {
  return client.query(UPDATE, { input: { employeeId: id, ...input } });
}

describe('employeeUpdate', () => {
  it('changes the person and what is shown and searched by', async () => {
    const { data } = await update({ familyName: 'Roth-Maier', workEmail: ' Ines@Example.org ' });
    expect(data.employeeUpdate.employee).toMatchObject({
      displayName: 'Ines Roth-Maier',
      workEmail: 'ines@example.org',
      person: { givenName: 'Ines', familyName: 'Roth-Maier' },
    });
    const found = await app.owner.data('{ employees(search: "maier") { nodes { id } } }');
    expect(found.employees.nodes).toEqual([{ id }]);
  });

  it('keeps numbers apart', async () => {
    await hire(app.owner, company, { number: 'U-2' });
    const taken = await update({ number: 'U-2' });
    expect(taken.data.employeeUpdate.userErrors[0]).toMatchObject({
      code: 'HR_NUMBER_TAKEN',
      path: ['input', 'number'],
    });
    const same = await update({ number: 'U-1' });
    expect(same.data.employeeUpdate.userErrors).toEqual([]);
  });

  it('asks for a right of its own for sealed values, also to remove them', async () => {
    const permissions = ['hr.employee.read', 'hr.employee.update', 'core.person.read'];
    const client = app.as({ permissions });
    const bank = await update({ bankAccount: null }, client);
    expect(bank.errors[0]?.extensions['permission']).toBe('hr.bank.write');
    const identity = await update({ nationalId: '1' }, client);
    expect(identity.errors[0]?.extensions['permission']).toBe('hr.identity.write');
  });
});

describe('sealed values', () => {
  const SEALED = 'query ($id: ID!) { employee(by: { id: $id }) { bankAccount nationalId } }';

  it('are read and found by those only who may', async () => {
    const { employee } = await app.as({ role: 'hrManager' }).data(SEALED, { id });
    expect(employee).toEqual({ bankAccount: 'AT611904300234573201', nationalId: '1237010180' });
    const find = `{ employees(where: { bankAccount: { eq: "AT611904300234573201" } }) {
      nodes { id } } }`;
    expect((await app.owner.data(find)).employees.nodes).toEqual([{ id }]);
    for (const role of ['viewer', 'manager', 'auditor', 'admin']) {
      const client = app.as({ role });
      const read = await client.query(SEALED, { id });
      expect(read.errors[0]?.extensions['permission']).toBe('hr.bank.read');
      const found = await client.query(find);
      expect(found.errors[0]?.extensions['permission']).toBe('hr.bank.read');
    }
  });

  it('are ciphertext in the table and masked in the audit trail', async () => {
    const [row] = await app.sql<Record<string, string>>(
      'select bank_account, bank_account_index, national_id from hr.employee where id = $1',
      [app.uuid(id)],
    );
    expect(JSON.stringify(row)).not.toMatch(/AT61|1237010180/);
    const trail = await app.sql('select * from core.audit_entry');
    expect(JSON.stringify(trail)).not.toMatch(/AT61|1237010180/);
  });
});

describe('employees', () => {
  it('come with unit, manager, place and person in one statement', async () => {
    for (let index = 0; index < 5; index += 1) await hire(app.owner, company, { managerId: id });
    const { employees } = await app.expectSql(1, () =>
      app.owner.data(`{ employees(first: 50) { nodes {
        number person { givenName } job { position unit { code } site { code }
          manager { number displayName } } employment { startsOn } } } }`),
    );
    expect(employees.nodes.length).toBeGreaterThanOrEqual(6);
    const managed = employees.nodes.filter((one: never) => one['job']['manager'] !== null);
    expect(managed).toHaveLength(5);
  });

  it('are filtered by what their job is today', async () => {
    const where = { job: { unit: { code: { eq: 'ENG' } }, manager: { number: { eq: 'U-1' } } } };
    const { employees } = await app.owner.data(
      'query ($where: EmployeeFilter) { employees(where: $where) { totalCount } }',
      { where },
    );
    expect(employees.totalCount).toBe(5);
  });

  it('of another organization are not found by id, number, search or filter', async () => {
    const other = await app.otherOrganization();
    other.setTenantPredicate(false);
    const data = await other.owner.data(
      `query ($id: ID!) {
        byId: employee(by: { id: $id }) { id }
        byNumber: employee(by: { number: "U-1" }) { id }
        node(id: $id) { id }
        search: employees(search: "Roth") { totalCount nodes { id } }
        jobs: jobRecords(where: { employee: { id: { eq: $id } } }) { totalCount }
      }`,
      { id },
    );
    other.setTenantPredicate(true);
    expect(data).toEqual({
      byId: null,
      byNumber: null,
      node: null,
      search: { totalCount: 0, nodes: [] },
      jobs: { totalCount: 0 },
    });
    const change = await other.owner.query(UPDATE, { input: { employeeId: id, number: 'X' } });
    expect(change.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
