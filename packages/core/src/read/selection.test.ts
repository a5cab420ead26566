import { createSampleGraph, type SampleGraph } from '../../test/sample.js';
import { insertRows, sampleRows, type TypeName } from '../../test/sample-data.js';
import { ordered, publicId } from '../../test/sample-reference.js';

const rows = sampleRows(1);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
});
afterAll(() => graph?.close());

const items = ordered('SampleItem', rows.SampleItem, []);
const item = items.find((one) => one['parent'] !== null && one['owner'] !== null)!;
const id = (type: TypeName, uuid: unknown) => publicId(type, String(uuid));
const itemId = id('SampleItem', item.id);
const of = (type: TypeName, uuid: unknown) => rows[type].find((one) => one.id === uuid)!;

describe('selections', () => {
  test('fragments, inline fragments, interfaces and __typename anywhere', async () => {
    const query = `query ($id: ID!) {
      __typename
      node(id: $id) { __typename id ... on SampleShelf { name } ...Whole ... on Node { again: id }
        ... { ... on SampleItem { shelf { __typename ...Named } } } }
      sampleItems(first: 1, where: { id: { eq: $id } }) { __typename
        edges { __typename cursor node { __typename } }
        nodes { __typename shelf { __typename } price { __typename currency }
          parts { __typename } inForce { __typename } }
        pageInfo { __typename } aggregate { __typename amount { __typename } } } }
    fragment Whole on SampleItem { tag parent { ...Deep } }
    fragment Deep on SampleItem { tag owner { name } }
    fragment Named on SampleShelf { name }`;
    const data = await graph.read<Record<string, object>>(query, {}, { id: itemId });
    const parent = of('SampleItem', item['parent']);
    const owner = parent['owner'] === null ? null : of('SamplePerson', parent['owner']);
    expect(data['__typename']).toBe('Query');
    expect(data['node']).toEqual({
      __typename: 'SampleItem',
      id: itemId,
      again: itemId,
      tag: item['tag'],
      parent: { tag: parent['tag'], owner: owner && { name: owner['name'] } },
      shelf: { __typename: 'SampleShelf', name: of('SampleShelf', item['shelf'])['name'] },
    });
    expect(data['sampleItems']).toMatchObject({
      __typename: 'SampleItemConnection',
      edges: [{ __typename: 'SampleItemEdge', node: { __typename: 'SampleItem' } }],
      nodes: [
        {
          __typename: 'SampleItem',
          shelf: { __typename: 'SampleShelf' },
          price: {
            __typename: 'Money',
            currency: (item['price'] as { currency: string }).currency,
          },
          parts: { __typename: 'SampleItemConnection' },
        },
      ],
      pageInfo: { __typename: 'PageInfo' },
      aggregate: { __typename: 'SampleItemAggregate', amount: { __typename: 'DecimalStatistics' } },
    });
  });

  test('@skip and @include, also around what would need a join', async () => {
    const query = `query ($id: ID!, $yes: Boolean!, $no: Boolean!) {
      sampleItem(by: { id: $id }) { id tag @include(if: $no) amount @skip(if: $yes)
        owner @include(if: $no) { name } shelf @include(if: $yes) { name @skip(if: $no) }
        ...More @include(if: $no) ... @skip(if: $yes) { periods { totalCount } } } }
    fragment More on SampleItem { stays { totalCount } }`;
    graph.statements();
    const data = await graph.read(query, {}, { id: itemId, yes: true, no: false });
    const { name } = of('SampleShelf', item['shelf']);
    expect(data).toEqual({ sampleItem: { id: itemId, shelf: { name } } });
    const [statement] = graph.statements();
    expect(statement).not.toMatch(/"sample"\."(person|period|stay)"|"tag"|"amount"/);
  });

  test('one field named twice is one field with both selections', async () => {
    const query = `query ($id: ID!) {
      sampleItem(by: { id: $id }) { shelf { name } parts(first: 1) { totalCount } }
      sampleItem(by: { id: $id }) { shelf { floor } parts(first: 1) { nodes { id } } tag tag }
      sampleItem(by: { id: $id }) { ...More } }
    fragment More on SampleItem { shelf { capacity name } price { amount } price { currency } }`;
    graph.statements();
    const data = await graph.read(query, {}, { id: itemId });
    const { name, floor, capacity } = of('SampleShelf', item['shelf']);
    const { currency } = item['price'] as { currency: string };
    expect(data).toMatchObject({
      sampleItem: {
        shelf: { name, floor, capacity },
        tag: item['tag'],
        price: { amount: expect.any(String) as string, currency },
      },
    });
    expect(graph.statements()).toHaveLength(1);
  });

  test('nodes and edges side by side, each with its own selection and aliases', async () => {
    const query = `{ sampleItems(first: 2) { nodes { tag } more: nodes { id shelf { id } }
      edges { node { amount } other: node { tag } cursor again: cursor }
      slim: edges { cursor } info: pageInfo { end: endCursor } count: totalCount totalCount } }`;
    graph.statements();
    const { sampleItems } = await graph.read<{ sampleItems: Record<string, never[]> }>(query);
    const [first, second] = items;
    expect(sampleItems['nodes']).toEqual([{ tag: first!['tag'] }, { tag: second!['tag'] }]);
    expect(sampleItems['more']).toEqual(
      [first!, second!].map((one) => ({
        id: id('SampleItem', one.id),
        shelf: { id: id('SampleShelf', one['shelf']) },
      })),
    );
    const edges = sampleItems['edges'] as unknown as Record<string, unknown>[];
    expect(edges.map((edge) => [edge['node'], edge['other']])).toEqual(
      [first!, second!].map((one) => [{ amount: one['amount'] }, { tag: one['tag'] }]),
    );
    expect(edges[1]?.['again']).toBe(edges[1]?.['cursor']);
    expect(sampleItems['slim']).toEqual(edges.map(({ cursor }) => ({ cursor })));
    expect(sampleItems['info']).toEqual({ end: edges[1]?.['cursor'] });
    expect([sampleItems['count'], sampleItems['totalCount']]).toEqual([items.length, items.length]);
    expect(graph.statements()).toHaveLength(2);
  });

  test('a selection below a list may be wider than a function takes arguments', async () => {
    const fields = `id tag serial note amount small views rate isActive weight madeOn seenAt state
      mood version createdAt updatedAt data labels price { amount currency } tax { amount }
      pin shelf { id name } owner { id } keeper { name }`;
    const deep = (level: number): string =>
      level === 0 ? fields : `${fields} parent { ${deep(level - 1)} }`;
    const query = `query ($id: ID!, $shelf: ID!) { sampleItem(by: { id: $id }) { ${deep(4)} }
      sampleShelf(by: { id: $shelf }) { items(where: { id: { eq: $id } }, first: 1)
        { nodes { ${deep(4)} } } } }`;
    const shelf = id('SampleShelf', item['shelf']);
    const asking = { limitClass: 'benchmark' as const };
    const data = await graph.read<Record<string, { items: unknown }>>(query, asking, {
      id: itemId,
      shelf,
    });
    expect(data['sampleItem']).toMatchObject({
      tag: item['tag'],
      parent: { id: expect.any(String) },
    });
    expect(data['sampleShelf']?.items).toEqual({ nodes: [data['sampleItem']] });
  });

  test('a text that looks like the planner’s own is a text', async () => {
    const shelf = `sampleItems(where: { note: { eq: "chunks" } }) { nodes { note
      shelf { items(where: { note: { eq: "chunks" } }) { nodes { note } } } } }`;
    const { sampleItems } = await graph.read<{ sampleItems: { nodes: object[] } }>(`{ ${shelf} }`);
    expect(sampleItems.nodes.length).toBeGreaterThan(0);
    for (const node of sampleItems.nodes) {
      expect(node).toMatchObject({
        note: 'chunks',
        shelf: { items: { nodes: expect.any(Array) } },
      });
      expect(JSON.stringify(node)).not.toContain('"note":null');
    }
  });
});

