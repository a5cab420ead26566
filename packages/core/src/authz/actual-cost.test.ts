import { buildSchema, executeSync, Kind, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { caller } from '../../test/authz-sample.js';
import { textOfAnswer, writtenData } from '../context/written-data.js';
import type { RecordType } from '../model/record-type.js';
import { createActualCost } from './actual-cost.js';
import { createCostMeter } from './cost.js';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Unit implements Node { id: ID! name: String units(first: Int = 25): UnitConnection
    parent: Unit }
  type UnitConnection { nodes: [Unit!]! totalCount: Int aggregate: Figures }
  type Person implements Node { id: ID! name: String unit: Unit }
  type Figures { cost: String }
  type Query { units(first: Int = 25): UnitConnection nodes(ids: [ID!]!): [Node]! forecast: String }
  type Mutation { create(name: String): Payload }
  type Payload { unit: Unit }`);
schema.getQueryType()!.getFields()['forecast']!.extensions = { cost: 40 };
const records = new Map(['Unit', 'Person'].map((name) => [name, {} as RecordType]));
const company = { schema, records };
const meter = createCostMeter(company);
const actualOf = createActualCost(company);
const principal = caller(['core.unit.read']);

/** Points that an operation asks for, and what its answer comes to. */
function costs(text: string, rootValue: object, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  )!;
  const { requested } = meter.check({ document, operation, variables, principal });
  const variableValues = variables;
  const { data, errors } = executeSync({ schema, document, rootValue, variableValues });
  expect(errors).toBeUndefined();
  return { requested, actual: actualOf({ document, operation, data: data as never }) };
}

const unit = (name: string, more: object = {}) => ({ __typename: 'Unit', id: name, name, ...more });
const page = (...nodes: object[]) => ({ nodes, totalCount: nodes.length });
const two = { units: page(unit('A', { parent: unit('P') }), unit('B', { parent: null })) };

test.each([
  ['a page that is not full', '{ units(first: 100) { nodes { id name } } }', 71, 1 + 2 * 0.7],
  ['a record that is absent', '{ units { nodes { parent { id } } } }', 29, 1 + 2 * 0.5 + 0.6],
  ['a count', '{ units(first: 1) { totalCount } }', 3, 3],
  ['an alias', '{ a: units(first: 2) { n: nodes { i: id } } }', 3, 1 + 2 * 0.6],
  ['nothing there', '{ nodes(ids: ["x"]) { id } }', 1, 0],
] as const)('%s', (_what, text, requested, points) => {
  expect(costs(text, { ...two, nodes: [null] })).toEqual({
    requested,
    actual: Math.ceil(Math.round(points * 10) / 10),
  });
});

test('fragments, directives and types that an object has not', () => {
  const text = `query ($no: Boolean!) {
    nodes(ids: ["A", "B"]) {
      ...any ... on Person { name unit { id } } ... on Unit { parent { id } } }
    forecast @skip(if: $no)
    units(first: 50) @include(if: true) { ...page ...page } }
    fragment any on Node { id }
    fragment page on UnitConnection { nodes { id } nodes { name } }`;
  const nodes = [unit('A', { parent: unit('P') }), { __typename: 'Person', id: 'B', unit: null }];
  const { actual } = costs(text, { ...two, nodes, forecast: 'x' }, { no: true });
  // Records: A with its parent, B with name and unit; then the page, whose fields are there once.
  const points = 0.5 + 0.1 + (0.5 + 0.1) + (0.5 + 0.1 + 0.1) + 1 + 2 * 0.7;
  expect(actual).toBe(Math.ceil(points));
});

test('a write counts also where its payload is empty; without data nothing does', () => {
  const text = 'mutation { a: create { unit { id } } b: create { unit { id } } }';
  expect(costs(text, { create: { unit: null } }).actual).toBe(20);
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  for (const data of [null, undefined]) expect(actualOf({ document, operation, data })).toBe(0);
});

test('fragments that unfold to millions are walked once', () => {
  const levels = Array.from({ length: 24 }, (_, at) => `f${at}`);
  const fragments = levels.map((name, at) =>
    at === 23
      ? `fragment ${name} on Unit { id }`
      : `fragment ${name} on Unit { ...f${at + 1} x${at}: name ...f${at + 1} }`,
  );
  const text = `{ units(first: 2) { nodes { ...f0 } } } ${fragments.join(' ')}`;
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const row = Object.fromEntries([['id', 'A'], ...levels.map((_, at) => [`x${at}`, 'A'])]);
  const data = { units: { nodes: [row, row] } };
  expect(actualOf({ document, operation, data })).toBe(Math.ceil(1 + 2 * (0.5 + 2.4)));
});

test('an answer that is written already is not made into an object to be counted', () => {
  const document = parse('{ forecast }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const json = Buffer.from('{ "forecast": "as it was written" }');
  const data = writtenData({ json, points: 40.2 });
  expect(actualOf({ document, operation, data })).toBe(41);
  expect(textOfAnswer({ data })).toBe('{"data":{ "forecast": "as it was written" }}');
});
