import * as fc from 'fast-check';
import { Decimal as Inexact } from 'decimal.js';
import { createSampleGraph, type SampleGraph } from '../../test/sample.js';
import { apiOrder, filters, orders } from '../../test/sample-arbitraries.js';
import { insertRows, sampleRows, type Row, type TypeName } from '../../test/sample-data.js';
import {
  figures,
  listOf,
  matches,
  ordered,
  publicId,
  seen,
  spans,
  toApi,
} from '../../test/sample-reference.js';

const Decimal = Inexact.clone({ precision: 80 });
const rows = sampleRows(1);
const theirs = sampleRows(2);
const at = { rows };
const { where } = filters(rows, theirs);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, theirs);
});
afterAll(() => graph?.close());

interface Page {
  nodes: { id: string }[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String,
    $where: SampleItemFilter, $orderBy: [SampleItemOrder!], $search: String) {
  page: sampleItems(first: $first, after: $after, last: $last, before: $before,
      where: $where, orderBy: $orderBy, search: $search) {
    nodes { id } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

const idsOf = (type: TypeName, list: readonly Row[]) => list.map((row) => publicId(type, row.id));
const search = fc.option(fc.constantFrom('a', '%', '_', '\\', 'ä', 'NULL', "'"), {
  nil: undefined,
});

function found(text: string | undefined): (row: Row) => boolean {
  if (text === undefined) return () => true;
  const wanted = text.toLowerCase();
  const has = (value: unknown) =>
    String(value ?? '')
      .toLowerCase()
      .includes(wanted);
  return (row) => has(row['tag']) || has(row['note']);
}

test('pages one after the other are the list, forwards and backwards', async () => {
  const list = fc.record({
    filter: where('SampleItem', 4),
    orderBy: orders('SampleItem'),
    text: search,
    backward: fc.boolean(),
    size: fc.integer({ min: 1, max: 30 }),
    from: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(list, async ({ filter, orderBy, text, backward, size, from }) => {
      const met = seen(at, 'SampleItem')
        .filter((row) => matches(at, row, filter) === true)
        .filter(found(text));
      const expected = idsOf('SampleItem', ordered('SampleItem', met, orderBy));
      const fixed = {
        where: toApi('SampleItem', filter),
        orderBy: apiOrder(orderBy),
        search: text,
      };
      const pages = await walk(fixed, { backward, size });
      const edges = pages.flatMap((page) => page.edges);
      expect(edges.map((edge) => edge.node.id)).toEqual(expected);
      if (expected.length === 0) return;
      const start = from % expected.length;
      const rest = { ...fixed, after: edges[start]!.cursor, first: 100 };
      const { page } = await graph.read<{ page: Page }>(PAGE, {}, rest);
      expect(page.nodes.map((node) => node.id)).toEqual(expected.slice(start + 1));
    }),
    { numRuns: 120 },
  );
}, 240_000);

/** All pages of a list, in the order of the list. */
async function walk(
  list: object,
  { backward, size }: { backward: boolean; size: number },
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  for (;;) {
    const position: object = backward
      ? { last: size, before: cursor }
      : { first: size, after: cursor };
    const { page } = await graph.read<{ page: Page }>(PAGE, {}, { ...list, ...position });
    const { pageInfo: info, edges, nodes } = page;
    expect(nodes).toEqual(edges.map((edge) => edge.node));
    expect(info.startCursor).toBe(edges[0]?.cursor ?? null);
    expect(info.endCursor).toBe(edges.at(-1)?.cursor ?? null);
    expect(backward ? info.hasNextPage : info.hasPreviousPage).toBe(cursor !== null);
    if (backward) pages.unshift(page);
    else pages.push(page);
    const more = backward ? info.hasPreviousPage : info.hasNextPage;
    expect(edges.length === size || !more).toBe(true);
    if (!more) return pages;
    cursor = backward ? info.startCursor : info.endCursor;
    expect(cursor).not.toBeNull();
  }
}

const FIGURES = ['amount', 'views', 'rate', 'weight'] as const;
const STATISTICS = '{ count sum avg min max }';
const AGGREGATE = `totalCount aggregate { ${FIGURES.map((one) => `${one} ${STATISTICS}`).join(' ')}
  price { currency count sum avg min max } tax { currency count sum avg min max } }`;

/** Figures without trailing zeros. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      ['sum', 'avg', 'min', 'max'].includes(key) && typeof inner === 'string'
        ? new Decimal(inner).toFixed()
        : inner,
    ),
  );
}

function expectedFigures(list: readonly Row[]): object {
  const numbers = FIGURES.map((name) => [
    name,
    figures(list.map((row) => row[name] as string | number | null)),
  ]);
  const money = ['price', 'tax'].map((name) => [name, byCurrency(list, name)]);
  const aggregate = Object.fromEntries([...numbers, ...money]) as object;
  return { totalCount: list.length, aggregate };
}

function byCurrency(list: readonly Row[], name: string): object[] {
  type Amount = { amount: string; currency: string } | null;
  const amounts = list.map((row) => row[name] as Amount).filter((one) => one !== null);
  const currencies = [...new Set(amounts.map((one) => one.currency))].sort();
  return currencies.map((currency) => {
    const same = amounts.filter((one) => one.currency === currency).map((one) => one.amount);
    return { currency, ...figures(same) };
  });
}

test('counts and figures are those of the whole list, with and without its rows', async () => {
  const query = `query ($where: SampleItemFilter, $search: String) {
    bare: sampleItems(where: $where, search: $search) { ${AGGREGATE} }
    page: sampleItems(first: 1, where: $where, search: $search) { nodes { id } ${AGGREGATE} } }`;
  await fc.assert(
    fc.asyncProperty(where('SampleItem', 4), search, async (filter, text) => {
      const list = seen(at, 'SampleItem')
        .filter((row) => matches(at, row, filter) === true)
        .filter(found(text));
      const variables = { where: toApi('SampleItem', filter), search: text };
      const data = plain(await graph.read(query, {}, variables)) as Record<string, object>;
      expect(data['bare']).toEqual(expectedFigures(list));
      expect(data['page']).toMatchObject(expectedFigures(list));
    }),
    { numRuns: 60 },
  );
}, 120_000);

const NESTED = `query ($w1: SampleItemFilter, $o1: [SampleItemOrder!], $f1: Int, $f2: Int,
    $w2: SampleItemFilter, $o2: [SampleItemOrder!], $day: Date, $at: DateTime) {
  sampleShelves(first: 7) { nodes { id
    a: items(where: $w1, orderBy: $o1, first: $f1) { nodes { id
      inForce(asOf: $day) { id } today: inForce { id } stay(asOf: $at) { id } now: stay { id }
      parts(last: $f2, orderBy: $o2) { nodes { id } pageInfo { hasPreviousPage } }
      used { nodes { id } totalCount } } ${AGGREGATE} pageInfo { hasNextPage } }
    b: items(where: $w2, orderBy: $o2, last: $f2) { edges { node { id } } totalCount } } } }`;

interface NestedShelf {
  id: string;
  a: { nodes: Record<string, unknown>[]; totalCount: number; pageInfo: { hasNextPage: boolean } };
  b: { edges: unknown[]; totalCount: number };
}

test('nested lists are those of each parent, under several names at once', async () => {
  const shape = fc.record({
    w1: where('SampleItem', 3),
    w2: where('SampleItem', 3),
    o1: orders('SampleItem'),
    o2: orders('SampleItem'),
    f1: fc.integer({ min: 1, max: 8 }),
    f2: fc.integer({ min: 1, max: 3 }),
    day: fc.constantFrom('2026-03-31', '2026-03-30', '2026-04-01', '2025-06-01', '2024-01-01'),
    at: fc.constantFrom('2026-03-31T12:00:00.000Z', '2026-03-31T11:59:59.999Z'),
  });
  await fc.assert(
    fc.asyncProperty(shape, async (one) => {
      const { w1, w2, o1, o2 } = one;
      const variables = {
        ...one,
        w1: toApi('SampleItem', w1),
        w2: toApi('SampleItem', w2),
        o1: apiOrder(o1),
        o2: apiOrder(o2),
      };
      const { sampleShelves } = await graph.read<{ sampleShelves: { nodes: NestedShelf[] } }>(
        NESTED,
        { limitClass: 'benchmark' },
        variables,
      );
      const shelves = ordered('SampleShelf', seen(at, 'SampleShelf'), []);
      expect(sampleShelves.nodes.map((node) => node.id)).toEqual(idsOf('SampleShelf', shelves));
      for (const [index, shelf] of shelves.entries()) {
        const got = plain(sampleShelves.nodes[index]);
        expect(got).toEqual(expectedShelf(shelf, one));
      }
    }),
    { numRuns: 40 },
  );
}, 240_000);

type Shape = Record<'w1' | 'w2', object> &
  Record<'o1' | 'o2', []> &
  Record<'f1' | 'f2', number> &
  Record<'day' | 'at', string>;

function expectedShelf(shelf: Row, shape: object): object {
  const { w1, w2, o1, o2, f1, f2, ...points } = shape as Shape;
  const items = (filter: object) =>
    listOf(at, shelf, 'items').filter((row) => matches(at, row, filter as never) === true);
  const first = ordered('SampleItem', items(w1), o1);
  const second = ordered('SampleItem', items(w2), o2);
  return {
    id: publicId('SampleShelf', shelf.id),
    a: {
      nodes: first.slice(0, f1).map((item) => expectedItem(item, { ...points, o2, f2 })),
      ...expectedFigures(first),
      pageInfo: { hasNextPage: first.length > f1 },
    },
    b: {
      edges: idsOf('SampleItem', second.slice(-f2)).map((id) => ({ node: { id } })),
      totalCount: second.length,
    },
  };
}

function expectedItem(item: Row, shape: Pick<Shape, 'o2' | 'f2' | 'day' | 'at'>): object {
  const span = (name: string, type: TypeName, asOf?: string) => {
    const [latest, second] = spans(at, item, { name, asOf });
    if (!latest) return null;
    const from = name === 'inForce' ? 'validFrom' : 'startsAt';
    // Of two that start together either may be taken: nothing says which.
    const tie = second && second[from] === latest[from];
    return tie ? { id: expect.any(String) as string } : { id: publicId(type, latest.id) };
  };
  const parts = ordered('SampleItem', listOf(at, item, 'parts'), shape.o2);
  const used = ordered('SampleItem', listOf(at, item, 'used'), []);
  return {
    id: publicId('SampleItem', item.id),
    inForce: span('inForce', 'SamplePeriod', shape.day),
    today: span('inForce', 'SamplePeriod'),
    stay: span('stay', 'SampleStay', shape.at),
    now: span('stay', 'SampleStay'),
    parts: {
      nodes: idsOf('SampleItem', parts.slice(-shape.f2)).map((id) => ({ id })),
      pageInfo: { hasPreviousPage: parts.length > shape.f2 },
    },
    used: {
      nodes: idsOf('SampleItem', used.slice(0, 25)).map((id) => ({ id })),
      totalCount: used.length,
    },
  };
}
