import { createHash } from 'node:crypto';
import { createDocumentCatalogue } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { bearer, codes, httpClient, type HttpClient, json } from './http-client.js';

/** Registered documents over HTTP: who may run which text, and by which id. */

let app: TestApp;
let client: HttpClient;
let stranger: string;

const SIGN_IN = `mutation SignIn($input: SessionCreateInput!) {
  sessionCreate(input: $input) { token expiresAt userErrors { code message path } }
}`;
const UNITS = 'query Units { orgUnits { totalCount } }';
const UNKNOWN = 'query Other { orgUnits { totalCount } }';
const idOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const register = `mutation ($input: DocumentRegisterInput!) { documentRegister(input: $input) {
  registeredDocument { id sha256 operations cost state } userErrors { code message path } } }`;
const modeText = `mutation DocumentModeSet($input: DocumentModeSetInput!) {
  documentModeSet(input: $input) { organization { documentMode } userErrors { code message path } }
}`;

interface Body {
  query?: string;
  documentId?: unknown;
  variables?: object;
  extensions?: object;
}

/** A request as it stands; nothing is added to its body. */
async function post(body: Body, token: string | null = client.owner) {
  const headers = token === null ? json : bearer(token);
  const { status, text } = await client.raw({
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status, body: JSON.parse(text), headers: new Headers() };
}
const setMode = async (mode: string) => {
  const answer = await post({ query: modeText, variables: { input: { mode } } });
  expect(answer.body.data.documentModeSet.organization.documentMode).toBe(mode);
};
const add = async (text: string, name = 'Units', token = client.owner) => {
  const answer = await post({ query: register, variables: { input: { name, text } } }, token);
  return answer.body.data.documentRegister;
};

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
  stranger = await (await app.otherOrganization()).token('owner');
}, 60_000);
afterAll(() => app.close());
afterEach(() => setMode('AUDIT'));

