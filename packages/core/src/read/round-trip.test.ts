import * as fc from 'fast-check';
import { createSampleGraph, type SampleGraph, type Tree } from '../../test/sample.js';

const ITEM = `id version createdAt updatedAt tag serial note amount small views rate isActive
  weight madeOn seenAt data labels state mood price { amount currency } tax { amount currency }
  pin shelf { id name } owner { id name } keeper { id } parent { id tag }`;
const CREATE = `mutation ($input: SampleItemCreateInput!) {
  sampleItemCreate(input: $input) { item { ${ITEM} } userErrors { code message path } } }`;

let graph: SampleGraph;
let shelfId: string;
let keeperId: string;

interface Payload {
  sampleItemCreate: { item: Record<string, unknown>; userErrors: unknown[] };
}

let counter = 0;
async function create(input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const tag = `round-${counter++}`;
  const price = { amount: '1', currency: 'EUR' };
  const variables = { input: { tag, shelfId, keeperId, price, ...input } };
  const { sampleItemCreate: payload } = await graph.read<Payload>(CREATE, {}, variables);
  expect(payload.userErrors).toEqual([]);
  return payload.item;
}

beforeAll(async () => {
  graph = await createSampleGraph();
  const row = (n: number) => ({
    id: `00000000-0000-7000-8000-00000000000${n}`,
    version: 1,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  });
  await graph.insert('sample.shelf', graph.ours, [{ ...row(1), name: 'A1', capacity: 3 }]);
  await graph.insert('sample.person', graph.ours, [{ ...row(2), name: 'Ada' }]);
  const found = await graph.read<Record<string, { nodes: { id: string }[] }>>(
    '{ sampleShelves { nodes { id } } samplePeople { nodes { id } } }',
  );
  shelfId = found['sampleShelves']!.nodes[0]!.id;
  keeperId = found['samplePeople']!.nodes[0]!.id;
});
afterAll(() => graph?.close());

const FULL = {
  serial: 'S"1\'\\',
  note: 'Zwölf Boxkämpfer 🥊 \n\t " \\ $1 ${x} {a,b} NULL',
  amount: -2147483648,
  small: -32768,
  views: '9223372036854775807',
  rate: 1.7976931348623157e308,
  isActive: false,
  weight: '-12345678901234567890.123456789012',
  madeOn: '2024-02-29',
  seenAt: '2026-03-31T12:30:00.007Z',
  data: { a: [1, null, 'x'], 'ke"y': { deep: true }, n: 1e21, e: '' },
  labels: ['', 'NULL', 'null', 'a,b', '"', '\\', '{}', ' ', "it's", 'ä🥊', '\n', '""'],
  state: 'USED',
  mood: 'GONE',
  price: { amount: '1234567890123456.7891', currency: 'UYW' },
  tax: { amount: '-0.5', currency: 'EUR' },
  pin: 'geheim 🥊 \'"\\',
};

