import { createTestApp, type HttpAnswer, type TestApp } from '@bureau/testing';
import { isInputObjectType } from 'graphql';
import { faultPlugin, SECRETS } from './fault-plugin.js';
import { bearer, bodyOf, codes, httpClient, json, type HttpClient } from './http-client.js';

/** Attacks over HTTP on the real server; the row is the one of the list of attacks. */

let app: TestApp;
let client: HttpClient;
const ask: HttpClient['ask'] = (query, sent) => client.ask(query, sent);

beforeAll(async () => {
  app = await createTestApp({ plugins: [faultPlugin] });
  client = await httpClient(app);
}, 60_000);
afterAll(() => app.close());

describe('row 11: introspection', () => {
  const text = '{ __schema { types { name } } }';
  test('anonymous: no', async () => {
    expect(codes(await client.anonymous(text))).toEqual(['UNAUTHENTICATED']);
    expect((await client.raw({ path: '/schema.graphql' })).status).toBe(401);
  });
  test('without core.schema.read: no, and the permission is named', async () => {
    const token = await app.token('employee').catch(() => client.viewer);
    const answer = await ask(text, { token });
    const plain = await client.raw({ path: '/schema.graphql', headers: bearer(token) });
    expect([answer.status, ...codes(answer), plain.status]).toEqual(
      answer.body.data ? [200, 200] : [403, 'FORBIDDEN', 403],
    );
  });
  test('with it: yes, __type too', async () => {
    expect((await ask(text)).body.data.__schema.types.length).toBeGreaterThan(20);
    expect((await ask('{ __type(name: "Query") { name } }')).body.data.__type.name).toBe('Query');
    const sdl = await client.raw({ path: '/schema.graphql', headers: bearer(client.owner) });
    expect([sdl.status, sdl.text]).toEqual([200, expect.stringContaining('type OrgUnit ')]);
  });
});

test('row 12: a misspelt field gets no suggestion', async () => {
  const query = '{ orgUnit { nodes { id } } orgUnitz { id } }';
  for (const answer of [await ask(query), await client.anonymous(query)]) {
    expect(JSON.stringify(answer.body)).not.toMatch(/did you mean/i);
  }
});

describe('row 15: what a form or a link of another site can send is not executed', () => {
  const query = bodyOf(
    'mutation { siteCreate(input: { code: "CSRF", name: "x", country: "DE", ' +
      'timeZone: "UTC" }) { userErrors { code } } }',
  );
  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    '',
  ])('type "%s"', async (type) => {
    const headers = { authorization: `Bearer ${client.owner}`, 'content-type': type };
    const answer = await client.raw({ method: 'POST', headers, body: Buffer.from(query) });
    expect(answer.status).toBe(415);
  });
  test.each([{}, { 'content-type': 'text/plain' }])('GET with %j', async (headers) => {
    const path = `/graphql?query=${encodeURIComponent('{ __typename }')}`;
    const { status, text } = await client.raw({ path, headers });
    expect([400, 415]).toContain(status);
    expect(text).not.toContain('"data"');
  });
  afterAll(async () => {
    expect(await app.sql("select 1 as one from core.site where code = 'CSRF'")).toEqual([]);
  });
});

