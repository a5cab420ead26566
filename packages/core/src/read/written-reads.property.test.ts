import { type DocumentNode, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { randomOperation } from '../../test/random-operations.js';
import { insertRows, POOLS, sampleRows } from '../../test/sample-data.js';
import { publicId } from '../../test/sample-reference.js';
import {
  type Asking,
  composition,
  createSampleGraph,
  type SampleGraph,
} from '../../test/sample.js';
import { given } from '../../test/sample-types.js';
import { createActualCost } from '../authz/actual-cost.js';
import { createGate } from '../authz/gate.js';
import { writtenData } from '../context/written-data.js';
import { createWrittenReads, type WrittenReads } from './written-reads.js';

/** The writer and graphql-js give the same operations the same text. */

const rows = sampleRows(1);
let graph: SampleGraph;
let reads: WrittenReads;
const gate = createGate(composition);
const actualOf = createActualCost(composition);

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, sampleRows(2));
  reads = createWrittenReads(graph.runtime);
});
afterAll(() => graph?.close());

/** The text of the writer, behind the gate, and that of graphql-js; undefined without either. */
async function both(document: DocumentNode, values: Values, asking: Asking = {}) {
  const operation = document.definitions[0] as OperationDefinitionNode;
  const context = graph.context(asking);
  const { principal } = context;
  const ordinary = await graph.run(print(document), asking, values);
  try {
    gate.check({ document, operation, variables: values, principal });
  } catch {
    return { written: undefined, ordinary };
  }
  const answer = await reads.answer({ document, operation, variables: values, context });
  const data = ordinary.data as Values;
  if (answer && data) {
    const points = actualOf({ document, operation, data });
    expect(actualOf({ document, operation, data: writtenData(answer) })).toBe(points);
  }
  return { written: answer?.json.toString(), ordinary };
}

/** What the writer must not write, and what it must write alike. */
function compare({ written, ordinary }: Awaited<ReturnType<typeof both>>): void {
  if (written === undefined) return;
  expect(ordinary.errors).toBeUndefined();
  expect(written).toBe(JSON.stringify(ordinary.data));
}

type Values = Record<string, unknown>;

const ids = (['SampleItem', 'SampleShelf', 'SamplePerson', 'SamplePeriod'] as const).flatMap(
  (type) => rows[type].slice(0, 3).map(({ id }) => publicId(type, id)),
);
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: [...ids, 'smi_00000000000000000000000000', 'nonsense'],
  String: [...POOLS.tag, 'A-10', 'plain1', 'S3', 'EUR', '', '%', 'a'],
  Int: [0, 1, 2, -7, 5],
  Float: [0, 0.5, -0.25],
  Decimal: ['1', '2.5', '-4', '12345678901234567890.5', '9007199254740993', '0.5'],
  Boolean: [true, false],
  Date: ['2025-01-01', '2026-03-31', '2024-02-29'],
  DateTime: ['2026-03-31T12:00:00.000Z', '2026-03-31T14:00:00.001+02:00'],
};
const world = {
  schema: composition.schema,
  roots: ['sampleItem', 'sampleItems', 'sampleShelf', 'sampleShelves', 'samplePeople'],
  values: (scalar: string) => SCALARS[scalar],
  without: new Set(['SampleItem.history', 'SampleShelf.history', 'SamplePerson.history']),
};

const personId = rows.SamplePerson[0]?.id ?? '';
const CALLERS: readonly Asking[] = [
  {},
  { limitClass: 'integration' },
  { personId, holds: { 'sample.person.read': ['own', 'team'] } },
  { personId, holds: { 'sample.item.read': ['own'] } },
  { holds: { 'sample.shelf.read': undefined } },
];

const ITEM = 'id tag note amount isActive weight madeOn seenAt state price { amount currency }';