test('every kind of property comes back as it was written', async () => {
  const item = await create(FULL);
  expect(item).toMatchObject({
    ...FULL,
    tax: { amount: '-0.50', currency: 'EUR' },
    version: 1,
    shelf: { id: shelfId, name: 'A1' },
    keeper: { id: keeperId },
    owner: null,
    parent: null,
  });
  expect(item['id']).toMatch(/^smi_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(item['createdAt']).toBe(item['updatedAt']);
});

test('nulls and defaults', async () => {
  expect(await create({ note: null })).toMatchObject({
    serial: null,
    note: null,
    amount: null,
    small: 1,
    views: '0',
    rate: null,
    isActive: true,
    weight: null,
    madeOn: null,
    seenAt: null,
    data: null,
    labels: [],
    state: 'READY',
    mood: null,
    tax: null,
    pin: null,
  });
});

test('lists, nested lists, look-ups and references give the same values', async () => {
  const parent = await create({ ...FULL, serial: 'other 1' });
  const { id, tag } = parent as { id: string; tag: string };
  const child = await create({ ...FULL, serial: 'other 2', parentId: id });
  const query = `query ($id: ID!, $tag: String!, $child: String!) {
    list: sampleItems(where: { tag: { eq: $child } }) {
      nodes { ${ITEM} } edges { node { ${ITEM} } } }
    nested: sampleItem(by: { id: $id }) { parts { nodes { ${ITEM} } } }
    deep: sampleShelf(by: { name: "A1" }) {
      items(where: { tag: { eq: $tag } }) { nodes { parts { nodes { ${ITEM} } } } } }
    one: sampleItem(by: { tag: $child }) { ${ITEM} }
    whole: sampleItem(by: { tag: $child }) { whole { ${ITEM} } }
  }`;
  const data = await graph.read<Record<string, Tree>>(query, {}, { id, tag, child: child['tag'] });
  const { list, nested, deep, one, whole } = data as unknown as Record<
    string,
    Record<string, never>
  >;
  expect(list!['nodes']).toEqual([child]);
  expect(list!['edges']).toEqual([{ node: child }]);
  expect(nested!['parts']).toEqual({ nodes: [child] });
  expect(deep!['items']).toEqual({ nodes: [{ parts: { nodes: [child] } }] });
  expect(one).toEqual(child);
  expect(whole!['whole']).toEqual(parent);
});

test('what is loaded and changed elsewhere keeps its values', async () => {
  const item = await create({ ...FULL, serial: 'changed' });
  const change = `mutation ($input: SampleItemChangeInput!) {
    sampleItemChange(input: $input) { item { ${ITEM} } userErrors { code } } }`;
  const variables = { input: { id: item['id'], note: 'new' } };
  const { sampleItemChange } = await graph.read<Record<string, { item: object }>>(
    change,
    {},
    variables,
  );
  const updatedAt = expect.any(String) as string;
  expect(sampleItemChange?.item).toEqual({ ...item, note: 'new', version: 2, updatedAt });
});

test('numbers that the API lets through and a column cannot hold are refused', async () => {
  for (const input of [{ views: '9223372036854775808' }, { small: 40_000 }]) {
    const price = { amount: '1', currency: 'EUR' };
    const full = { tag: `bad-${counter++}`, shelfId, keeperId, price, ...input };
    const { data, errors } = await graph.run(CREATE, {}, { input: full });
    const refused = errors?.[0]?.extensions['code'];
    const payload = data?.['sampleItemCreate'] as Payload['sampleItemCreate'] | undefined;
    expect(refused === 'BAD_USER_INPUT' || payload?.userErrors.length === 1).toBe(true);
  }
});

test('random values survive: text, labels, decimals, instants, days, JSON, floats', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .filter((one) => !one.includes('\0') && Buffer.from(one).toString() === one);
  const digits = (max: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max });
  const decimal = fc
    .tuple(fc.constantFrom('', '-'), fc.integer({ min: 1, max: 9 }), digits(20), digits(12))
    .map(([sign, lead, whole, rest]) => `${sign}${lead}${whole.join('')}.${rest.join('')}`);
  const moment = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  const value = fc.record({
    note: text,
    labels: fc.array(text, { maxLength: 5 }),
    weight: decimal,
    views: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    rate: fc.double({ noNaN: true, noDefaultInfinity: true }),
    seenAt: moment.map((date) => date.toISOString()),
    madeOn: moment.map((date) => date.toISOString().slice(0, 10)),
    pin: text,
  });
  await fc.assert(
    fc.asyncProperty(value, async (input) => {
      const item = await create(input);
      const [whole, rest = ''] = input.weight.split('.');
      expect(item['weight']).toBe(`${whole ?? ''}.${rest.padEnd(12, '0')}`);
      const { weight: _weight, rate, ...others } = input;
      expect(item).toMatchObject(others);
      expect(Number(item['rate']) + 0).toBe(rate + 0); // no negative zero
    }),
    { numRuns: 40 },
  );
});
