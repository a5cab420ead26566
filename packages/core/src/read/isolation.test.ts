import { createSampleGraph, type SampleGraph } from '../../test/sample.js';
import { insertRows, sampleRows, type TypeName } from '../../test/sample-data.js';
import { publicId } from '../../test/sample-reference.js';

const rows = sampleRows(1);
const theirs = sampleRows(2);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
  await insertRows(graph, graph.theirs, theirs);
});
afterAll(() => graph?.close());

const foreign = (type: TypeName) => publicId(type, theirs[type][0]!.id);
/** Of no organization at all. */
const missing = (type: TypeName) => publicId(type, '00000000-0000-7000-8000-000000000000');

/** Every way to name a record that is not ours; the answers must be those for a missing one. */
const ATTACKS: Record<string, string> = {
  'look-up by id': '{ sampleItem(by: { id: "ITEM" }) { id tag } }',
  node: '{ node(id: "ITEM") { id } }',
  nodes: '{ nodes(ids: ["ITEM", "PERSON", "SHELF"]) { id } }',
  'filter by id': `{ sampleItems(where: { id: { eq: "ITEM" } }) { totalCount nodes { id } } }`,
  'filter by a list of ids': '{ sampleItems(where: { id: { in: ["ITEM"] } }) { totalCount } }',
  'filter by key': '{ sampleItems(where: { shelf: { id: { eq: "SHELF" } } }) { totalCount } }',
  'negated filter by key':
    '{ sampleItems(where: { not: { owner: { id: { eq: "PERSON" } } } }) { totalCount } }',
  'filter through some':
    '{ sampleShelves(where: { items: { some: { id: { eq: "ITEM" } } } }) { totalCount } }',
  'filter through none':
    '{ sampleShelves(where: { items: { none: { id: { eq: "ITEM" } } } }) { totalCount } }',
  'filter through every':
    '{ sampleShelves(where: { items: { every: { id: { eq: "ITEM" } } } }) { totalCount } }',
  'nested filter': `{ sampleShelves { nodes {
      items(where: { parent: { id: { eq: "ITEM" } } }) { totalCount } } } }`,
  figures:
    '{ sampleItems(where: { id: { in: ["ITEM"] } }) { aggregate { amount { count sum max } } } }',
};

const named = (document: string, id: (type: TypeName) => string) =>
  document
    .replaceAll('ITEM', id('SampleItem'))
    .replaceAll('SHELF', id('SampleShelf'))
    .replaceAll('PERSON', id('SamplePerson'));

describe.each([true, false])('with the predicate of the planner: %s', (predicate) => {
  beforeAll(() => {
    graph.runtime.tenantPredicate = predicate;
  });

  test.each(Object.entries(ATTACKS))(
    'rows 21 to 24: %s: foreign is the same as missing',
    async (_name, text) => {
      const answer = await graph.run(named(text, foreign));
      expect(answer.errors).toBeUndefined();
      const other = await graph.run(named(text, missing));
      expect(JSON.stringify(answer)).toBe(JSON.stringify(other));
    },
  );

  test('row 23: each organization counts, orders, sums and finds its own rows only', async () => {
    const query = `{ sampleItems(first: 100) { totalCount nodes { id shelf { id } }
        aggregate { amount { count max } } }
      found: sampleItems(search: "1", first: 100) { totalCount nodes { id } }
      sampleShelves { totalCount nodes { items { totalCount } } } }`;
    type Items = { totalCount: number; nodes: { id: string; shelf: { id: string } }[] };
    for (const [organizationId, own] of [
      [graph.ours, rows],
      [graph.theirs, theirs],
    ] as const) {
      const data = await graph.read<Record<string, Items>>(query, { organizationId });
      const ids = new Set(own.SampleItem.map((row) => publicId('SampleItem', row.id)));
      expect(data['sampleItems']?.totalCount).toBe(ids.size);
      expect(new Set(data['sampleItems']?.nodes.map((node) => node.id))).toEqual(ids);
      expect(data['found']?.nodes.every((node) => ids.has(node.id))).toBe(true);
      const nested = (data['sampleShelves'] as unknown as { nodes: { items: Items }[] }).nodes;
      const counted = nested.reduce((sum, shelf) => sum + shelf.items.totalCount, 0);
      expect(counted).toBe(own.SampleItem.length);
    }
  });

  test('row 83: nobody of no organization sees a row', async () => {
    const asking = { organizationId: '00000000-0000-7000-8000-0000000000ff' };
    const data = await graph.read('{ sampleItems { totalCount nodes { id } } }', asking);
    expect(data).toEqual({ sampleItems: { totalCount: 0, nodes: [] } });
  });

  test('a key that the tables would refuse cannot lead across either', async () => {
    const [ours] = rows.SampleItem;
    const move = graph.database.owner.query(
      `update sample.item set shelf_id = '${theirs.SampleShelf[0]!.id}' where id = '${ours!.id}'`,
    );
    await expect(move).resolves.toMatchObject({ rowCount: 0 }); // as theirs: not their row
    await graph.database.owner.query(`select set_config('app.organization_id', $1, false)`, [
      graph.ours,
    ]);
    const link = graph.database.owner.query(
      `update sample.item set shelf_id = '${theirs.SampleShelf[0]!.id}' where id = '${ours!.id}'`,
    );
    await expect(link).rejects.toThrow('violates foreign key constraint');
    await graph.database.owner.query(`select set_config('app.organization_id', $1, false)`, [
      graph.theirs,
    ]);
  });
});

test('row 26: a cursor of another organization is refused', async () => {
  const query = '{ sampleItems(first: 1) { pageInfo { endCursor } } }';
  type Page = { sampleItems: { pageInfo: { endCursor: string } } };
  const page = await graph.read<Page>(query, { organizationId: graph.theirs });
  const { endCursor } = page.sampleItems.pageInfo;
  const refused = await graph.refused(`{ sampleItems(after: "${endCursor}") { nodes { id } } }`);
  expect(refused.code).toBe('BAD_USER_INPUT');
});
