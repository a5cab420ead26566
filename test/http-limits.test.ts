import { createTestApp, type TestApp } from '@bureau/testing';
import { bearer, bodyOf, codes, httpClient, type HttpClient } from './http-client.js';

/** Operations that are too large; the row is the one of the list of attacks. */

let app: TestApp;
let client: HttpClient;
const ask: HttpClient['ask'] = (query, sent) => client.ask(query, sent);

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
}, 60_000);
afterAll(() => app.close());

/** Runs it and checks that it took far less than executing it would, on a busy machine too. */
async function swiftly<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  expect(performance.now() - began).toBeLessThan(20_000);
  return result;
}

const units = (levels: number, first: number): string =>
  levels === 0 ? 'id' : `children(first: ${first}) { nodes { ${units(levels - 1, first)} } }`;

describe('row 1: depth', () => {
  test.each([30, 200, 2_000])('%d levels are refused before execution', async (levels) => {
    const units = `${'parent { '.repeat(levels)} id ${'} '.repeat(levels)}`;
    const text = `{ orgUnits { nodes { ${units} } } }`;
    const answer = await swiftly(() => ask(text));
    expect(new Set(codes(answer))).toEqual(new Set(['QUERY_TOO_COMPLEX']));
    expect(answer.body.data).toBeUndefined();
  });
});

