import { compose, DEMO_TODAY, seedDemo } from '@bureau/core';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';
import { isObjectType } from 'graphql';

/** The company across two plugins: statements, rights, a plugin less. */

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  app.runtime.clock = () => new Date(`${DEMO_TODAY}T12:00:00Z`);
  await seedDemo(app.runtime, app.organizationId);
}, 120_000);
afterAll(() => app.close());

const PEOPLE = `query ($first: Int!) {
  employees(first: $first) {
    totalCount
    nodes {
      number displayName
      job { unit { name } manager { displayName } site { name } }
      assets { totalCount nodes { tag model { name } } }
    }
  }
}`;

interface People {
  employees: { totalCount: number; nodes: { number: string; assets: { totalCount: number } }[] };
}

test.each([1, 10, 50])(
  'a page of %d people with all around them is two statements',
  async (first) => {
    await app.expectSql(2, async () => {
      const { employees } = (await app.owner.data(PEOPLE, { first })) as unknown as People;
      expect(employees.nodes).toHaveLength(Math.min(first, employees.totalCount));
    });
  },
);

test('the demo company is as promised: 40 people at work, 120 devices, three sites', async () => {
  const data = await app.owner.data(`{
    employees(where: { status: { eq: ACTIVE } }) { totalCount }
    assets { totalCount }
    sites { totalCount }
  }`);
  expect(data).toEqual({
    employees: { totalCount: 40 },
    assets: { totalCount: 120 },
    sites: { totalCount: 3 },
  });
});

describe('row 32: salary is hidden from a viewer on every path', () => {
  test.each([
    ['a field', '{ sites { totalCount } employees { nodes { salary { validFrom } } } }'],
    ['its own list', '{ sites { totalCount } salaries { nodes { id } } }'],
    [
      'a filter',
      '{ employees(where: { salary: { amount: { amount: { gt: "1" } } } }) { totalCount } }',
    ],
    ['a filter on history', '{ employees(where: { salaries: { some: {} } }) { totalCount } }'],
    ['an order', '{ salaries(orderBy: [{ field: AMOUNT }]) { totalCount } }'],
    ['an aggregate', '{ salaries { aggregate { amount { sum } } } }'],
    ['a node', '{ node(id: "sal_01h455vb4pex5vsknk084sn02q") { ... on Salary { validFrom } } }'],
  ])('by %s', async (_path, document) => {
    const viewer = app.as({ role: 'viewer' });
    let answer: Awaited<ReturnType<typeof viewer.query>> | undefined;
    const statements = await app.statements(async () => {
      answer = await viewer.query(document);
    });
    expect(answer?.errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'hr.salary.read',
    });
    expect(answer?.data).toBeNull();
    // The rest of the operation is not run either.
    expect(statements).toEqual([]);
  });

  test('and those who may see it, see it', async () => {
    const { data } = await app.owner.query('{ salaries { aggregate { amount { count } } } }');
    expect(data).toMatchObject({ salaries: { aggregate: { amount: [{}] } } });
  });
});

test('a write that is held for own rows only changes own rows only', async () => {
  const data = await app.owner.data(`{
    employees(first: 2, where: { status: { eq: ACTIVE } }) { nodes { id version person { id } } }
  }`);
  const [own, other] = (data as { employees: { nodes: Person[] } }).employees.nodes;
  const member = app.as({
    permissions: [
      'hr.employee.read',
      'core.person.read',
      { permission: 'hr.employee.update', when: ['own'] },
    ],
    personId: own!.person.id,
  });
  const change = (employee: Person) =>
    member.query(
      `mutation ($input: EmployeeUpdateInput!) {
        employeeUpdate(input: $input) { employee { workEmail } userErrors { code } }
      }`,
      {
        input: {
          employeeId: employee.id,
          expectedVersion: employee.version,
          workEmail: 'new@nordwind.example',
        },
      },
    );
  expect((await change(other!)).errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect((await change(own!)).data).toMatchObject({
    employeeUpdate: { employee: { workEmail: 'new@nordwind.example' }, userErrors: [] },
  });
});

interface Person {
  id: string;
  version: number;
  person: { id: string };
}

test('without assets in the configuration its fields are gone, and only its fields', () => {
  const whole = fieldsOf([hrPlugin, assetsPlugin]);
  const less = fieldsOf([hrPlugin]);
  const gone = [...whole.keys()].filter((field) => !less.has(field));
  expect(gone.filter((field) => whole.get(field) !== 'assets')).toEqual([]);
  expect(gone).toEqual(expect.arrayContaining(['Employee.assets', 'Query.assets', 'Asset.tag']));
  expect([...less.keys()].filter((field) => !whole.has(field))).toEqual([]);
});

/** Every `Type.field` of the merged schema with the plugin that owns it. */
function fieldsOf(plugins: (typeof hrPlugin | typeof assetsPlugin)[]): Map<string, string> {
  const { schema, owners, records } = compose({ plugins: plugins.map((plugin) => ({ plugin })) });
  const fields = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const page = /^(.*?)(Connection|Edge|Aggregate)$/.exec(type.name)?.[1];
    const payload = /^(.*)Payload$/.exec(type.name)?.[1];
    const mutation = payload && `Mutation.${payload.charAt(0).toLowerCase()}${payload.slice(1)}`;
    const parent = records.get(page ?? '')?.plugin ?? owners.get(mutation ?? '');
    for (const field of Object.keys(type.getFields())) {
      const owner = owners.get(`${type.name}.${field}`) ?? owners.get(type.name) ?? parent;
      fields.set(`${type.name}.${field}`, owner ?? 'core');
    }
  }
  return fields;
}