describe('look-ups', () => {
  const one = 'query ($by: SampleItemBy!) { sampleItem(by: $by) { id } }';

  test('by each of their keys', async () => {
    const found = items.find((row) => row['serial'] !== null)!;
    const expected = { sampleItem: { id: id('SampleItem', found.id) } };
    expect(await graph.read(one, {}, { by: { tag: found['tag'] } })).toEqual(expected);
    expect(await graph.read(one, {}, { by: { serial: found['serial'] } })).toEqual(expected);
    expect(await graph.read(one, {}, { by: { id: id('SampleItem', found.id) } })).toEqual(expected);
  });

  test.each([
    {},
    { tag: 'a', serial: 'b' },
    { tag: null },
    { tag: 'a', serial: null },
    { id: null },
  ])('take exactly one key that is there: %j', async (by) => {
    const { errors } = await graph.run(one, {}, { by });
    expect(errors).toHaveLength(1);
    const text = JSON.stringify(by).replaceAll(/"(\w+)":/g, '$1:');
    const literal = await graph.run(`{ sampleItem(by: ${text}) { id } }`);
    expect(literal.errors?.length).toBeGreaterThan(0);
  });

  test.each([
    'nonsense',
    '',
    itemId.toUpperCase(),
    itemId.replace('smi_', 'ssh_'),
    item.id,
    `${itemId}0`,
    'smi_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    "smi_' or 1=1",
  ])('an id of another form is nobody’s: %s', async (text) => {
    expect(await graph.read(one, {}, { by: { id: text } })).toEqual({ sampleItem: null });
    const node = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    const data = await graph.read<Record<string, unknown>>(node, {}, { id: text });
    if (!text.startsWith('ssh_')) expect(data).toEqual({ node: null, nodes: [null] });
  });

  test('nodes keeps the order of its ids, of several types, with repetitions', async () => {
    const shelfId = id('SampleShelf', item['shelf']);
    const ids = [itemId, 'x', shelfId, itemId];
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on SampleItem { tag }
      ... on SampleShelf { name } } }`;
    graph.statements();
    const tagged = { id: itemId, tag: item['tag'] };
    const { name } = of('SampleShelf', item['shelf']);
    expect(await graph.read(query, {}, { ids })).toEqual({
      nodes: [tagged, null, { id: shelfId, name }, tagged],
    });
    expect(graph.statements()).toHaveLength(2);
    const many = await graph.refused(query, {}, { ids: Array(101).fill(itemId) });
    expect(many.code).toBe('BAD_USER_INPUT');
  });
});
