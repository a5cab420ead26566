import { createSampleGraph, type SampleGraph } from '../../test/sample.js';
import { insertRows, sampleRows } from '../../test/sample-data.js';
import { ordered, publicId } from '../../test/sample-reference.js';

const rows = sampleRows(1);
const items = ordered('SampleItem', rows.SampleItem, []);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
});
afterAll(() => graph?.close());

async function statements(document: string): Promise<{ data: unknown; texts: string[] }> {
  graph.statements();
  const data = await graph.read<unknown>(document, { limitClass: 'benchmark' });
  return { data, texts: graph.statements() };
}

describe('statements', () => {
  test('a list with three nested levels is one; one more for each further root field', async () => {
    const list = `sampleShelves { nodes { name items { nodes { tag owner { name boss { name } }
      parts { nodes { id stays { edges { node { place } } } inForce { label } } } } } } }`;
    expect((await statements(`{ ${list} }`)).texts).toHaveLength(1);
    expect((await statements(`{ a: ${list} b: ${list} }`)).texts).toHaveLength(2);
  });

  test('a count or figures of the root list are one more, of nested lists none', async () => {
    const one = (fields: string) => statements(`{ sampleShelves { ${fields} } }`);
    const nested = 'nodes { items { totalCount aggregate { amount { sum } } } }';
    expect((await one(nested)).texts).toHaveLength(1);
    expect((await one(`${nested} totalCount`)).texts).toHaveLength(2);
    expect((await one(`totalCount aggregate { capacity { max } }`)).texts).toHaveLength(1);
    expect((await one('__typename')).texts).toEqual([]);
  });

  test('a computed field is one more for fifty rows, and gets what it needs', async () => {
    const { data, texts } = await statements(
      '{ sampleItems(first: 50) { nodes { id tagLength size: tagLength root } } }',
    );
    expect(texts).toHaveLength(2);
    const { nodes } = (data as { sampleItems: { nodes: Record<string, unknown>[] } }).sampleItems;
    expect(nodes).toHaveLength(50);
    for (const [at, node] of nodes.entries()) {
      const { id, tag, shelf, price, madeOn } = items[at]!;
      expect(node['tagLength']).toBe([...String(tag)].length);
      expect(node['size']).toBe(node['tagLength']);
      const root = JSON.parse(String(node['root'])) as Record<string, unknown>;
      expect(Object.keys(root).sort()).toEqual(['id', 'madeOn', 'price', 'shelf', 'tag']);
      const { currency } = price as { currency: string };
      const expected = { id, tag, shelf, madeOn, price: { currency } };
      expect(root).toMatchObject(expected);
    }
  });

  test('a computed field below nested lists is one more', async () => {
    const { texts } = await statements(
      '{ sampleShelves { nodes { items { nodes { tagLength parts { nodes { tagLength } } } } } } }',
    );
    expect(texts).toHaveLength(2);
  });

  test('a computed field that returns references reads all of them in one', async () => {
    const { data, texts } = await statements(
      '{ sampleItems(first: 50) { nodes { id whole { id tag shelf { name } } } } }',
    );
    expect(texts).toHaveLength(2);
    const { nodes } = (data as { sampleItems: { nodes: { whole: object | null }[] } }).sampleItems;
    for (const [at, node] of nodes.entries()) {
      const parent = rows.SampleItem.find((one) => one.id === items[at]!['parent']);
      const id = parent && publicId('SampleItem', parent.id);
      if (parent) expect(node.whole).toMatchObject({ id, tag: parent['tag'] });
      else expect(node.whole).toBeNull();
    }
  });

  test('references of hand-written types are read in one, whatever their number', async () => {
    const one = await statements(
      '{ sampleOverview(count: 30) { items { id tag owner { name } } } }',
    );
    expect(one.texts).toHaveLength(2);
    const { sampleOverview } = one.data as { sampleOverview: { items: { tag: string }[] } };
    const tags = sampleOverview.items.map((item) => item.tag);
    expect(tags).toEqual(items.slice(0, 30).map((item) => item['tag']));
    const both = await statements('{ sampleSums(count: 30) { items { tag } one { id note } } }');
    expect(both.texts).toHaveLength(3);
  });

  test('a to-one of which only the id is asked for needs no join', async () => {
    const { texts } = await statements('{ sampleItems { nodes { shelf { id __typename } } } }');
    expect(texts.join()).not.toContain('"sample"."shelf"');
  });

  test('one plan is kept for a page whose size and place alone are given', async () => {
    const list = (args: string) => `{ sampleItems(first: 7, ${args}) { nodes { tag } } }`;
    const size = async (args: string) =>
      / limit (\S+)\)/.exec((await statements(list(args))).texts[0] ?? '')?.[1];
    expect(await size('orderBy: [{ field: TAG }]')).toBe('7');
    expect(await size('where: { state: { eq: READY }, isActive: { eq: true } }')).toBe('7');
    // Some values are met by many rows, others by few: these are planned for their value.
    expect(await size('where: { tag: { startsWith: "a" } }')).toMatch(/^\$\d::int$/);
    expect(await size('where: { state: { in: [READY] } }')).toMatch(/^\$\d::int$/);
    expect(await size('search: "a"')).toMatch(/^\$\d::int$/);
  });

  test('a to-one is looked up row by row, whatever the size of its table', async () => {
    const { texts } = await statements('{ sampleItems { nodes { tag shelf { name } } } }');
    const query = texts[0]?.replace(/\$(\d)::/g, (_whole, at: string) =>
      at === '1' ? `'${graph.ours}'::` : `'25'::`,
    );
    await graph.database.owner.query('set enable_indexscan = off');
    const plan = await graph.database.owner.query<Record<'QUERY PLAN', string>>(`explain ${query}`);
    await graph.database.owner.query('reset enable_indexscan');
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Nested Loop Left Join');
    expect(text).not.toMatch(/Hash|Merge/);
  });

  test('only the columns that are asked for are read', async () => {
    const { texts } = await statements('{ sampleItems { nodes { tag } } }');
    expect(texts[0]).not.toMatch(/"(note|price_amount|pin|data|created_at|inner_note)"/);
  });
});

test('two mutations in one operation each see their own effect', async () => {
  const id = publicId('SampleItem', items[0]!.id);
  const change = (note: string) =>
    `sampleItemChange(input: { id: "${id}", note: "${note}" }) { ...F }`;
  const data = await graph.read<Record<string, unknown>>(
    `mutation { a: ${change('first')} b: ${change('second')} }
     fragment F on SampleItemChangePayload { item { note whole { id } } userErrors { code } }`,
  );
  expect(data['a']).toMatchObject({ item: { note: 'first' }, userErrors: [] });
  expect(data['b']).toMatchObject({ item: { note: 'second' }, userErrors: [] });
});

test('the record of a lost race is read like any other', async () => {
  const id = publicId('SampleItem', items[1]!.id);
  const data = await graph.read<Record<string, { userErrors: object[] }>>(
    `mutation { sampleItemChange(input: { id: "${id}", note: "x", expectedVersion: 7 }) {
      item { id } userErrors { code ... on VersionConflictError { currentVersion
        current { __typename id ... on SampleItem { tag shelf { name } } } } } } }`,
  );
  expect(data['sampleItemChange']).toEqual({
    item: null,
    userErrors: [
      {
        code: 'CORE_VERSION_CONFLICT',
        currentVersion: 1,
        current: {
          __typename: 'SampleItem',
          id,
          tag: items[1]!['tag'],
          shelf: { name: expect.any(String) as string },
        },
      },
    ],
  });
});
