import { buildSchema, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { caller } from '../../test/authz-sample.js';
import type { Principal } from '../context/principal.js';
import type { RecordType } from '../model/record-type.js';
import { createCostMeter } from './cost.js';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Unit implements Node { id: ID! name: String units(first: Int = 25, last: Int): UnitConnection
    parent: Unit people(first: Int = 25): PersonConnection }
  type UnitEdge { node: Unit cursor: String }
  type UnitConnection { nodes: [Unit!]! edges: [UnitEdge!]! totalCount: Int aggregate: Figures }
  type Person implements Node { id: ID! name: String unit: Unit }
  type PersonConnection { nodes: [Person!]! }
  type Figures { cost: String }
  type Query { units(first: Int = 25, last: Int, search: String): UnitConnection node(id: ID!): Node
    forecast: String everything: String chart: [Unit!]!
    nodes(ids: [ID!]!): [Node]! tree: [Unit!]! }
  input Item { name: String }
  input Batch { items: [Item!]! }
  type Result { unit: Unit }
  type Mutation { create(input: Batch!): Payload }
  type Payload { results: [Result!]! }`);
const { forecast, everything, chart } = schema.getQueryType()!.getFields();
forecast!.extensions = { cost: 40 };
chart!.extensions = { cost: 20, items: 100 };
everything!.extensions = { bucket: 'export' };
const records = new Map(['Unit', 'Person'].map((name) => [name, {} as RecordType]));
const meter = createCostMeter({ schema, records });
const someone = caller(['core.unit.read']);

function cost(text: string, variables?: Record<string, unknown>, who?: Principal) {
  const { uses: _uses, ...points } = measured(text, variables, who);
  return points;
}

function measured(text: string, variables: Record<string, unknown> = {}, who: Principal = someone) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  )!;
  return meter.check({ document, operation, variables, principal: who });
}

/** Levels of lists inside each other, 100 each. */
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `units(first: 100) { nodes { ${nested(levels - 1)} } }`;

test.each([
  ['{ units { nodes { id name } } }', {}, 1 + 25 * (0.5 + 0.2)],
  ['{ units(first: 10) { edges { cursor node { id } } } }', {}, 1 + 10 * (0.1 + 0.5 + 0.1)],
  ['{ units(last: 10) { totalCount aggregate { cost } } }', {}, 1 + 2 + 2 + 0.1],
  ['query($n: Int) { units(first: $n) { nodes { id } } }', { n: 50 }, 1 + 50 * 0.6],
  ['query($n: Int = 4) { units(first: $n) { nodes { id } } }', {}, 1 + 4 * 0.6],
  ['query($n: Int) { units(first: $n) { nodes { id } } }', {}, 1 + 25 * 0.6],
  ['query($n: Int = 4) { units(first: $n) { nodes { id } } }', { n: null }, 1 + 25 * 0.6],
  [
    '{ units(first: 2) { nodes { people(first: 3) { nodes { id } } } } }',
    {},
    1 + 2 * (0.5 + 1 + 3 * 0.6),
  ],
  ['{ units(first: 2) { nodes { parent { parent { id } } } } }', {}, 1 + 2 * (0.5 + 0.5 + 0.6)],
  ['query($x: Boolean!) { units @include(if: $x) { totalCount } }', { x: false }, 0],
  ['query($x: Boolean!) { units @skip(if: $x) { totalCount } }', { x: false }, 3],
  ['{ node(id: "a") { id ... on Unit { name } } }', {}, 0.7],
  ['query($i: [ID!]!) { nodes(ids: $i) { id } }', { i: ['a', 'b', 'c'] }, 3 * 0.6],
  ['{ tree { id } }', {}, 10 * 0.6],
  [
    'mutation($b: Batch!) { create(input: $b) { results { unit { id } } } }',
    { b: { items: [{}, {}, {}] } },
    10 + 3 * 0.6,
  ],
  ['{ __typename __schema { types { name } } }', {}, 0],
  [
    '{ ...a } fragment a on Query { units(first: 2) { ...b } } fragment b on UnitConnection ' +
      '{ nodes { id } }',
    {},
    1 + 2 * 0.6,
  ],
])('%s %j costs what it can read', (text, variables, points) => {
  expect(cost(text, variables)).toEqual({
    requested: Math.ceil(Math.round(points * 10) / 10),
    limit: 5_000,
  });
});

test('row 2: nested lists of 100, five levels, are refused', () => {
  expect(cost(`{ ${nested(1)} }`).requested).toBe(61);
  for (const levels of [3, 5]) {
    expect(() => cost(`{ ${nested(levels)} }`)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('at most 5000 points'),
        extensions: expect.objectContaining({
          code: 'QUERY_TOO_COMPLEX',
          data: { unit: 'points', requested: expect.any(Number), limit: 5_000 },
        }),
      }),
    );
  }
});

test('the same by variables, and through fragments at once', () => {
  const text =
    'query($n: Int) { units(first: $n) { nodes { ...f } } } ' +
    'fragment f on Unit { units(first: $n) { nodes { units(first: $n) { nodes { id } } } } }';
  expect(cost(text, { n: 5 }).requested).toBeLessThan(200);
  expect(() => cost(text, { n: 100 })).toThrow('at most 5000 points');
  const bomb = Array.from(
    { length: 30 },
    (_, i) => `fragment f${i} on Unit { parent { ...f${i + 1} } b: parent { ...f${i + 1} } }`,
  ).join(' ');
  const began = Date.now();
  const tree = `{ tree { ...f0 } } ${bomb} fragment f30 on Unit { id }`;
  expect(() => cost(tree)).toThrow('Too much at once');
  // Walked out, it would take hours.
  expect(Date.now() - began).toBeLessThan(10_000);
});

test('many records of little cost are refused by their number', () => {
  const bulk = { ...someone, limitClass: 'bulk' as const };
  const text =
    '{ units(first: 200) { nodes { people(first: 100) { nodes { unit { __typename } } } } } }';
  expect(() => cost(text, {}, bulk)).toThrow('at most 20000 points');
  const wide = '{ units(first: 100) { nodes { people(first: 100) { nodes { __typename } } } } }';
  expect(() => cost(wide)).toThrow('at most');
  expect(cost(wide, {}, bulk).limit).toBe(20_000);
});

test('row 3: pages out of range are refused before anything runs', () => {
  const page = (args: string) => `{ units(${args}) { nodes { id } } }`;
  for (const size of ['first: 1000000', 'first: -1', 'first: 0', 'last: 101']) {
    expect(() => cost(page(size))).toThrow('A page holds 1 to 100 records.');
  }
  expect(() => cost(page('first: 1, last: 1'))).toThrow('first or last, not both');
  expect(cost(page('first: 1, last: null')).requested).toBe(2);
});

test('benchmark callers and the platform itself have no limit', () => {
  const text = `{ ${nested(3)} }`;
  const benchmark = { ...someone, limitClass: 'benchmark' as const };
  expect(cost(text, {}, benchmark)).toEqual({ requested: expect.any(Number) });
  expect(cost(text, {}, { ...someone, kind: 'system' })).not.toHaveProperty('limit');
});

test('what a class without limit asked does not decide for another class', () => {
  const document = parse('{ units(first: 200) { nodes { id } } }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const request = { document, operation, variables: {} };
  const integration = { ...someone, limitClass: 'integration' as const };
  expect(meter.check({ ...request, principal: integration }).requested).toBe(121);
  expect(() => meter.check({ ...request, principal: someone })).toThrow('A page holds 1 to 100');
});

test('a resolver may name its own weight, and how long its list is', () => {
  expect(cost('{ a: forecast b: forecast }')).toMatchObject({ requested: 80 });
  expect(cost('{ chart { id } }')).toMatchObject({ requested: 20 + 100 * 0.6 });
});

test('searches and exports are counted for their small buckets', () => {
  const search = (name: string) => `${name}: units(search: "x") { nodes { id } }`;
  const { uses } = measured(`{ ${search('a')} ...f units { nodes { id } } everything }
    fragment f on Query { ${search('b')} }`);
  expect(uses).toEqual({ login: 0, export: 1, search: 2 });
});

describe('arrays in arguments', () => {
  const ids = (count: number) => Array.from({ length: count }, () => 'a');
  const sent = (count: number, who?: Principal) =>
    cost('query($i: [ID!]!) { nodes(ids: $i) { id } }', { i: ids(count) }, who);
  const written = (count: number) => cost(`{ nodes(ids: ${JSON.stringify(ids(count))}) { id } }`);
  const fault = { limit: 'arrayItems', allowed: 250, actual: 251 };

  test.each([
    ['sent', sent],
    ['written', written],
  ])('%s: 250 items, not 251', (_name, ask) => {
    ask(250);
    expect(() => ask(251)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining(fault) }),
    );
  });

  test('1,000 of the class bulk', () => {
    const bulk = { ...someone, limitClass: 'bulk' as const };
    sent(1_000, bulk);
    expect(() => sent(1_001, bulk)).toThrow(/at most 1000 items/);
  });
});