test.each([
  ['one by a variable', `query ($tag: String) { sampleItem(by: { tag: $tag }) { ${ITEM} } }`],
  ['what is not there', '{ sampleItem(by: { tag: "nothing" }) { id } __typename }'],
  ['a foreign id', 'query ($id: ID) { sampleItem(by: { id: $id }) { id } }'],
  [
    'pages',
    `{ sampleItems(first: 3) { edges { cursor node { ${ITEM} } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  ],
  [
    'figures',
    `{ sampleItems(first: 2) { totalCount aggregate { amount { count sum avg min max }
    price { currency count sum avg } __typename } nodes { id } } }`,
  ],
  [
    'three levels',
    `{ sampleShelves(first: 3) { totalCount nodes { name items(first: 2) {
    totalCount nodes { tag periods(first: 2) { totalCount nodes { label share } } } } } } }`,
  ],
  [
    'to-one and in force',
    `query ($on: Date) { sampleItems(first: 9) { nodes { shelf { name }
    owner { id } parent { tag shelf { id } } inForce(asOf: $on) { label } stay { place } } } }`,
  ],
  [
    'a filter by variables',
    `query ($w: SampleItemFilter, $s: String, $first: Int!) {
    sampleItems(first: $first, where: $w, search: $s) { nodes { tag } pageInfo { endCursor } } }`,
  ],
  [
    'fragments and aliases',
    `query ($yes: Boolean!) { a: sampleItems(first: 2) { x: nodes { ...F
    toString: tag ... @include(if: $yes) { note } ... @skip(if: $yes) { amount } } } }
    fragment F on SampleItem { __typename on: madeOn shelf { ... on SampleShelf { n: name } } }`,
  ],
])('is written: %s', async (_what, text) => {
  const document = parse(text);
  const given = { tag: 'nothing', id: ids[3], on: '2026-01-15', yes: true, s: 'a', first: 4 };
  const values = { ...given, w: { tag: { startsWith: 'A' }, amount: { isNull: false } } };
  const found = { ...values, tag: rows.SampleItem[1]?.['tag'], id: ids[0], on: '2026-04-02' };
  for (const one of [values, found]) {
    const answers = await both(document, one);
    expect(answers.written).toBeDefined();
    compare(answers);
  }
});

test('a page after a cursor is planned once and refuses the cursor of another list', async () => {
  const document = parse(`query ($after: String, $s: String) {
    page: samplePeople(first: 2, after: $after, where: { name: { contains: $s } },
      orderBy: [{ field: NAME }]) { nodes { name } pageInfo { endCursor } } }`);
  let after: string | null = null;
  for (let page = 0; page < 3; page++) {
    const answers = await both(document, { after, s: 'n' });
    expect(answers.written).toBeDefined();
    compare(answers);
    after = JSON.parse(answers.written ?? '{}').page.pageInfo.endCursor ?? after;
  }
  const other = await both(document, { after, s: 'B' });
  expect(other.written).toBeUndefined();
  expect(other.ordinary.errors?.[0]?.message).toContain('does not belong to this list');
});

test.each([
  ['a field with a resolver', '{ sampleItems(first: 1) { nodes { tagLength } } }'],
  ['a sealed field', '{ sampleItems(first: 1) { nodes { pin } } }'],
  ['a filter by a sealed field', '{ sampleItems(where: { pin: { eq: "1" } }) { nodes { id } } }'],
  ['a page that is too large', '{ sampleItems(first: 100000) { nodes { id } } }'],
  ['introspection', '{ __schema { queryType { name } } }'],
  ['a node', `{ node(id: "${publicId('SampleItem', rows.SampleItem[0]?.id ?? '')}") { id } }`],
])('is left to graphql-js: %s', async (_what, text) => {
  const { written } = await both(parse(text), {});
  expect(written).toBeUndefined();
});

test('a row condition that says something else now is asked anew', async () => {
  const document = parse('{ sampleItems(first: 100) { totalCount } }');
  const asking = { holds: { 'sample.item.read': ['given'] } };
  const counts: unknown[] = [];
  for (const state of ['READY', 'USED', 'READY']) {
    given.item = { state: { eq: state } };
    const answers = await both(document, {}, asking);
    compare(answers);
    counts.push(answers.ordinary.data);
  }
  given.item = {};
  expect(counts[0]).toEqual(counts[2]);
  expect(counts[0]).not.toEqual(counts[1]);
});

test('the same operation of two callers shows to each what it may see', async () => {
  const document = parse('{ sampleItems(first: 100) { nodes { id } } }');
  const ours = await both(document, {});
  const theirs = await both(document, {}, { organizationId: graph.theirs });
  compare(ours);
  compare(theirs);
  expect(theirs.written).toBeDefined();
  expect(theirs.written).not.toBe(ours.written);
});

test('random operations, each twice with other values of its variables', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { document, variables } = randomOperation(seed, world);
    const parsed = parse(document);
    if (validate(composition.schema, parsed).length > 0) continue;
    for (const values of variables) {
      compare(await both(parsed, values, CALLERS[seed % CALLERS.length]));
    }
  }
});
