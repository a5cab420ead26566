import * as fc from 'fast-check';
import type { Where } from '../model/expose.js';
import { createSampleGraph, type Asking, type SampleGraph } from '../../test/sample.js';
import { filters } from '../../test/sample-arbitraries.js';
import { insertRows, sampleRows, type Row, type TypeName } from '../../test/sample-data.js';
import {
  listOf,
  matches,
  ordered,
  pointed,
  publicId,
  seen,
  toApi,
  type Reference,
} from '../../test/sample-reference.js';
import { given } from '../../test/sample-types.js';

const rows = sampleRows(1);
const theirs = sampleRows(2);
const whole: Reference = { rows };
const { where } = filters(rows, theirs);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, theirs);
});
afterAll(() => graph?.close());

/** Items, their periods and people are seen by condition, stays not at all, shelves whole. */
const limited: Asking = {
  holds: {
    'sample.item.read': ['given'],
    'sample.person.read': ['given'],
    'sample.stay.read': undefined,
  },
};

/** A row condition as the function that it is: about the data, whoever asks. */
function limitedView(item: Where, person: Where): Reference {
  const met = (type: TypeName, condition: Where) =>
    new Set(rows[type].filter((row) => matches(whole, row, condition) === true));
  const items = met('SampleItem', item);
  const people = met('SamplePerson', person);
  const itemIds = new Set([...items].map((row) => row.id));
  return {
    rows,
    visible: (type, row) => {
      if (type === 'SampleItem') return items.has(row);
      if (type === 'SamplePerson') return people.has(row);
      if (type === 'SamplePeriod') return itemIds.has(String(row['item']));
      return type === 'SampleShelf';
    },
  };
}

const QUERY = `query ($where: SampleItemFilter, $shelf: SampleShelfFilter, $ids: [ID!]!) {
  items: sampleItems(first: 100, where: $where) { totalCount aggregate { amount { count } }
    nodes { id owner { id name } keeper { id } parent { id tag } whole { id }
      parts(first: 100) { totalCount nodes { id } } periods(first: 100) { nodes { id } }
      stays { totalCount } } }
  shelves: sampleShelves(where: $shelf) { nodes { id items(first: 100) { totalCount } } }
  nodes(ids: $ids) { id } }`;

const idsOf = (type: TypeName, list: readonly Row[]) => list.map((row) => publicId(type, row.id));
const idOf = (type: TypeName, row: Row | undefined) =>
  row === undefined ? null : { id: publicId(type, row.id) };

function expected(at: Reference, filter: Where, shelf: Where): object {
  const met = (type: TypeName, condition: Where) =>
    ordered(
      type,
      seen(at, type).filter((row) => matches(at, row, condition) === true),
      [],
    );
  const items = met('SampleItem', filter);
  const node = (row: Row) => {
    const owner = pointed(at, 'owner', row);
    const parent = pointed(at, 'parent', row);
    const parts = ordered('SampleItem', listOf(at, row, 'parts'), []);
    const periods = ordered('SamplePeriod', listOf(at, row, 'periods'), []);
    return {
      id: publicId('SampleItem', row.id),
      owner: owner ? { ...idOf('SamplePerson', owner), name: owner['name'] } : null,
      keeper: idOf('SamplePerson', pointed(at, 'keeper', row)),
      parent: parent ? { ...idOf('SampleItem', parent), tag: parent['tag'] } : null,
      whole: idOf('SampleItem', parent),
      parts: {
        totalCount: parts.length,
        nodes: idsOf('SampleItem', parts).map((id) => ({ id })),
      },
      periods: { nodes: idsOf('SamplePeriod', periods).map((id) => ({ id })) },
      stays: { totalCount: 0 },
    };
  };
  return {
    items: {
      totalCount: items.length,
      aggregate: { amount: { count: items.filter((row) => row['amount'] !== null).length } },
      nodes: items.map(node),
    },
    shelves: {
      nodes: met('SampleShelf', shelf).map((row) => ({
        id: publicId('SampleShelf', row.id),
        items: { totalCount: listOf(at, row, 'items').length },
      })),
    },
  };
}

test('what a row condition hides is as if it did not exist, on every path', async () => {
  const shape = fc.record({
    item: where('SampleItem', 3),
    person: where('SamplePerson', 3),
    filter: where('SampleItem', 4),
    shelf: where('SampleShelf', 4),
    tenant: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ item, person, filter, shelf, tenant }) => {
      Object.assign(given, { item, person });
      graph.runtime.tenantPredicate = tenant;
      const at = limitedView(item, person);
      const some = rows.SampleItem.slice(0, 20);
      const variables = {
        where: toApi('SampleItem', filter),
        shelf: toApi('SampleShelf', shelf),
        ids: idsOf('SampleItem', some),
      };
      const asking: Asking = { ...limited, limitClass: 'benchmark' };
      const { nodes, ...data } = await graph.read<{ nodes: unknown[] }>(QUERY, asking, variables);
      expect(data).toEqual(expected(at, filter, shelf));
      const seenOf = (row: Row) => (at.visible?.('SampleItem', row) ? row : undefined);
      expect(nodes).toEqual(some.map((row) => idOf('SampleItem', seenOf(row))));
    }),
    { numRuns: 80 },
  );
}, 240_000);

test('a condition that leads back to its own type ends', async () => {
  const boss = rows.SamplePerson.find((one) =>
    rows.SamplePerson.some((other) => other['boss'] === one.id),
  )!;
  const asking = { personId: boss.id, holds: { 'sample.person.read': ['team'] } };
  const { samplePeople } = await graph.read<{ samplePeople: { nodes: { id: string }[] } }>(
    '{ samplePeople { nodes { id boss { id } } } }',
    asking,
  );
  const team = rows.SamplePerson.filter((one) => one['boss'] === boss.id);
  const expectedIds = idsOf('SamplePerson', ordered('SamplePerson', team, []));
  expect(samplePeople.nodes.map((node) => node.id)).toEqual(expectedIds);
});

test.each([
  ['a condition that its type does not know', ['nothing']],
  ['a name that every object has', ['constructor']],
  ['a negated figure that the caller does not have', ['unknown']],
])('%s shows no row', async (_name, hold) => {
  const { sampleItems } = await graph.read<{ sampleItems: object }>(
    '{ sampleItems { totalCount nodes { id } } }',
    { holds: { 'sample.item.read': hold } },
  );
  expect(sampleItems).toEqual({ totalCount: 0, nodes: [] });
});

test('one of several conditions is enough; any of several permissions too', async () => {
  Object.assign(given, { item: { state: { eq: 'USED' } }, person: {} });
  const owner = rows.SampleItem.find((row) => row['owner'] !== null)!['owner'] as string;
  const holds = { 'sample.item.read': ['own', 'given'] };
  const { sampleItems, sampleStays } = await graph.read<Record<string, { totalCount: number }>>(
    '{ sampleItems { totalCount } sampleStays { totalCount } }',
    { personId: owner, holds },
  );
  const met = rows.SampleItem.filter((row) => row['owner'] === owner || row['state'] === 'USED');
  expect(sampleItems?.totalCount).toBe(met.length);
  expect(sampleStays?.totalCount).toBe(rows.SampleStay.length);
});
