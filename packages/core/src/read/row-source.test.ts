import { type OperationDefinitionNode, parse } from 'graphql';
import { insertRows, sampleRows } from '../../test/sample-data.js';
import { publicId } from '../../test/sample-reference.js';
import { type Asking, createSampleGraph, type SampleGraph, TODAY } from '../../test/sample.js';
import { createWrittenReads, type WrittenReads } from './written-reads.js';
import { cellOf, defineRowSource, type RowSource } from './row-source.js';

/** Rows of a statement: written and executed alike, one statement, the caller's rights. */

const rows = sampleRows(3);
let graph: SampleGraph;
let reads: WrittenReads;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, sampleRows(4));
  reads = createWrittenReads(graph.runtime);
});
afterAll(() => graph?.close());

type Values = Record<string, unknown>;

async function written(text: string, values: Values = {}, asking: Asking = {}) {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const context = graph.context(asking);
  graph.statements();
  const answer = await reads.answer({ document, operation, variables: values, context });
  return { text: answer?.json.toString(), statements: graph.statements().length };
}

const STEP = `depth shelfId path on __typename shelf { name }
  item { id tag price { amount currency } owner { id } }`;
const ASKED = `query ($depth: Int, $shelf: ID, $on: Date) {
  sampleSteps(depth: $depth, shelf: $shelf, on: $on) { ${STEP} } }`;
const shelf = publicId(
  'SampleShelf',
  rows.SampleItem.find((one) => !one['parent'])?.['shelf'] as string,
);

test.each<[string, Values, number]>([
  ['everything', {}, 1],
  ['one level', { depth: 0 }, 1],
  ['one shelf', { shelf }, 1],
  ['the id of something else', { shelf: publicId('SampleItem', rows.SampleItem[0]!.id) }, 1],
  ['a day, with a statement ahead', { on: '2025-05-05', shelf }, 2],
])('is written as graphql-js answers, in one statement: %s', async (_what, values, count) => {
  for (const organizationId of [graph.ours, graph.theirs]) {
    const one = await written(ASKED, values, { organizationId });
    const ordinary = await graph.run(ASKED, { organizationId }, values);
    expect(ordinary.errors).toBeUndefined();
    expect(one).toEqual({ text: JSON.stringify(ordinary.data), statements: count });
  }
});

test('rows have an order, the day of the request and the records that they name', async () => {
  const { sampleSteps } = await graph.read<{ sampleSteps: never[] }>(ASKED);
  const depths = sampleSteps.map((one) => one['depth'] as number);
  expect(depths.length).toBeGreaterThan(3);
  expect(depths).toEqual([...depths].sort((left, right) => left - right));
  expect(new Set(sampleSteps.map((one) => one['on']))).toEqual(new Set([TODAY]));
  for (const one of sampleSteps) {
    expect((one['path'] as string[]).at(-1)).toBe(one['item']['id']);
    expect((one['path'] as string[]).length).toBe((one['depth'] as number) + 1);
  }
});

test('a field with a resolver of its own finds what it needs; graphql-js answers', async () => {
  const text = '{ sampleSteps(depth: 0) { root item { id } } }';
  expect((await written(text)).text).toBeUndefined();
  const { sampleSteps } = await graph.read<{ sampleSteps: never[] }>(text);
  for (const { root, item } of sampleSteps) {
    const { id, depth } = JSON.parse(root) as { id: string; depth: number };
    expect([publicId('SampleItem', id), depth]).toEqual([item['id'], 0]);
  }
});

test('records that the caller may not see are null; sealed fields leave a trace', async () => {
  const none = { holds: { 'sample.item.read': ['own'] } };
  const hidden = await graph.read<{ sampleSteps: never[] }>(ASKED, none);
  const { text } = await written(ASKED, {}, none);
  expect(text).toBe(JSON.stringify(hidden));
  expect(hidden.sampleSteps.every(({ item }) => item === null)).toBe(true);
  expect((await written('{ sampleSteps { item { pin } } }')).text).toBeUndefined();
});

test('the right is needed for every record, and arguments must make sense', async () => {
  const some = { holds: { 'sample.shelf.read': ['own'] } };
  expect((await written(ASKED, {}, some)).text).toBeUndefined();
  expect(await graph.refused(ASKED, some)).toMatchObject({ code: 'FORBIDDEN' });
  expect((await written(ASKED, { depth: -1 })).text).toBeUndefined();
  expect(await graph.refused(ASKED, {}, { depth: -1 })).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a source names columns of SQL and goes through its records', () => {
  const source = (order: string[], column = 'name'): RowSource => ({
    type: 'Thing',
    demand: 'sample.item.read',
    fields: { name: cellOf('text', column) },
    order,
    limit: 1,
    tooMany: 'Too many.',
    sql: () => 'select 1 as name',
  });
  expect(() => defineRowSource(source(['name'], 'a b'))).toThrow('a b is no column');
  expect(() => defineRowSource(source(['name; drop table x']))).toThrow('no column');
  expect(() => defineRowSource(source(['name.tag']))).toThrow('goes through no record');
});
