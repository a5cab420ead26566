import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;
let company: Company;
const people: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
  const join = async (number: string, manager?: string, startsOn = '2024-01-01') => {
    people[number] = await hire(app.owner, company, {
      number,
      givenName: number,
      startsOn,
      ...(manager !== undefined && { managerId: people[manager]! }),
    });
  };
  await join('CEO');
  await join('CTO', 'CEO');
  await join('CFO', 'CEO');
  await join('DEV', 'CTO');
  await join('NEW', 'CFO', '2025-01-01');
  await app.owner.data(
    `mutation ($input: JobChangeInput!) { jobChange(input: $input) { employee { id } } }`,
    {
      input: {
        employeeId: people['DEV'],
        effectiveOn: '2025-01-01',
        managerId: people['CFO'],
        unitId: company.otherUnitId,
        partTimeShare: '0.5',
      },
    },
  );
});
afterAll(() => app.close());

const CHART = `query ($asOf: Date, $root: ID, $depth: Int) {
  orgChart(asOf: $asOf, root: $root, depth: $depth) {
    depth managerId path employee { number job(asOf: $asOf) { unit { code } } }
  }
}`;

async function chart(variables: Record<string, unknown>) {
  const { orgChart } = await app.owner.data(CHART, variables);
  return orgChart.map((node: { depth: number; employee: { number: string } }) => [
    node.depth,
    node.employee.number,
  ]);
}

describe('orgChart', () => {
  it('shows who reports to whom on any day', async () => {
    expect(await chart({ asOf: '2024-06-01' })).toEqual([
      [0, 'CEO'],
      [1, 'CFO'],
      [1, 'CTO'],
      [2, 'DEV'],
    ]);
    expect(await chart({ asOf: '2025-06-01', root: people['CFO'] })).toEqual([
      [0, 'CFO'],
      [1, 'DEV'],
      [1, 'NEW'],
    ]);
    expect(await chart({ asOf: '2023-01-01' })).toEqual([]);
    expect(await chart({ asOf: '2024-06-01', depth: 1 })).toHaveLength(3);
  });

  it('names the managers and the way down', async () => {
    const { orgChart } = await app.owner.data(CHART, { asOf: '2025-06-01' });
    const node = orgChart.find((one: never) => one['employee']['number'] === 'DEV');
    expect(node).toMatchObject({
      managerId: people['CFO'],
      path: [people['CEO'], people['CFO'], people['DEV']],
      employee: { job: { unit: { code: 'OPS' } } },
    });
  });

  it('takes one statement, whatever the number of people', async () => {
    await app.expectSql(1, () => app.owner.data(CHART, { asOf: '2025-06-01' }));
  });

  it('says how many are below its last level', async () => {
    const { orgChart } = await app.owner.data(
      `{ orgChart(asOf: "2025-06-01", depth: 1) {
        employee { number } directReports { totalCount nodes { number } } } }`,
    );
    const below = orgChart.map((node: never) => [
      node['employee']['number'],
      node['directReports']['totalCount'],
    ]);
    expect(below).toEqual([
      ['CEO', 2],
      ['CFO', 2],
      ['CTO', 0],
    ]);
  });

  it('puts people on top whose manager has no job on that day', async () => {
    const early = await hire(app.owner, company, {
      number: 'EARLY',
      startsOn: '2023-06-01',
      managerId: people['CEO']!,
    });
    expect(await chart({ asOf: '2023-07-01' })).toEqual([[0, 'EARLY']]);
    expect(await chart({ asOf: '2024-06-01', root: early })).toEqual([[0, 'EARLY']]);
  });

  it('needs the right on every employee and sane arguments', async () => {
    const own = await app.as({ role: 'employee' }).query('{ orgChart { depth } }');
    expect(own.errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'hr.employee.read',
    });
    const deep = await app.owner.query('{ orgChart(depth: 51) { depth } }');
    expect(deep.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await chart({ root: app.id('OrgUnit', app.uuid(people['CEO']!)) })).toEqual([]);
  });

  it('shows nothing of another organization', async () => {
    const other = await app.otherOrganization();
    other.setTenantPredicate(false);
    const root = people['CEO'];
    expect((await other.owner.data(CHART, { root })).orgChart).toEqual([]);
    expect((await other.owner.data(CHART)).orgChart).toEqual([]);
    other.setTenantPredicate(true);
  });
});

describe('headcount', () => {
  it('counts people and shares by unit', async () => {
    const { headcount } = await app.owner.data(
      '{ headcount(asOf: "2025-06-01") { people fullTimeEquivalents unit { code } } }',
    );
    const byUnit = Object.fromEntries(
      headcount.map((one: never) => [
        one['unit']['code'],
        [one['people'], one['fullTimeEquivalents']],
      ]),
    );
    expect(byUnit).toEqual({ ENG: [5, '5.0000'], OPS: [1, '0.5000'] });
  });
});

describe('lines of one employee', () => {
  const LINES = `query ($asOf: Date) {
    employees(
      where: { number: { in: ["CEO", "CFO", "DEV", "NEW"] } }
      orderBy: [{ field: NUMBER }]
    ) {
      nodes {
        number
        directReports(asOf: $asOf) { totalCount nodes { number displayName } }
        managerChain(asOf: $asOf) { nodes { number } }
      }
    }
  }`;

  it('are read in batches: five statements for a page of any size', async () => {
    const { employees } = await app.expectSql(5, () =>
      app.owner.data(LINES, { asOf: '2025-06-01' }),
    );
    const lines = employees.nodes.map((one: never) => [
      one['number'],
      (one['directReports']['nodes'] as { number: string }[]).map(({ number }) => number),
      (one['managerChain']['nodes'] as { number: string }[]).map(({ number }) => number),
    ]);
    expect(lines).toEqual([
      ['CEO', ['CFO', 'CTO', 'EARLY'], []],
      ['CFO', ['DEV', 'NEW'], ['CEO']],
      ['DEV', [], ['CFO', 'CEO']],
      ['NEW', [], ['CFO', 'CEO']],
    ]);
    expect(employees.nodes[0].directReports.totalCount).toBe(3);
  });

  it('leave out people whom the caller may not see', async () => {
    const { employee } = await app.owner.data(
      'query ($id: ID!) { employee(by: { id: $id }) { person { id } } }',
      { id: people['CFO'] },
    );
    const own = app.as({ role: 'employee', personId: employee.person.id });
    const { employees } = await own.data(LINES, { asOf: '2025-06-01' });
    expect(employees.nodes).toEqual([
      { number: 'CFO', directReports: { totalCount: 0, nodes: [] }, managerChain: { nodes: [] } },
    ]);
  });
});
