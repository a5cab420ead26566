import {
  execute,
  parse,
  printSchema,
  subscribe,
  type ExecutionResult,
  type GraphQLFieldConfig,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Principal } from '../context/principal.js';
import { caller, sample } from '../../test/authz-sample.js';
import type { Rule } from './permissions.js';
import { shieldSchema } from './shield.js';

const EMPLOYEE = { id: 'emp_1', name: 'Ada', salary: { amount: '1', currency: 'EUR' } };
const COMPUTED = new Set(['Employee.badge']);

interface Built {
  schema: GraphQLSchema;
  ran: string[];
}

type Resolvers = Record<string, GraphQLFieldConfig<unknown, unknown>['resolve']>;

/** The sample with resolvers that say that they ran. */
function build(change: (rules: Map<string, Rule>) => void = () => undefined): Built {
  const company = sample();
  const ran: string[] = [];
  const noted = (name: string, value: unknown) => () => {
    ran.push(name);
    return value;
  };
  attach(company.schema, {
    'Query.ping': noted('ping', 'pong'),
    'Query.me': noted('me', EMPLOYEE),
    'Query.employees': noted('employees', { nodes: [EMPLOYEE, EMPLOYEE] }),
    'Query.headcount': () => {
      throw Object.assign(new Error('from the resolver'), { extensions: { code: 'CONFLICT' } });
    },
    'Mutation.employeeUpdate': noted('update', { employee: EMPLOYEE, userErrors: [] }),
    'Employee.badge': noted('badge', 'B-1'),
  });
  const field = fieldOf(company.schema, 'Subscription.employeeChanged');
  field.subscribe = async function* () {
    ran.push('open');
    yield { employeeChanged: EMPLOYEE };
    yield { employeeChanged: EMPLOYEE };
  };
  const rules = new Map(company.rules);
  change(rules);
  return { schema: shieldSchema(company.schema, rules, COMPUTED), ran };
}

function fieldOf(schema: GraphQLSchema, at: string) {
  const [type, name] = at.split('.') as [string, string];
  return (schema.getType(type) as GraphQLObjectType).getFields()[name]!;
}

function attach(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [at, resolve] of Object.entries(resolvers)) fieldOf(schema, at).resolve = resolve;
}

/** Frozen: the real context may be, and shield would write to it. */
function contextOf(principal: Principal): object {
  return Object.freeze({ principal });
}

async function run(built: Built, text: string, principal: Principal): Promise<ExecutionResult> {
  const contextValue = contextOf(principal);
  return execute({ schema: built.schema, document: parse(text), contextValue });
}

const errorsOf = (result: ExecutionResult) =>
  (result.errors ?? []).map(({ message, extensions }) => ({
    message,
    ...(extensions as { code?: string }),
  }));

const people = caller(['hr.employee.read']);

describe('queries and mutations', () => {
  test('a permitted field runs, with a frozen context', async () => {
    const built = build();
    const text = '{ ping employees { nodes { name salary { amount } } } }';
    const { data, errors } = await run(built, text, people);
    // Salary is planned, so it is the gate's: shield keeps out of it.
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ ping: 'pong', employees: { nodes: [{ name: 'Ada' }, {}] } });
  });

  test('a refused one does not, and says what is missing', async () => {
    const built = build();
    const text = 'mutation { employeeUpdate(id: "x") { employee { id } } }';
    expect(errorsOf(await run(built, text, people))).toEqual([
      {
        code: 'FORBIDDEN',
        retryable: false,
        permission: 'hr.employee.write',
        field: 'Mutation.employeeUpdate',
        message: 'Requires hr.employee.write for Mutation.employeeUpdate.',
      },
    ]);
    expect(built.ran).toEqual([]);
  });

  test('anonymous callers get what is open to anyone', async () => {
    const built = build();
    const result = await run(built, '{ ping me { id } }', caller([], 'anonymous'));
    expect(result.data).toEqual({ ping: 'pong', me: null });
    expect(errorsOf(result)).toMatchObject([{ code: 'UNAUTHENTICATED', field: 'Query.me' }]);
    expect(built.ran).toEqual(['ping']);
  });

  test('a permission held for some rows opens a root field', async () => {
    const own = caller({ 'hr.employee.read': ['own'] });
    expect((await run(build(), '{ employees { nodes { id } } }', own)).errors).toBeUndefined();
  });

  test('errors of a resolver keep their form', async () => {
    const result = await run(build(), '{ headcount }', people);
    expect(errorsOf(result)).toEqual([{ message: 'from the resolver', code: 'CONFLICT' }]);
  });
});