describe('anonymous callers', () => {
  const input = { organization: 'acme', email: 'nobody@example.com', password: 'wrong' };
  const failed = [{ code: 'CORE_LOGIN_FAILED' }];

  test.each([
    ['its text', { query: SIGN_IN }],
    ['its text, formatted in another way', { query: SIGN_IN.replaceAll(/\s+/g, ' # sign in\n ') }],
    ['its id', { documentId: idOf(SIGN_IN) }],
  ])('sign in by %s', async (_name, document) => {
    const { status, body } = await post({ ...document, variables: { input } }, null);
    expect([status, body.data.sessionCreate.userErrors]).toMatchObject([200, failed]);
  });

  test.each([
    '{ __typename }',
    '{ orgUnitz { id } }',
    '{',
    SIGN_IN.replace('token', 't: token'),
    `${SIGN_IN} query Other { __typename }`,
  ])('row 12: any other text has one answer: %s', async (query) => {
    const { status, body } = await post({ query }, null);
    expect([status, codes({ body } as never)]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(body.errors[0].message).toMatch(/^Without a credential only public documents run/);
  });

  test('row 12: an id that is registered for members only is no oracle', async () => {
    await add(UNITS);
    const known = await post({ documentId: idOf(UNITS) }, null);
    const unknown = await post({ documentId: idOf(UNKNOWN) }, null);
    const bare = ({ body }: typeof known) => ({ ...body.errors[0], extensions: undefined });
    expect([known.status, bare(known)]).toEqual([401, bare(unknown)]);
  });
});

describe('registering', () => {
  test('tells hash, operations and cost; again it is the same document', async () => {
    const text = `${UNITS} query Two { orgUnits(first: 10) { nodes { id } } }`;
    const { registeredDocument } = await add(text);
    expect(registeredDocument).toMatchObject({
      sha256: idOf(text).slice(7),
      operations: ['Units', 'Two'],
      cost: 7,
      state: 'ACTIVE',
    });
    expect((await add(text, 'Renamed')).registeredDocument.id).toBe(registeredDocument.id);
  });

  test.each([
    ['no GraphQL', '{'],
    ['an unknown field', '{ orgUnitz { id } }'],
    ['no operation', 'fragment f on OrgUnit { id }'],
  ])('refuses %s', async (_name, text) => {
    const { registeredDocument, userErrors } = await add(text);
    expect(registeredDocument).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'CORE_DOCUMENT_INVALID', path: ['input', 'text'] }]);
  });

  test('refuses what nobody could run', async () => {
    const text = '{ orgUnits(first: 250) { nodes { children(first: 250) { nodes { id } } } } }';
    const answer = await post({ query: register, variables: { input: { name: 'Big', text } } });
    expect(codes(answer as never)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('takes core.document.write', async () => {
    const variables = { input: { name: 'x', text: UNITS } };
    const answer = await post({ query: register, variables }, client.viewer);
    expect(codes(answer as never)).toEqual(['FORBIDDEN']);
  });
});

describe('running by id', () => {
  test('row 13: an id that is registered runs, by POST and GET, in both forms', async () => {
    await add(UNITS);
    const sha256Hash = idOf(UNITS).slice(7);
    const data = { orgUnits: { totalCount: expect.any(Number) } };
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    for (const body of [{ documentId: idOf(UNITS) }, { extensions }]) {
      expect(await post(body)).toMatchObject({ status: 200, body: { data } });
    }
    const headers = { ...bearer(client.owner), 'apollo-require-preflight': '1' };
    const path = `/graphql?documentId=${encodeURIComponent(idOf(UNITS))}`;
    const got = await client.raw({ path, headers });
    expect([got.status, JSON.parse(got.text).data]).toEqual([200, data]);
    expect(
      await app.sql('select 1 from core.registered_document where text = $1', [UNITS]),
    ).toEqual([expect.anything()]);
  });

  test.each([
    ['an unknown id', { documentId: idOf('{ unknown }') }, 'DOCUMENT_NOT_REGISTERED'],
    ['an id with another text', { documentId: idOf(UNITS), query: UNKNOWN }, 'BAD_USER_INPUT'],
    ['an id in capitals', { documentId: idOf(UNITS).toUpperCase() }, 'BAD_USER_INPUT'],
    ['a part of an id', { documentId: idOf(UNITS).slice(0, 40) }, 'BAD_USER_INPUT'],
    ['a number', { documentId: 12 }, 'BAD_USER_INPUT'],
  ])('row 13: %s is refused', async (_name, body, code) => {
    await add(UNITS);
    const answer = await post(body);
    expect([answer.status, codes(answer as never)]).toEqual([400, [code]]);
  });

  test('row 13: an id belongs to its organization', async () => {
    await add(UNITS);
    const answer = await post({ documentId: idOf(UNITS) }, stranger);
    expect(codes(answer as never)).toEqual(['DOCUMENT_NOT_REGISTERED']);
  });

  test('row 13: the rights are those of the caller', async () => {
    await add(UNITS);
    const answer = await post({ documentId: idOf('{ apiKeys { totalCount } }') }, client.viewer);
    expect(answer.status).toBe(400);
    const text = 'query Roles { roles { totalCount } }';
    await add(text);
    const refused = await post({ documentId: idOf(text) }, client.viewer);
    expect(codes(refused as never)).toEqual(['FORBIDDEN']);
  });

  test('row 14: a text that is sent with its hash is executed, never kept', async () => {
    const query = 'query Kept { orgUnits { totalCount } }';
    const sha256Hash = idOf(query).slice(7);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const sent = await post({ query, extensions });
    expect(codes(sent as never)).toEqual(['DOCUMENT_NOT_REGISTERED']);
    expect(codes((await post({ extensions })) as never)).toEqual(['DOCUMENT_NOT_REGISTERED']);
    expect(
      await app.sql('select 1 from core.registered_document where text = $1', [query]),
    ).toEqual([]);
  });

  test('a retired document runs no more, until it is registered again', async () => {
    const text = 'query Retired { orgUnits { totalCount } }';
    const { registeredDocument } = await add(text);
    expect((await post({ documentId: idOf(text) })).status).toBe(200);
    const retire = `mutation ($id: ID!) { documentRetire(input: { id: $id }) {
      registeredDocument { state } userErrors { code } } }`;
    const variables = { id: registeredDocument.id };
    const retired = await post({ query: retire, variables });
    expect(retired.body.data.documentRetire.registeredDocument).toEqual({ state: 'RETIRED' });
    expect(codes((await post({ documentId: idOf(text) })) as never)).toEqual([
      'DOCUMENT_NOT_REGISTERED',
    ]);
    expect((await post({ query: retire, variables })).body.data.documentRetire.userErrors).toEqual([
      { code: 'CORE_DOCUMENT_RETIRED' },
    ]);
    await add(text);
    expect((await post({ documentId: idOf(text) })).status).toBe(200);
  });
});

describe('modes', () => {
  const outcome = async (body: Body, token?: string) => {
    const answer = await post(body, token);
    return codes(answer as never)[0] ?? 'runs';
  };

  test.each([
    ['AUDIT', 'runs', 'runs', 'runs'],
    ['TEXT', 'runs', 'runs', 'DOCUMENT_NOT_REGISTERED'],
    ['IDS', 'runs', 'DOCUMENT_NOT_REGISTERED', 'DOCUMENT_NOT_REGISTERED'],
  ])('%s: by id %s, registered text %s, another text %s', async (mode, byId, byText, other) => {
    await add(UNITS);
    await setMode(mode);
    expect(await outcome({ documentId: idOf(UNITS) })).toBe(byId);
    expect(await outcome({ query: UNITS })).toBe(byText);
    expect(await outcome({ query: UNITS.replace(' {', '   {') })).toBe(byText);
    expect(await outcome({ query: UNKNOWN })).toBe(other);
    // The other organization has a mode of its own.
    expect(await outcome({ query: UNKNOWN }, stranger)).toBe('runs');
  });

  test('in AUDIT an unknown text is logged once, and what was used is written down', async () => {
    await add(UNITS);
    const catalogue = createDocumentCatalogue(app.runtime);
    const { principal } = app.owner;
    const run = (text: string) => catalogue.textOf(principal, { text }, Date.now() + 5_000);
    for (const text of [UNITS, UNKNOWN, UNKNOWN]) expect(await run(text)).toBe(text);
    const message = 'document is not registered';
    const data = { organizationId: app.organizationId, sha256: idOf(UNKNOWN).slice(7) };
    expect(app.log.entries.filter((entry) => entry.message === message)).toEqual([
      { level: 'info', message, data },
    ]);
    const used = 'select last_used_at from core.registered_document where text = $1';
    expect(await app.sql(used, [UNITS])).toEqual([{ last_used_at: null }]);
    await catalogue.flush();
    expect(await app.sql(used, [UNITS])).toEqual([{ last_used_at: expect.any(Date) }]);
  });

  test('no statement runs for a document that is known', async () => {
    const catalogue = createDocumentCatalogue(app.runtime);
    const { principal } = app.owner;
    const deadline = Date.now() + 5_000;
    await add(UNITS);
    const ask = () => catalogue.textOf(principal, { id: idOf(UNITS) }, deadline);
    await ask();
    expect(await app.statements(ask)).toEqual([]);
  });
});
