import { createSampleGraph, type SampleGraph } from '../../test/sample.js';
import { insertRows, sampleRows } from '../../test/sample-data.js';
import { publicId } from '../../test/sample-reference.js';

const rows = sampleRows(1);
let graph: SampleGraph;

beforeAll(async () => {
  graph = await createSampleGraph();
  await insertRows(graph, graph.ours, rows);
});
afterAll(() => graph?.close());

const LIST = `query ($where: SampleItemFilter, $search: String) {
  sampleItems(first: 100, where: $where, search: $search) { totalCount nodes { tag note } } }`;

interface List {
  sampleItems: { totalCount: number; nodes: { tag: string; note: string | null }[] };
}

const NASTY = [
  "' or 1=1 --",
  '"; drop table sample.item; --',
  '$1',
  '$$',
  '{{x}}',
  '\\',
  "\\'",
  '%',
  '_',
  '%%',
  '[a-z]',
  '.*',
  '(?i)a',
  '(a+)+$',
  '\u2028',
  '𝕏',
  '\ud800',
  '__proto__',
  'constructor',
  'null',
  '{"a":1}',
  'x'.repeat(200_000),
  '%'.repeat(5_000),
];

describe.each(NASTY)('row 39: %j', (text) => {
  const nasty = text.length > 100 ? text.slice(0, 8) : text;

  test('is plain text everywhere', async () => {
    for (const variables of [
      { search: text },
      { where: { tag: { eq: text } } },
      { where: { tag: { in: [text] } } },
      { where: { tag: { contains: text } } },
      { where: { note: { startsWith: text } } },
      { where: { price: { currency: { eq: text } } } },
      { where: { shelf: { name: { gte: text } } } },
      { where: { pin: { eq: text } } },
      { where: { id: { eq: text } } },
    ]) {
      graph.statements();
      const { errors, data } = await graph.run(LIST, {}, variables);
      expect(errors).toBeUndefined();
      expect(data).toBeDefined();
      for (const statement of graph.statements()) {
        // Nothing of a caller, and no literal but the keys that the trail reads.
        expect(statement.replaceAll(/->>? '\w+'/g, '')).not.toMatch(/'[^']*'(?!::json)/);
        if (nasty.length > 4) expect(statement).not.toContain(nasty);
      }
    }
  });

  test('finds what holds it and nothing else', async () => {
    const wanted = text.toLowerCase();
    const holding = rows.SampleItem.filter((row) =>
      [row['tag'], row['note']].some((one) =>
        String(one ?? '')
          .toLowerCase()
          .includes(wanted),
      ),
    );
    const { sampleItems } = await graph.read<List>(LIST, {}, { search: text });
    expect(sampleItems.totalCount).toBe(holding.length);
  });
});

test('row 40: wildcards of LIKE stand for themselves', async () => {
  const tags = async (where: object) =>
    (await graph.read<List>(LIST, {}, { where })).sampleItems.nodes.map((node) => node.tag);
  expect((await tags({ tag: { contains: '%' } })).every((tag) => tag.includes('%'))).toBe(true);
  expect((await tags({ tag: { contains: '_' } })).every((tag) => tag.includes('_'))).toBe(true);
  expect((await tags({ tag: { startsWith: 'BACK\\' } })).length).toBeGreaterThan(0);
});

test('U+0000, which the database cannot hold, is refused and is no accident', async () => {
  const nul = 'a\0b';
  for (const variables of [
    { search: nul },
    { where: { tag: { eq: nul } } },
    { where: { tag: { in: ['x', nul] } } },
    { where: { tag: { contains: nul } } },
  ]) {
    expect(await graph.refused(LIST, {}, variables)).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'A text may not hold the character U+0000.',
    });
  }
  const byTag = 'query ($tag: String) { sampleItem(by: { tag: $tag }) { id } }';
  expect((await graph.run(byTag, {}, { tag: nul })).errors?.[0]).toBeDefined();
});

test('figures at the edge of what columns hold are compared, not refused', async () => {
  const count = async (where: object) =>
    (await graph.read<List>(LIST, {}, { where })).sampleItems.totalCount;
  const all = rows.SampleItem.length;
  expect(await count({ views: { lt: '123456789012345678901234' } })).toBe(all);
  expect(await count({ views: { in: ['0.0', '1.5'] } })).toBe(await count({ views: { eq: '0' } }));
  expect(await count({ small: { lt: 2147483647 } })).toBe(all);
  expect(await count({ rate: { gt: 1.7e308 } })).toBe(0);
  expect(await count({ weight: { gt: '999999999999999999999999.999999999999' } })).toBe(0);
  expect(await count({ madeOn: { gte: '9999-12-31' } })).toBe(0);
  expect(await count({ seenAt: { lt: '0001-01-01T00:00:00Z' } })).toBe(0);
});

test.each([
  { madeOn: { eq: '0000-01-01' } },
  { madeOn: { eq: '2025-02-29' } },
  { madeOn: { eq: 'infinity' } },
  { madeOn: { eq: 'today' } },
  { seenAt: { eq: '0001-01-01T00:00:00+01:00' } },
  { seenAt: { eq: '9999-12-31T23:59:59-01:00' } },
  { seenAt: { eq: '2025-01-01T00:00:60Z' } },
  { seenAt: { eq: 'now' } },
  { weight: { eq: 'NaN' } },
  { weight: { eq: '1e5' } },
  { views: { eq: 5 } },
  { tag: { matches: '.*' } },
  { tag: { ['__proto__']: 'x' } },
  JSON.parse('{ "__proto__": { "eq": "x" } }') as object,
  { constructor: { eq: 'x' } },
  { organizationId: { eq: 'x' } },
  { innerNote: { eq: 'x' } },
  { data: { eq: 'x' } },
])('no value, operator or field of the API: %j', async (where) => {
  graph.statements();
  const { errors } = await graph.run(LIST, {}, { where });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions['code'] ?? 'BAD_USER_INPUT').toBe('BAD_USER_INPUT');
  expect(graph.statements()).toEqual([]);
});

test('row 42: names of an answer cannot reach the prototype of an object', async () => {
  for (const query of [
    '{ sampleItems(first: 1) { nodes { __proto__: tag } } }',
    '{ sampleItems(first: 1) { __proto__: totalCount } }',
    '{ sampleItems(first: 1) { edges { __proto__: node { id } } } }',
    '{ sampleShelves(first: 1) { nodes { __proto__: items { totalCount } } } }',
  ]) {
    expect(await graph.refused(query)).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Use another alias.',
    });
  }
  const id = publicId('SampleItem', rows.SampleItem[0]!.id);
  const odd = `{ a: node(id: "${id}") { ... on SampleItem { __typename: tag constructor: tag
    toString: id then: tag } } }`;
  const { tag } = rows.SampleItem[0]!;
  expect(await graph.read(odd)).toEqual({
    a: { __typename: tag, constructor: tag, toString: id, then: tag },
  });
});