describe('computed fields', () => {
  test('are guarded for each row; anyOf and allOf hold', async () => {
    const built = build();
    const text = '{ employees { nodes { badge } } }';
    const refused = await run(built, text, people);
    expect(refused.data).toEqual({ employees: { nodes: [{ badge: null }, { badge: null }] } });
    expect(errorsOf(refused)[0]).toMatchObject({ permission: 'hr.badge.read' });
    for (const permission of ['hr.badge.read', 'hr.employee.write']) {
      const result = await run(built, text, caller(['hr.employee.read', permission]));
      expect(result.errors).toBeUndefined();
    }
    const both = build((rules) =>
      rules.set('Employee.badge', { allOf: ['hr.badge.read', 'hr.employee.write'] }),
    );
    const one = await run(both, text, caller(['hr.employee.read', 'hr.badge.read']));
    expect(errorsOf(one)[0]).toMatchObject({ permission: 'hr.employee.write' });
  });

  test('need their own permission for every row', async () => {
    const own = caller({ 'hr.employee.read': ['own'], 'hr.badge.read': ['own'] });
    const result = await run(build(), '{ me { badge } }', own);
    expect(errorsOf(result)[0]?.message).toContain('held for some rows only');
  });

  test('other fields keep their resolvers', () => {
    const { schema } = build();
    expect(fieldOf(schema, 'Employee.name').resolve).toBeUndefined();
    expect(fieldOf(schema, 'Employee.salary').resolve).toBeUndefined();
  });
});

describe('row 34: default deny inside the wrapped set', () => {
  test.each<[string, Rule | undefined]>([
    ['no rule', undefined],
    ['an empty allOf', { allOf: [] }],
    ['an empty anyOf', { anyOf: [] }],
    ['an unknown mark', '@nobody'],
  ])('%s', async (_name, rule) => {
    const built = build((rules) => {
      if (rule === undefined) rules.delete('Query.me');
      else rules.set('Query.me', rule);
    });
    const result = await run(built, '{ me { id } }', people);
    expect(errorsOf(result)).toMatchObject([
      { code: 'FORBIDDEN', message: 'No rule permits Query.me.', field: 'Query.me' },
    ]);
    expect(built.ran).toEqual([]);
  });

  test('a principal that throws, or none, is refused without a word of the fault', async () => {
    const throwing = Object.freeze({
      kind: 'user',
      get permissions(): never {
        throw new Error('secret');
      },
    }) as unknown as Principal;
    for (const principal of [throwing, undefined as unknown as Principal]) {
      const built = build();
      const result = await run(built, '{ employees { nodes { id } } }', principal);
      expect(built.ran).toEqual([]);
      expect(JSON.stringify(result.errors)).not.toContain('secret');
      expect(errorsOf(result)[0]?.code).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    }
    const document = parse('{ me { id } }');
    const bare = await execute({ schema: build().schema, document });
    expect(errorsOf(bare)).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('subscriptions', () => {
  const document = parse('subscription { employeeChanged { id } }');

  test('a denied caller opens no stream', async () => {
    const built = build();
    const contextValue = contextOf(caller(['assets.asset.read']));
    const result = await subscribe({ schema: built.schema, document, contextValue });
    expect(errorsOf(result as ExecutionResult)).toMatchObject([
      { code: 'FORBIDDEN', permission: 'hr.employee.read' },
    ]);
    expect(built.ran).toEqual([]);
  });

  test('row 35: a permission that is lost stops the next event', async () => {
    const built = build();
    let principal = people;
    const contextValue = {
      get principal() {
        return principal;
      },
    };
    const stream = await subscribe({ schema: built.schema, document, contextValue });
    const events = stream as AsyncGenerator<ExecutionResult>;
    expect((await events.next()).value).toEqual({ data: { employeeChanged: { id: 'emp_1' } } });
    principal = caller([]);
    const next = (await events.next()).value as ExecutionResult;
    expect(next.data).toEqual({ employeeChanged: null });
    expect(errorsOf(next)).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});

test('the schema is the same otherwise', () => {
  const { schema } = sample();
  expect(printSchema(shieldSchema(schema, sample().rules, COMPUTED))).toBe(printSchema(schema));
});