test('row 16: a mutation by GET is 405', async () => {
  const text =
    'mutation { siteCreate(input: { code: "GET", name: "x", country: "DE", ' +
    'timeZone: "UTC" }) { userErrors { code } } }';
  const path = `/graphql?query=${encodeURIComponent(text)}`;
  const headers = { authorization: `Bearer ${client.owner}`, 'apollo-require-preflight': '1' };
  const answer = await client.raw({ path, headers });
  expect(answer.status).toBe(405);
  expect(await app.sql("select 1 as one from core.site where code = 'GET'")).toEqual([]);
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
  'row 17: origin %s is not allowed',
  async (origin) => {
    const headers = { ...bearer(client.owner), origin };
    const answers = [
      await client.raw({ method: 'POST', headers, body: bodyOf('{ __typename }') }),
      await client.raw({
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      }),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(answers[1]!.status).toBe(405);
  },
);

describe('row 19: nothing of the inside', () => {
  const inside = /node_modules|\.ts\b|\.js:|at \w+ \(|select |mikro|postgres|pg_|stacktrace/i;
  test.each(['sql', 'type', 'string'])('an unexpected error (%s) is INTERNAL', async (kind) => {
    const answer = await ask(`{ faultThrow(kind: "${kind}") }`);
    expect(codes(answer)).toEqual(['INTERNAL']);
    const text = JSON.stringify(answer.body);
    expect(text).not.toMatch(inside);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    const { extensions } = answer.body.errors[0];
    expect(extensions).toMatchObject({ reference: expect.any(String), retryable: false });
    expect(extensions.requestId).toEqual(answer.headers.get('x-request-id'));
  });
  test.each([
    '{ orgUnits(after: "nonsense") { nodes { id } } }',
    '{ orgUnits(where: { id: { eq: "nonsense" } }) { nodes { id } } }',
    '{ node(id: "unit_00000000000000000000000000") { id } }',
    '{ orgUnits(search: "\\u0000") { nodes { id } } }',
    'mutation { siteCreate(input: { code: "\\u0000", name: "x", country: "DE", ' +
      'timeZone: "UTC" }) { userErrors { code message } } }',
  ])('%s', async (text) => {
    const answer = await ask(text);
    expect(codes(answer)).not.toContain('INTERNAL');
    expect(JSON.stringify(answer.body)).not.toMatch(inside);
  });
});

test('what an operation uses of deprecated things is told in its answer', async () => {
  const reason = 'Use viewer. Removed after 2099-12-31.';
  expect((await ask('{ faultFormer }')).body.extensions.deprecations).toEqual([
    { element: 'Query.faultFormer', reason },
  ]);
  expect((await ask('{ viewer { user { id } } }')).body.extensions).not.toHaveProperty(
    'deprecations',
  );
});

test.each([
  ['a variable', 'query($n: Int!) { orgUnits(first: $n) { nodes { id } } }', { n: 'hunter2' }],
  ['a literal', '{ orgUnits(first: "hunter2") { nodes { id } } }', {}],
  ['an enum', '{ orgUnits(orderBy: [{ field: hunter2 }]) { nodes { id } } }', {}],
  ['an id', '{ node(id: "hunter2") { id } }', {}],
  ['a cursor', '{ orgUnits(after: "hunter2") { nodes { id } } }', {}],
  ['an unclosed string', '{ node(id: "hunter2) { id } }', {}],
])('row 20: a submitted value is not echoed: %s', async (_name, query, variables) => {
  const answer = await ask(query, { variables });
  expect(JSON.stringify(answer.body)).not.toContain('hunter2');
});

describe('rows 51 to 53: credentials that were tampered with are one answer', () => {
  const shapes: [string, (token: string) => string][] = [
    ['another checksum', (token) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
    ['cut off', (token) => token.slice(0, -8)],
    ['longer', (token) => `${token}AAAA`],
    ['another secret', (token) => token.replace(/_(.)(.{10})/, '_$2$1')],
    ['empty', () => ''],
    ['a JWT without algorithm', () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9.'],
    ['SQL', () => "bur_'or'1'='1_x_y"],
    ['a prototype name', () => '__proto__'],
    ['10 kB', () => 'A'.repeat(10_000)],
  ];
  test.each(shapes)('%s', async (_name, change) => {
    const headers = { ...json, authorization: `Bearer ${change(client.owner)}` };
    const answer = await client.raw({ method: 'POST', headers, body: bodyOf('{ __typename }') });
    expect(answer.status).toBe(401);
    const [error] = JSON.parse(answer.text).errors;
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
    expect(error.message).toBe('The credential is not valid. Sign in or use another key.');
  });
  test.each(['Basic b3duZXI6eA==', 'Bearer', 'Bearer a b', 'bearer'])(
    'the header "%s"',
    async (authorization) => {
      const headers = { ...json, authorization };
      const answer = await client.raw({ method: 'POST', headers, body: bodyOf('{ __typename }') });
      expect(answer.status).toBe(401);
    },
  );
  test('without any, nothing is there', async () => {
    const answer = await client.anonymous('{ orgUnits { nodes { id } } }');
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.body.data).toBeUndefined();
  });
  test('a key that has ended', async () => {
    const token = await app.token('viewer');
    expect((await ask('{ __typename }', { token })).status).toBe(200);
    await app.sql(`update core.api_key
      set expires_at = now() - interval '1 s', created_at = now() - interval '1 d'
      where id = (select max(id::text)::uuid from core.api_key)`);
    expect((await ask('{ __typename }', { token })).status).toBe(401);
  });
});

describe('rows 35 and 56: a credential that was used a moment ago', () => {
  const QUERY = '{ sites { totalCount } }';
  async function used(): Promise<{ token: string; id: string }> {
    const token = await app.token('viewer');
    expect((await ask(QUERY, { token })).status).toBe(200);
    const [row] = await app.sql<{ id: string }>(
      'select id from core.api_key order by created_at desc, id desc limit 1',
    );
    return { token, id: row?.id ?? '' };
  }
  test('is refused at once when it is revoked', async () => {
    const { token, id } = await used();
    const input = `id: "${app.id('ApiKey', id)}", expectedVersion: 1`;
    const revoke = `mutation { apiKeyRevoke(input: { ${input} }) { userErrors { code } } }`;
    expect((await ask(revoke)).body.data.apiKeyRevoke.userErrors).toEqual([]);
    expect((await ask(QUERY, { token })).status).toBe(401);
  });
  test('is refused when another process has revoked it or taken its role away', async () => {
    const { token, id } = await used();
    await app.sql('update core.api_key set revoked_at = now() where id = $1', [id]);
    // The news comes with the commit, on another connection.
    await expectSoon(async () => (await ask(QUERY, { token })).status, 401);
    const narrowed = await used();
    await app.sql(
      `delete from core.role_grant g using core.api_key k
       where k.id = $1 and g.user_id = k.user_id and g.organization_id = k.organization_id`,
      [narrowed.id],
    );
    await expectSoon(async () => (await ask(QUERY, narrowed)).status, 403);
  });
});

/** Asks until the answer is the one, for four seconds at most: below what is kept in any case. */
async function expectSoon(ask: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const until = Date.now() + 4_000;
  let found = await ask();
  while (found !== wanted && Date.now() < until) found = await ask();
  expect(found).toBe(wanted);
}

describe('row 38: what the platform sets is in no input', () => {
  test.each(['id: "x"', 'version: 9', 'organizationId: "x"', 'createdAt: "2020-01-01T00:00:00Z"'])(
    '%s',
    async (field) => {
      const text = `mutation { siteCreate(input: { code: "MASS", name: "x", country: "DE",
        timeZone: "UTC", ${field} }) { site { id } userErrors { code } } }`;
      expect(codes(await ask(text))).toEqual(['BAD_USER_INPUT']);
      expect(await app.sql("select 1 as one from core.site where code = 'MASS'")).toEqual([]);
    },
  );

  test('of any mutation', () => {
    const types = Object.values(app.composition.schema.getTypeMap()).filter(isInputObjectType);
    const inputs = types.filter(({ name }) => name.endsWith('Input'));
    expect(inputs.length).toBeGreaterThan(40);
    const set = ['organizationId', 'version', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'];
    const open = inputs.flatMap((input) => {
      const own = input.name.endsWith('CreateInput') ? [...set, 'id', 'state'] : set;
      return own
        .filter((field) => field in input.getFields())
        .map((field) => `${input.name}.${field}`);
    });
    expect(open).toEqual([]);
  });
});

test('row 49: a script in a text is data, never a page', async () => {
  const name = '<script>alert(1)</script>';
  const text = `mutation ($name: String!) { siteCreate(input: { code: "XSS", name: $name,
    country: "DE", timeZone: "UTC" }) { site { name } userErrors { code } } }`;
  const headers = { ...bearer(client.owner), accept: 'text/html, */*' };
  const body = JSON.stringify({ query: text, variables: { name } });
  const answer = await client.raw({ method: 'POST', headers, body });
  expect(JSON.parse(answer.text).data.siteCreate.site).toEqual({ name });
  expect(answer.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('rows 21, 22, 31: the token of another organization sees nothing of this one', async () => {
  const text = `mutation { orgUnitCreate(input: { code: "MINE", name: "Mine" }) {
    orgUnit { id } userErrors { code } } }`;
  const { id } = (await ask(text)).body.data.orgUnitCreate.orgUnit;
  const other = await app.otherOrganization();
  const token = await other.token('owner');
  const look = `{ node(id: "${id}") { id } orgUnit(by: { id: "${id}" }) { id }
    orgUnits(where: { code: { eq: "MINE" } }) { totalCount nodes { id } } }`;
  expect((await ask(look, { token })).body.data).toEqual({
    node: null,
    orgUnit: null,
    orgUnits: { totalCount: 0, nodes: [] },
  });
  const change = `mutation { orgUnitUpdate(input: { id: "${id}", expectedVersion: 1, name: "X" }) {
    orgUnit { id } userErrors { code } } }`;
  const missing = change.replace(id, `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`);
  const strip = ({ body: answer }: HttpAnswer) =>
    answer.errors.map(({ message, extensions }: { message: string; extensions: object }) => ({
      message,
      ...extensions,
      requestId: '',
    }));
  expect(strip(await ask(change, { token }))).toEqual(strip(await ask(missing, { token })));
});
