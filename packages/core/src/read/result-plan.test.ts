import { type OperationDefinitionNode, parse, validate } from 'graphql';
import { randomOperation } from '../../test/random-operations.js';
import { insertRows, sampleRows } from '../../test/sample-data.js';
import { publicId } from '../../test/sample-reference.js';
import {
  type Asking,
  composition,
  createSampleGraph,
  type SampleGraph,
} from '../../test/sample.js';
import { createActualCost } from '../authz/actual-cost.js';
import { createGate } from '../authz/gate.js';
import { writtenData } from '../context/written-data.js';
import { createWrittenReads, type WrittenReads } from './written-reads.js';

/** What a method returns, written: the same text and the same points as by graphql-js. */

const rows = sampleRows(5);
let graph: SampleGraph;
let reads: WrittenReads;
const actualOf = createActualCost(composition);
const gate = createGate(composition);

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, sampleRows(6));
  reads = createWrittenReads(graph.runtime);
});
afterAll(() => graph?.close());

type Values = Record<string, unknown>;

/** Compares, unless graphql-js has to answer; with what it answered, and the statements. */
async function both(text: string, values: Values = {}, asking: Asking = {}) {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const context = graph.context(asking);
  graph.statements();
  const answer = await reads.answer({ document, operation, variables: values, context });
  const statements = graph.statements().length;
  const ordinary = await graph.run(text, asking, values);
  const { data, errors } = ordinary;
  if (answer && data) {
    expect(errors).toBeUndefined();
    expect(answer.json.toString()).toBe(JSON.stringify(data));
    const points = actualOf({ document, operation, data });
    expect(actualOf({ document, operation, data: writtenData(answer) })).toBe(points);
  }
  return { isWritten: answer !== undefined, statements, data, error: errors?.[0] };
}

const ROW = `label amounts notes __typename item { id tag shelf { name } } mustBe { tag }
  items { id price { amount currency } }`;
const ALL = `on at count share hasRows __typename shelf { name } rows { ${ROW} } first { label }`;
const ASKED = `query ($count: Int!, $on: Date, $shelf: ID) {
  sampleReport(count: $count, on: $on, shelf: $shelf) { ${ALL} } }`;
const shelf = publicId('SampleShelf', rows.SampleShelf[0]?.id ?? '');

test.each<[string, Values, number]>([
  ['nothing', { count: 0 }, 1],
  ['one row, whose item is null', { count: 1 }, 2],
  ['many rows', { count: 30, on: '2025-05-05' }, 4],
  ['a shelf', { count: 30, shelf }, 5],
  ['a shelf of nobody', { count: 2, shelf: 'ssh_00000000000000000000000000' }, 5],
])('is written, with one statement for each field of records: %s', async (_what, values, count) => {
  for (const organizationId of [graph.ours, graph.theirs]) {
    const { isWritten, statements } = await both(ASKED, values, { organizationId });
    expect(isWritten).toBe(true);
    expect(statements).toBeLessThanOrEqual(count);
  }
});

test('selections: aliases, fragments, conditions, the same field twice', async () => {
  const text = `query ($yes: Boolean!) { a: sampleReport(count: 3) { n: count
      ...F rows { label } rows { x: mustBe { tag } mustBe { on: madeOn } y: mustBe { id } }
      ... @include(if: $yes) { share } hasRows @skip(if: $yes) }
    b: sampleReport(count: 1) { first { toString: label } } __typename }
    fragment F on SampleReport { rows { ... on SampleReportRow { amounts mustBe { amount } } } }`;
  for (const yes of [true, false]) expect((await both(text, { yes })).isWritten).toBe(true);
});

