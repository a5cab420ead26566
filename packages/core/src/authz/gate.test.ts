import { Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import type { Hold, Principal } from '../context/principal.js';
import type { RecordField } from '../model/record-type.js';
import { caller, sample, type Sample } from '../../test/authz-sample.js';
import { createGate, type Gate } from './gate.js';
import type { Rule } from './permissions.js';

const company = sample();
const gate = createGate(company);

/** A sample with a changed schema and some rules set by hand. */
function changed(sdl: (text: string) => string, rules: Record<string, Rule>) {
  const other = sample(undefined, sdl);
  const company = { ...other, rules: new Map([...other.rules, ...Object.entries(rules)]) };
  return { company, gate: createGate(company) };
}

interface Answer {
  code?: unknown;
  permission?: unknown;
  field?: unknown;
  message?: string;
}

function ask(text: string, who: Principal, variables: Record<string, unknown> = {}): Answer {
  return askOf({ company, gate }, { text, who, variables });
}

function askOf(
  of: { company: Sample; gate: Gate },
  { text, who, variables }: { text: string; who: Principal; variables: Record<string, unknown> },
): Answer {
  const document = parse(text);
  expect(validate(of.company.schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  )!;
  try {
    of.gate.check({ document, operation, variables, principal: who });
    return {};
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: Answer };
    return { ...extensions, message };
  }
}

const reader = caller(['hr.employee.read', 'assets.asset.read']);
const salaryRefused = {
  code: 'FORBIDDEN',
  permission: 'hr.salary.read',
  field: 'Employee.salary',
  message: 'Requires hr.salary.read for Employee.salary. The operation was not run.',
};

describe('fields', () => {
  test('what is held is permitted', () => {
    expect(ask('{ employees { nodes { id name assets { nodes { tag } } } } }', reader)).toEqual({});
    expect(ask('{ ping __typename }', caller([], 'anonymous'))).toEqual({});
    expect(ask('mutation { sessionCreate(password: "x") }', caller([], 'anonymous'))).toEqual({});
  });

  test.each([
    ['a field', '{ employees { nodes { name salary { amount } } } }'],
    ['a field under an alias', '{ employees { nodes { id name: salary { amount } } } }'],
    ['a fragment', '{ employees { nodes { ...F } } } fragment F on Employee { salary { amount } }'],
    ['a fragment in a fragment',
      '{ employees { ...C } } fragment C on EmployeeConnection { nodes { ...F } } ' +
        'fragment F on Employee { manager { salary { amount } } }'],
    ['an inline fragment', '{ employees { nodes { ... { salary { amount } } } } }'],
    ['an interface', '{ node(id: "x") { ... on Employee { salary { amount } } } }'],
    ['a union', '{ holders { ... on Employee { salary { amount } } } }'],
    ['a branch not taken', '{ employees { nodes { id salary @skip(if: true) { amount } } } }'],
    ['a fragment not taken',
      '{ employees { nodes { ... @include(if: false) { salary { amount } } } } }'],
    ['an aggregate', '{ employees { aggregate { salary { sum } } } }'],
    ['a payload', 'mutation { employeeUpdate(id: "x") { employee { salary { amount } } } }'],
    ['an event', 'subscription { employeeChanged { salary { amount } } }'],
  ])('a missing permission is found through %s', (_name, text) => {
    const who = caller(['hr.employee.read', 'hr.employee.write', 'core.site.read']);
    const field = text.includes('aggregate') ? 'EmployeeAggregate.salary' : 'Employee.salary';
    const message = salaryRefused.message.replace('Employee.salary', field);
    expect(ask(text, who)).toMatchObject({ ...salaryRefused, field, message });
  });

  test('a field of an interface counts for the types that are possible there', () => {
    const people = caller(['hr.employee.read']);
    // The id of `any record` is the planner's: it answers null for one that is hidden.
    expect(ask('{ node(id: "x") { id __typename } }', people)).toEqual({});
    const narrowed = '{ node(id: "x") { ... on Employee { ... on Node { id } ...F } } } ' +
      'fragment F on Node { id }';
    expect(ask(narrowed, people)).toEqual({});
    const site = '{ node(id: "x") { ... on Employee { id } ... on Site { ...F } } } ' +
      'fragment F on Node { id }';
    expect(ask(site, people)).toMatchObject({ field: 'Site.id', permission: 'core.site.read' });
  });

  test('anonymous callers are asked to sign in', () => {
    const nobody = caller([], 'anonymous');
    expect(ask('{ me { id } }', nobody)).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'Sign in to use Query.me. The operation was not run.',
    });
    expect(ask('{ employees { totalCount } }', nobody)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(ask('{ __schema { types { name } } }', nobody)).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('introspection needs core.schema.read', () => {
    const text = '{ __type(name: "Employee") { name } __typename }';
    expect(ask(text, reader)).toMatchObject({
      permission: 'core.schema.read',
      field: 'Query.__type',
    });
    expect(ask(text, caller(['core.schema.read']))).toEqual({});
  });

  test('another operation of the same document is not this one\'s matter', () => {
    const text = 'query A { me { id } } query B { me { salary { amount } } }';
    const document = parse(text);
    const [a, b] = document.definitions as OperationDefinitionNode[];
    const request = { document, variables: {}, principal: reader };
    expect(() => gate.check({ ...request, operation: a! })).not.toThrow();
    expect(() => gate.check({ ...request, operation: b! })).toThrow('hr.salary.read');
  });

  test('what has no rule nobody may touch', () => {
    const rules = new Map(company.rules);
    rules.delete('Employee.name');
    const bare = createGate({ ...company, rules });
    const document = parse('{ me { name } }');
    const operation = document.definitions[0] as OperationDefinitionNode;
    const all = caller([...company.rules.values()].filter((rule) => typeof rule === 'string'));
    const check = () => bare.check({ document, operation, variables: {}, principal: all });
    expect(check).toThrow('No rule permits Employee.name. The operation was not run.');
  });
});

describe('permissions held for some rows', () => {
  const holds = (more: Record<string, Hold>) => caller({ 'hr.employee.read': ['own'], ...more });

  test('permit the fields of the type, and relations to rows that are narrowed too', () => {
    const who = holds({ 'assets.asset.read': ['own'] });
    expect(ask('{ employees { nodes { id name manager { name } } } }', who)).toEqual({});
    expect(ask('{ me { assets { nodes { tag holder { name } } } } }', who)).toEqual({});
  });

  test('do not permit a field with a rule of its own, by value or by figure', () => {
    const who = holds({ 'hr.salary.read': ['own'] });
    const message = 'Requires hr.salary.read for Employee.salary for every row, and it is held ' +
      'for some rows only. The operation was not run.';
    expect(ask('{ me { salary { amount } } }', who)).toMatchObject({ message });
    for (const text of [
      '{ employees { aggregate { salary { sum } } } }',
      '{ employees(where: { salary: { eq: "1" } }) { totalCount } }',
      '{ employees(orderBy: [{ field: SALARY }]) { nodes { id } } }',
    ]) {
      expect(ask(text, who)).toMatchObject({ permission: 'hr.salary.read' });
    }
    const all = holds({ 'hr.salary.read': 'all' });
    expect(ask('{ me { salary { amount } } }', all)).toEqual({});
  });

  test('one rule at a root and at a field is judged for each by itself', () => {
    const of = changed((sdl) => sdl, { 'Query.headcount': 'hr.salary.read' });
    const who = holds({ 'hr.salary.read': ['own'] });
    const text = '{ headcount me { salary { amount } } }';
    expect(askOf(of, { text: '{ headcount }', who, variables: {} })).toEqual({});
    expect(askOf(of, { text, who, variables: {} })).toMatchObject({ field: 'Employee.salary' });
  });
});

describe('inputs', () => {
  test.each([
    ['a filter', '{ employees(where: { salary: { eq: "1" } }) { totalCount } }'],
    ['and', '{ employees(where: { and: [{ salary: null }] }) { totalCount } }'],
    ['or', '{ employees(where: { or: [{ name: {} }, { salary: {} }] }) { totalCount } }'],
    ['not', '{ employees(where: { not: { salary: {} } }) { totalCount } }'],
    ['a relation', '{ employees(where: { manager: { salary: {} } }) { totalCount } }'],
    ['a list relation',
      '{ employees(where: { assets: { none: { holder: { salary: {} } } } }) { totalCount } }'],
    ['another input', '{ headcount(input: { where: { salary: {} } }) }'],
    ['a nested list', '{ me { assets(where: { holder: { salary: {} } }) { totalCount } } }'],
    ['an order', '{ employees(orderBy: [{ field: NAME }, { field: SALARY }]) { nodes { id } } }'],
    ['a default of a variable',
      'query ($w: EmployeeFilter = { salary: {} }) { employees(where: $w) { totalCount } }'],
  ])('literal: %s', (_name, text) => {
    expect(ask(text, reader)).toMatchObject(salaryRefused);
  });

  const byFilter = 'query ($w: EmployeeFilter) { employees(where: $w) { totalCount } }';
  const inFilter = 'query ($w: EmployeeFilter!) { employees(where: { or: [$w] }) { totalCount } }';
  const byOrder = 'query ($o: [EmployeeOrder!]) { employees(orderBy: $o) { totalCount } }';
  const inOrder =
    'query ($f: EmployeeOrderField!) { employees(orderBy: [{ field: $f }]) { totalCount } }';
  const byInput = 'query ($i: HeadcountInput) { headcount(input: $i) }';

  test.each<[string, Record<string, unknown>]>([
    [byFilter, { w: { salary: { eq: '1' } } }],
    [byFilter, { w: { salary: null } }],
    [byFilter, { w: { and: { not: { manager: { salary: {} } } } } }],
    [byFilter, { w: { assets: { some: { holder: { salary: {} } } } } }],
    [inFilter, { w: { salary: {} } }],
    [byOrder, { o: [{ field: 'NAME' }, { field: 'SALARY' }] }],
    [byOrder, { o: { field: 'SALARY' } }],
    [inOrder, { f: 'SALARY' }],
    [byInput, { i: { where: { salary: {} } } }],
  ])('variable: %s %j', (text, variables) => {
    expect(ask(text, reader, variables)).toMatchObject(salaryRefused);
  });

  test('values that use nothing guarded pass, and so does what coercion will refuse', () => {
    for (const w of [undefined, null, {}, { name: { eq: 'salary' } }, { salry: 1 }, 'salary', 7]) {
      expect(ask(byFilter, reader, { w })).toEqual({});
    }
    expect(ask(byFilter, reader, { w: { salary: undefined } })).toEqual({});
    expect(ask(inOrder, reader, { f: 'PAY' })).toEqual({});
    expect(ask(byFilter, reader, { w: JSON.parse('{"__proto__": {"salary": {}}}') })).toEqual({});
  });

  test('one document, other variables: each request is looked at', () => {
    expect(ask(byFilter, reader, { w: { name: {} } })).toEqual({});
    const document = parse(byFilter);
    const operation = document.definitions[0] as OperationDefinitionNode;
    const check = (w: unknown) => () =>
      gate.check({ document, operation, variables: { w }, principal: reader });
    expect(check({ name: {} })).not.toThrow();
    expect(check({ salary: {} })).toThrow('hr.salary.read');
    expect(check({ name: {} })).not.toThrow();
  });

  test('a filter nested 20,000 deep neither overflows nor hides a key', () => {
    let w: unknown = { salary: {} };
    for (let level = 0; level < 20_000; level++) w = { not: w };
    expect(ask(byFilter, reader, { w })).toMatchObject(salaryRefused);
  });

  test('a look-up by a guarded key, and a search through one', () => {
    const refused = { permission: 'hr.identity.read', field: 'Employee.nationalId' };
    expect(ask('{ employee(by: { nationalId: "1" }) { id } }', reader)).toMatchObject(refused);
    expect(ask('{ employee(by: { id: "1" }) { id } }', reader)).toEqual({});
    const search = 'query ($s: String) { employees(search: $s) { totalCount } }';
    expect(ask(search, reader, { s: '1' })).toMatchObject(refused);
  });
});

describe('inputs of another shape', () => {
  test('a filter two inputs down is found', () => {
    const of = changed(
      (sdl) => `${sdl.replace('input: HeadcountInput', 'input: Outer')}
        input Outer { inner: Inner } input Inner { report: HeadcountInput }`,
      {},
    );
    const text = 'query ($i: Outer) { headcount(input: $i) }';
    const variables = { i: { inner: { report: { where: { salary: {} } } } } };
    expect(askOf(of, { text, who: reader, variables })).toMatchObject(salaryRefused);
  });

  test('a field that is called like a combining key is a field', () => {
    const of = changed(
      (sdl) => sdl.replace('name: StringFilter', 'name: StringFilter every: StringFilter'),
      { 'Employee.every': 'hr.salary.read' },
    );
    const fields = of.company.records.get('Employee')?.fields as Map<string, RecordField>;
    fields.set('every', fields.get('name')!);
    const text = '{ employees(where: { not: { every: {} } }) { totalCount } }';
    expect(askOf(of, { text, who: reader, variables: {} })).toMatchObject({
      field: 'Employee.every',
    });
  });
});

describe('hostile documents', () => {
  const check = (text: string) => {
    const document = parse(text);
    const operation = document.definitions[0] as OperationDefinitionNode;
    gate.check({ document, operation, variables: {}, principal: reader });
  };

  test('cycles end', () => {
    expect(() =>
      check('{ me { ...A } } fragment A on Employee { name manager { ...B } } ' +
        'fragment B on Employee { manager { ...A } }'),
    ).not.toThrow();
  });

  test('a fragment that unfolds to 2^24 fields is walked once', () => {
    const twice = (next: string) => `{ a: manager { ...${next} } b: manager { ...${next} } }`;
    const bomb = Array.from(
      { length: 24 },
      (_, level) => `fragment F${level} on Employee ${twice(`F${level + 1}`)}`,
    );
    const end = 'fragment F24 on Employee { salary { amount } }';
    const text = `{ me { ...F0 } } ${bomb.join(' ')} ${end}`;
    expect(() => check(text)).toThrow('hr.salary.read');
  });
});
