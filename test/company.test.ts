import {
  compose,
  createAnswering,
  createGate,
  DEMO_TODAY,
  RequestContext,
  textOfAnswer,
} from '@bureau/core';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import {
  type DocumentNode,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from 'graphql';
import { randomOperation } from '../packages/core/test/random-operations.js';

/** The company across two plugins: statements, rights, a plugin less. */

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin], demo: true });
});
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

describe('answers written from rows are those of graphql-js', () => {
  /** What a server behind its gate answers, and what graphql-js alone does. */
  async function compare(
    client: TestClient,
    document: DocumentNode,
    variables: Record<string, unknown>,
  ): Promise<void> {
    const { runtime } = app;
    const { principal } = client;
    const operation = document.definitions[0] as OperationDefinitionNode;
    try {
      gate.check({ document, operation, variables, principal });
    } catch {
      return;
    }
    const caller = { principal, requestId: 'written', deadline: Date.now() + 30_000 };
    const context = new RequestContext(runtime, caller);
    const answer = await answering({ document, operation, variables, context });
    const plain = await client.query(print(document), variables);
    expect(answer.errors?.length ?? 0).toBe(plain.errors.length);
    const { data } = JSON.parse(textOfAnswer(answer)) as { data?: unknown };
    expect(JSON.stringify(data ?? null)).toBe(JSON.stringify(plain.data));
  }

  let answering: ReturnType<typeof createAnswering>;
  let gate: ReturnType<typeof createGate>;
  let values: Record<string, readonly unknown[]>;

  beforeAll(async () => {
    answering = createAnswering(app.runtime);
    gate = createGate(app.composition);
    const { employees, assets } = await app.owner.data(
      '{ employees(first: 3) { nodes { id number } } assets(first: 3) { nodes { id tag } } }',
    );
    const nodes: Record<string, string>[] = [...employees.nodes, ...assets.nodes];
    values = {
      ID: nodes.map(({ id }) => id),
      String: [...nodes.map(({ number, tag }) => number ?? tag), 'a', '%', 'EUR'],
      Int: [0, 1, 2],
      Decimal: ['0', '1200.50'],
      Boolean: [true, false],
      Date: [DEMO_TODAY, '2024-12-31'],
      DateTime: ['2026-01-01T00:00:00.000Z'],
    };
  }, 60_000);

  test.each(['owner', 'viewer', 'auditor'])('random operations of %s', async (role) => {
    const { schema } = app.composition;
    const client = role === 'owner' ? app.owner : app.as({ role });
    const roots = ['employee', 'employees', 'asset', 'assets', 'assetModels', 'sites', 'people'];
    const known = roots.filter((name) => schema.getQueryType()?.getFields()[name]);
    const world = { schema, roots: known, values: (scalar: string) => values[scalar] };
    for (let seed = 1; seed <= 12; seed++) {
      const { document, variables } = randomOperation(seed * 7, world);
      const parsed = parse(document);
      if (validate(schema, parsed).length > 0) continue;
      for (const one of variables) await compare(client, parsed, one);
    }
  });
});