test.each([
  ['no label', undefined],
  ['no amount', undefined],
  ['amounts are no list', undefined],
  ['a label that comes later', 'A label'],
  ['a label that is called', 'A label'],
  ['a label that is no text', undefined],
  ['an item that nobody has', undefined],
  ['a secret', 'an answer that leaves a trace'],
])('is left to graphql-js with its error or its value: %s', async (fault, isFine) => {
  const text = `{ sampleReport(count: 2, fault: "${fault}") {
    rows { label amounts mustBe { id } } } }`;
  const { isWritten, error } = await both(text);
  expect(isWritten).toBe(false);
  expect(error === undefined).toBe(isFine !== undefined);
});

test('a field with a resolver of its own goes the ordinary way, as does a refusal', async () => {
  const twice = await both('{ sampleReport(count: 2) { count twice } }');
  expect(twice).toMatchObject({ isWritten: false, data: { sampleReport: { twice: 4 } } });
  const refused = await both('{ sampleReport(count: -1) { count } }');
  expect(refused).toMatchObject({ isWritten: false, data: { sampleReport: null } });
  expect(refused.error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  const pin = await both('{ sampleReport(count: 2) { rows { item { pin } } } }');
  expect(pin.isWritten).toBe(false);
});

test('rights: the wall before the method, and records that the caller may not see', async () => {
  const none = { holds: { 'sample.shelf.read': undefined } };
  expect((await both('{ sampleReport(count: 2) { on } }', {}, none)).isWritten).toBe(false);
  const own = { holds: { 'sample.item.read': ['own'] } };
  const text = '{ sampleReport(count: 9) { rows { label item { id } items { tag } } } }';
  const { isWritten, data } = await both(text, {}, own);
  expect(isWritten).toBe(true);
  const { sampleReport } = data as { sampleReport: { rows: { item: unknown }[] } };
  expect(sampleReport.rows.every(({ item }) => item === null)).toBe(true);
});

test('calls of one plan at a time keep their records apart', async () => {
  const counts = [1, 9, 4, 30, 2, 17];
  const askers = counts.flatMap((count) =>
    [graph.ours, graph.theirs].map((organizationId) => ({ count, organizationId })),
  );
  const document = parse(ASKED);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const answers = await Promise.all(
    askers.map(({ count, ...asking }) =>
      reads.answer({ document, operation, variables: { count }, context: graph.context(asking) }),
    ),
  );
  for (const [at, { count, ...asking }] of askers.entries()) {
    const { data } = await graph.run(ASKED, asking, { count });
    expect(answers[at]?.json.toString()).toBe(JSON.stringify(data));
  }
});

const world = {
  schema: composition.schema,
  roots: ['sampleReport', 'sampleReport', 'sampleItems'],
  values: (scalar: string) => SCALARS[scalar],
  without: new Set([
    ...['history', 'tagLength', 'root', 'whole', 'pin', 'attributes'].map(
      (name) => `SampleItem.${name}`,
    ),
    ...['SampleShelf.history', 'SamplePerson.history', 'SampleReport.twice'],
  ]),
};
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: [shelf, 'nonsense'],
  String: ['none', 'A-10', 'none', 'no label'],
  Int: [0, 1, 2, 7, 40],
  Boolean: [true, false],
  Date: ['2025-01-01', '2026-03-31', '2024-02-29'],
};
const CALLERS: readonly Asking[] = [{}, { holds: { 'sample.item.read': ['own'] } }];

test('random selections, each twice with other values of its variables', async () => {
  let writtenOnes = 0;
  for (let seed = 1; seed <= 160; seed++) {
    const { document: text, variables } = randomOperation(seed, world);
    const document = parse(text);
    if (validate(composition.schema, document).length > 0) continue;
    const asking = CALLERS[seed % CALLERS.length] ?? {};
    const { principal } = graph.context(asking);
    const operation = document.definitions[0] as OperationDefinitionNode;
    for (const values of variables) {
      try {
        gate.check({ document, operation, variables: values, principal });
      } catch {
        continue;
      }
      const { isWritten } = await both(text, values, asking);
      if (isWritten && text.includes('sampleReport')) writtenOnes += 1;
    }
  }
  expect(writtenOnes).toBeGreaterThan(20);
});