describe('row 2: nested lists', () => {
  const five = `{ orgUnits(first: 100) { nodes { ${units(4, 100)} } } }`;

  test('five levels of 100 are refused on cost', async () => {
    const answer = await swiftly(() => ask(five));
    expect([answer.status, codes(answer)]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
    const { data } = answer.body.errors[0].extensions;
    expect(data).toEqual({ unit: 'points', requested: expect.any(Number), limit: 5_000 });
  });

  test('no statement runs for it', async () => {
    const someone = app.as({ role: 'owner' });
    expect(await app.statements(() => someone.query(five))).toEqual([]);
    const variables = `query($n: Int!) { orgUnits(first: $n) { nodes { ${units(2, 100)} } } }`;
    expect(await app.statements(() => someone.query(variables, { n: 100 }))).toEqual([]);
  });

  test('what it costs stands in every answer, as asked and as it came to', async () => {
    const full = await ask('{ orgUnits(first: 2) { nodes { id } } }');
    expect(full.body.extensions.cost).toMatchObject({ requested: 3, limit: 5_000 });
    const none = '{ orgUnits(first: 100, where: { code: { eq: "NONE" } }) { nodes { id name } } }';
    const { cost } = (await ask(none)).body.extensions;
    expect(cost).toEqual({ requested: 71, actual: 1, limit: 5_000 });
  });
});

test.each(['first: 1000000', 'first: -1', 'first: 1, last: 1', 'first: 0', 'last: 101'])(
  'row 3: a page of %s is refused',
  async (page) => {
    expect(codes(await ask(`{ orgUnits(${page}) { nodes { id } } }`))).toEqual(['BAD_USER_INPUT']);
  },
);

test('row 3: a page in the payload of a mutation is refused before it writes', async () => {
  const text = `mutation { orgUnitCreate(input: { code: "R3", name: "Row 3" }) {
    orgUnit { children(first: 1000000) { nodes { id } } } userErrors { code } } }`;
  expect(codes(await ask(text))).toEqual(['BAD_USER_INPUT']);
  expect(await app.sql("select 1 as one from core.org_unit where code = 'R3'")).toEqual([]);
});

test.each([
  ['1,000 aliases', Array.from({ length: 1_000 }, (_, i) => `a${i}: __typename`).join(' ')],
  [
    '101 aliases of __typename',
    Array.from({ length: 101 }, (_, i) => `a${i}:__typename`).join(' '),
  ],
  ['21 root fields', '__typename '.repeat(21)],
])('row 4: %s', async (_name, fields) => {
  const found = new Set(codes(await swiftly(() => ask(`{ ${fields} }`))));
  expect([...found].every((code) => ['QUERY_TOO_COMPLEX', 'BAD_USER_INPUT'].includes(code))).toBe(
    true,
  );
  expect(found.size).toBeGreaterThan(0);
});

test('row 5: one field that takes a password in an operation', async () => {
  const login = `sessionCreate(input: { email: "a@b.example", organization: "acme",
    password: "x" }) { userErrors { code } }`;
  const query = `mutation { a: ${login} b: ${login} }`;
  expect(codes(await ask(query))).toEqual(['QUERY_TOO_COMPLEX']);
  // Without a credential nothing but the document for one of them runs.
  expect(codes(await client.anonymous(query))).toEqual(['UNAUTHENTICATED']);
});

test('row 6: a batch in an array is refused', async () => {
  const batch = `[${bodyOf('{ __typename }')},${bodyOf('{ __typename }')}]`;
  const answer = await client.raw({ method: 'POST', headers: bearer(client.owner), body: batch });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('BAD_USER_INPUT');
});

describe('row 7: fragments', () => {
  const chain = (count: number, spread: string) =>
    Array.from({ length: count }, (_, i) =>
      `fragment f${i} on OrgUnit { ${spread} }`.replaceAll('NEXT', `f${i + 1}`),
    ).join(' ');
  test.each([
    ['a cycle', 'fragment a on OrgUnit { ...b } fragment b on OrgUnit { ...a }', '...a'],
    ['a bomb of 2^24', `${chain(24, '...NEXT ...NEXT')} fragment f24 on OrgUnit { id }`, '...f0'],
    [
      '3,000 fragments',
      Array.from({ length: 400 }, (_, i) => `fragment g${i} on OrgUnit{id}`).join(' '),
      'id',
    ],
    ['inline fragments', '', '... { id }'.repeat(450)],
  ])('%s is refused', async (_name, fragments, selection) => {
    const text = `{ orgUnits { nodes { ${selection} } } } ${fragments}`;
    const answer = await swiftly(() => ask(text));
    expect(codes(answer).length).toBeGreaterThan(0);
    expect(answer.body.data).toBeUndefined();
  });
});

test('row 8: directives, many and unknown, with few errors', async () => {
  const many = await swiftly(() => ask(`{ __typename ${'@include(if: true) '.repeat(200)} }`));
  expect(codes(many)).toEqual(['QUERY_TOO_COMPLEX']);
  const unknown = Array.from({ length: 8 }, (_, i) => `@nope${i}`).join(' ');
  const answer = await ask(`{ __typename ${unknown} }`);
  expect(answer.body.errors.length).toBeLessThanOrEqual(5);
  expect(answer.body.data).toBeUndefined();
});

test('row 9: repeated fields and the merging of overlapping ones', async () => {
  const repeated = await swiftly(() => ask(`{ ${'__typename '.repeat(20_000)} }`));
  expect(codes(repeated)).toEqual(['BAD_USER_INPUT']);
  const overlap = Array.from({ length: 300 }, () => 'nodes { id name }').join(' ');
  const answer = await swiftly(() => ask(`{ orgUnits { ${overlap} } }`));
  expect(codes(answer)).toEqual(['QUERY_TOO_COMPLEX']);
});

test.each([
  ['in the body', '['.repeat(100_000)],
  ['in the body, closed', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  [
    'in variables',
    `{"query":"{ __typename }","variables":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  ],
  ['in a value of the document', bodyOf(`{ nodes(ids: ${'['.repeat(100_000)} ) { id } }`)],
])('row 10: 100,000 brackets %s answer 400 without words about a stack', async (_name, text) => {
  const answer = await swiftly(() =>
    client.raw({ method: 'POST', headers: bearer(client.owner), body: text }),
  );
  expect(answer.status).toBe(400);
  const { code } = JSON.parse(answer.text).errors[0].extensions;
  expect(['BAD_USER_INPUT', 'QUERY_TOO_COMPLEX']).toContain(code);
  expect(answer.text).not.toMatch(/stack|recursion|RangeError/i);
});
