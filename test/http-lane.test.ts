import { RequestContext } from '@bureau/core';
import { createExecution } from '@bureau/server';
import { createTestApp, type HttpAnswer, type TestApp } from '@bureau/testing';
import { type OperationDefinitionNode, parse } from 'graphql';
import { bearer, httpClient, type HttpClient } from './http-client.js';

/** What was answered before comes by the lane; it must not be told from what Apollo answers. */

let app: TestApp;
let client: HttpClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
}, 60_000);
afterAll(() => app.close());

const UNITS = `query Units($code: String) {
  orgUnits(first: 3, where: { code: { eq: $code } }) {
    totalCount nodes { id code name parent { code } } pageInfo { hasNextPage endCursor } } }`;

/** The lane takes plain JSON only: this says the same in words that it leaves to Apollo. */
const APOLLO = { accept: 'application/json;q=1' };

async function both(query: string, sent: Parameters<HttpClient['ask']>[1] = {}) {
  await client.ask(query, sent); // known from here on
  const lane = await client.ask(query, sent);
  const apollo = await client.ask(query, { ...sent, headers: { ...sent.headers, ...APOLLO } });
  return { lane: shown(lane), apollo: shown(apollo) };
}

function shown({ status, body }: HttpAnswer) {
  const { throttle, ...extensions } = body.extensions ?? {};
  const errors = body.errors?.map((error: { extensions: object }) => ({
    ...error,
    extensions: { ...error.extensions, requestId: undefined },
  }));
  return { status, body: { ...body, errors, extensions }, isCounted: throttle !== undefined };
}

test.each<[string, string, Parameters<HttpClient['ask']>[1]]>([
  ['rows, counts and cursors', UNITS, {}],
  ['another value of a variable', UNITS, { variables: { code: 'NONE' } }],
  ['null for a variable', UNITS, { variables: { code: null } }],
  ['a variable of the wrong type', UNITS, { variables: { code: { odd: true } } }],
  ['a variable that is not declared', UNITS, { variables: { code: 'NONE', more: 1 } }],
  ['a deprecated or computed field', '{ viewer { displayName permissions } }', {}],
  ['two roots and a name', '{ a: orgUnits { totalCount } __typename }', {}],
  ['no right to it', '{ apiKeys { totalCount } }', { token: 'viewer' }],
  ['too much at once', '{ orgUnits(first: 100000) { totalCount } }', {}],
])('%s', async (_what, query, sent) => {
  const token = sent?.token === 'viewer' ? client.viewer : client.owner;
  const { lane, apollo } = await both(query, { ...sent, token });
  expect(lane).toEqual(apollo);
});

test('the same headers, but for the name of the request and the time', async () => {
  const init = (accept: string) => ({
    method: 'POST',
    headers: { ...bearer(client.owner), accept },
    body: JSON.stringify({ query: UNITS }),
  });
  const answers = [];
  for (const accept of ['*/*', '*/*', APOLLO.accept]) answers.push(await client.raw(init(accept)));
  const [, lane, apollo] = answers.map(({ headers }) => {
    const {
      date: _date,
      'x-request-id': _id,
      'content-length': _length,
      ...rest
    } = Object.fromEntries(headers);
    return rest;
  });
  expect(lane).toEqual(apollo);
});

test('an operation of several is known by its name', async () => {
  const query = 'query A { orgUnits { totalCount } } query B { __typename }';
  const ask = async (operationName?: string) => {
    const body = JSON.stringify({ query, ...(operationName && { operationName }) });
    const { text } = await client.raw({ method: 'POST', headers: bearer(client.owner), body });
    return JSON.parse(text) as { data?: unknown };
  };
  for (const _time of [1, 2]) {
    expect((await ask('A')).data).toEqual({ orgUnits: { totalCount: expect.any(Number) } });
    expect((await ask('B')).data).toEqual({ __typename: 'Query' });
    expect((await ask()).data).toBeUndefined();
  }
});

test('a right that is taken away counts for what was answered before', async () => {
  const token = await app.token('owner');
  const ask = () => client.ask('{ apiKeys { totalCount } }', { token });
  expect((await ask()).body.errors).toBeUndefined();
  expect((await ask()).body.errors).toBeUndefined();
  await app.sql('update core.api_key set revoked_at = now()');
  // Another process's change is heard of within milliseconds, and after 5 s at the latest.
  let { status } = await ask();
  for (const end = Date.now() + 10_000; status === 200 && Date.now() < end;) {
    ({ status } = await ask());
  }
  expect(status).toBe(401);
});

test('the lane answers what was executed once, from the rows of then; nothing else', async () => {
  const told = { admit: () => ({ requested: 0, uses: {} }), told: () => ({}) };
  const observe = () => ({ traceId: undefined, end: () => undefined });
  const { execute, lane } = createExecution(app.runtime, { operations: told, observe });
  const { principal } = await app.member('owner');
  const caller = { principal, requestId: 'lane', deadline: Date.now() + 30_000 };
  const context = () => new RequestContext(app.runtime, caller);
  const text = '{ orgUnits { totalCount } }';
  const plain = { query: text, operationName: undefined, variables: {}, traceparent: undefined };
  expect(await lane.answer(plain, context())).toBeUndefined();
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const sent = { document, operation, operationName: undefined, variables: {}, text };
  await execute({ ...sent, context: context() });
  const [{ n }] = await app.sql<{ n: string }>('select count(*) as n from core.org_unit');
  const answer = await lane.answer(plain, context());
  expect(answer?.body.toString()).toBe(`{"data":{"orgUnits":{"totalCount":${n}}}}\n`);
});
