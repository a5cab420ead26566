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

interface Info {
  pageInfo: { endCursor: string; startCursor: string };
  nodes: { id: string }[];
}

async function cursorOf(args: string): Promise<string> {
  const data = await graph.read<{ sampleItems: Info }>(
    `{ sampleItems(${args}) { pageInfo { endCursor } } }`,
  );
  return data.sampleItems.pageInfo.endCursor;
}

const LIST = 'where: { state: { eq: "USED" } }, orderBy: [{ field: MADE_ON }], search: "a"'.replace(
  '"USED"',
  'USED',
);

describe('row 26: a cursor', () => {
  const NOT_OURS =
    'The cursor does not belong to this list: keep type, filter, order and search as they were.';

  test('goes on with its own list only', async () => {
    const after = await cursorOf(`first: 1, ${LIST}`);
    const read = (args: string) =>
      graph.run(`{ sampleItems(after: "${after}", ${args}) { nodes { id } } }`);
    expect((await read(LIST)).errors).toBeUndefined();
    expect((await read(`first: 7, ${LIST}`)).errors).toBeUndefined();
    for (const other of [
      LIST.replace('MADE_ON', 'SEEN_AT'),
      LIST.replace('MADE_ON', 'MADE_ON, direction: DESC'),
      LIST.replace('MADE_ON', 'MADE_ON, nulls: FIRST'),
      LIST.replace('USED', 'READY'),
      LIST.replace('"a"', '"b"'),
      LIST.replace(', search: "a"', ''),
      'first: 3',
    ]) {
      const { errors } = await read(other);
      expect(errors?.[0]?.message).toBe(NOT_OURS);
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  test('of another type is refused', async () => {
    const { sampleShelves } = await graph.read<{ sampleShelves: Info }>(
      '{ sampleShelves(first: 1) { pageInfo { endCursor } } }',
    );
    const { endCursor } = sampleShelves.pageInfo;
    const refused = await graph.refused(`{ samplePeople(after: "${endCursor}") { nodes { id } } }`);
    expect(refused).toEqual({ code: 'BAD_USER_INPUT', message: NOT_OURS });
  });

  test('with any one letter changed, cut off or added is refused', async () => {
    const cursor = await cursorOf('first: 1');
    const edits = [...cursor].flatMap((letter, at) => {
      const with_ = (other: string) => cursor.slice(0, at) + other + cursor.slice(at + 1);
      return [with_(letter === 'A' ? 'B' : 'A'), with_(letter === 'z' ? 'y' : 'z'), with_('')];
    });
    const next =
      cursor.slice(0, -1) + String.fromCharCode(cursor.charCodeAt(cursor.length - 1) + 1);
    for (const edited of [...edits, next, `${cursor}A`, `${cursor}=`, `${cursor} `, ` ${cursor}`]) {
      const variables = { after: edited };
      const query = 'query ($after: String) { sampleItems(after: $after) { nodes { id } } }';
      const refused = await graph.refused(query, {}, variables);
      expect(refused).toEqual({ code: 'BAD_USER_INPUT', message: NOT_OURS });
    }
  });

  test.each(['', '=', '?', '\0', '🥊', '__proto__', 'W10', 'bnVsbA', 'A'.repeat(5000)])(
    'made by hand is refused: %j',
    async (after) => {
      const query = 'query ($after: String) { sampleItems(after: $after) { nodes { id } } }';
      expect((await graph.refused(query, {}, { after })).code).toBe('BAD_USER_INPUT');
    },
  );

  test('of a nested list goes on with the list of any parent', async () => {
    const items = 'items(first: 1, orderBy: [{ field: AMOUNT, nulls: FIRST }]';
    const { sampleShelves } = await graph.read<{ sampleShelves: { nodes: { items: Info }[] } }>(
      `{ sampleShelves { nodes { ${items}) { pageInfo { endCursor } nodes { id } } } } }`,
    );
    const [shelf] = sampleShelves.nodes;
    const { endCursor } = shelf!.items.pageInfo;
    const again = await graph.read<{ sampleShelves: { nodes: { items: Info }[] } }>(
      `{ sampleShelves { nodes { ${items}, after: "${endCursor}") { nodes { id } } } } }`,
    );
    expect(again.sampleShelves.nodes[0]?.items.nodes).toHaveLength(1);
    expect(again.sampleShelves.nodes[0]?.items.nodes).not.toEqual(shelf!.items.nodes);
  });
});

describe('arguments of a page', () => {
  test.each([
    ['first: 0', 'A page holds 1 to 100 records.'],
    ['first: -1', 'A page holds 1 to 100 records.'],
    ['first: 101', 'A page holds 1 to 100 records.'],
    ['first: 1000000', 'A page holds 1 to 100 records.'],
    ['last: 0', 'A page holds 1 to 100 records.'],
    ['last: 101', 'A page holds 1 to 100 records.'],
    ['first: 1, last: 1', 'Give first or last, not both.'],
    ['after: "x", before: "x"', 'Give after or before, not both.'],
    ['last: 1, after: "x"', 'after goes with first, before with last.'],
    ['first: 1, before: "x"', 'before goes with last, after with first.'],
  ])('%s is refused', async (args, message) => {
    for (const fields of ['nodes { id }', 'totalCount', 'pageInfo { hasNextPage }']) {
      const refused = await graph.refused(`{ sampleItems(${args}) { ${fields} } }`);
      expect(refused).toEqual({ code: 'BAD_USER_INPUT', message });
      const nested = `{ sampleShelves { nodes { items(${args}) { ${fields} } } } }`;
      expect((await graph.refused(nested)).code).toBe('BAD_USER_INPUT');
    }
  });

  test('25 records unless asked otherwise, 100 at most, more for other classes', async () => {
    const size = async (args: string, limitClass?: 'integration') =>
      (
        await graph.read<{ sampleItems: Info }>(
          `{ sampleItems${args} { nodes { id } } }`,
          limitClass ? { limitClass } : {},
        )
      ).sampleItems.nodes.length;
    expect(await size('')).toBe(25);
    expect(await size('(first: null, after: null, last: null, before: null)')).toBe(25);
    expect(await size('(first: 100)')).toBe(rows.SampleItem.length);
    expect(await size('(first: 250)', 'integration')).toBe(rows.SampleItem.length);
  });

  test('an order has at most five keys', async () => {
    const keys = (count: number) =>
      `{ sampleItems(orderBy: [${'{ field: TAG } '.repeat(count)}]) { nodes { id } } }`;
    expect((await graph.run(keys(5))).errors).toBeUndefined();
    const refused = await graph.refused(keys(6));
    expect(refused).toEqual({ code: 'BAD_USER_INPUT', message: 'An order may have 5 keys.' });
  });
});

describe('limits of a filter', () => {
  const COUNT = `query ($where: SampleItemFilter) { sampleItems(where: $where) { totalCount } }`;
  const tag = { tag: { eq: 'x' } };
  // Longer lists than a filter takes pass the limit on arrays of this class.
  const refusal = async (where: object) => {
    const { errors } = await graph.run(COUNT, { limitClass: 'bulk' }, { where });
    return errors?.[0] && [errors[0].extensions['code'], errors[0].message];
  };

  test('five levels, relations and negations counted', async () => {
    const nested = (depth: number, wrap: (inner: object) => object) => {
      let where: object = tag;
      for (let level = 1; level < depth; level++) where = wrap(where);
      return where;
    };
    for (const wrap of [
      (not: object) => ({ not }),
      (inner: object) => ({ and: [inner] }),
      (inner: object) => ({ or: [inner] }),
      (parent: object) => ({ parent }),
      (some: object) => ({ parts: { some } }),
      (every: object) => ({ used: { every } }),
    ]) {
      expect(await refusal(nested(5, wrap))).toBeUndefined();
      const tooDeep = ['BAD_USER_INPUT', 'A filter may nest 5 levels.'];
      expect(await refusal(nested(6, wrap))).toEqual(tooDeep);
      expect((await refusal(nested(300, wrap)))?.[0]).toBe('BAD_USER_INPUT');
    }
  });

  test('fifty conditions, wherever they stand, empty relations counted', async () => {
    const many = ['BAD_USER_INPUT', 'A filter may have 50 conditions.'];
    const times = <T>(count: number, one: T) => Array.from({ length: count }, () => one);
    expect(await refusal({ and: times(50, tag) })).toBeUndefined();
    expect(await refusal({ and: times(51, tag) })).toEqual(many);
    expect(await refusal({ or: times(6, { and: times(9, tag) }) })).toEqual(many);
    expect(await refusal({ or: times(2, { and: times(30, { parts: { some: {} } }) }) })).toEqual(
      many,
    );
    expect(await refusal({ or: times(51, {}) })).toEqual(many);
    const money = { price: { amount: { gt: '1', lt: '2' } } };
    expect(await refusal({ and: times(26, money) })).toEqual(many);
    const sealed = { pin: { eq: 'x', isNull: false } };
    expect(await refusal({ and: times(26, sealed) })).toEqual(many);
  });

  test('250 values in a list', async () => {
    const list = (count: number) => ({ tag: { in: Array.from({ length: count }, String) } });
    expect(await refusal(list(250))).toBeUndefined();
    const message = 'A list of a filter may have 250 values.';
    expect(await refusal(list(251))).toEqual(['BAD_USER_INPUT', message]);
    const id = publicId('SampleItem', rows.SampleItem[0]!.id);
    const ids = { id: { in: Array.from({ length: 251 }, () => id) } };
    expect(await refusal(ids)).toEqual(['BAD_USER_INPUT', message]);
  });

  test.each([
    { tag: null },
    { tag: { eq: null } },
    { tag: { in: null } },
    { tag: { isNull: null } },
    { shelf: null },
    { shelf: { id: null } },
    { shelf: { id: { eq: null } } },
    { price: { amount: null } },
    { price: { isNull: null } },
    { pin: { eq: null } },
    { parts: { some: null } },
    { inForce: null },
    { and: null },
    { not: null },
    { pin: { isNull: null } },
  ])('null is no condition: %j', async (where) => {
    const refused = await refusal(where);
    expect(refused).toEqual([
      'BAD_USER_INPUT',
      expect.stringMatching(/^where: \w+ is null; use \{ isNull: true \} to ask for that\.$/),
    ]);
  });
});
