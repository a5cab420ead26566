import { request } from 'node:http';
import { createTestApp, type TestApp } from '@bureau/testing';
import { bearer, bodyOf, codes, httpClient, type HttpClient } from './http-client.js';

/** How much a caller may send and do over time, by the limit class of its roles. */

type LimitClass = 'INTERACTIVE' | 'INTEGRATION' | 'BULK' | 'BENCHMARK';

let app: TestApp;
let client: HttpClient;
let url: string;
const tokens = new Map<LimitClass, string>();
const ask = (limitClass: LimitClass, query: string, variables = {}) =>
  client.ask(query, { token: tokens.get(limitClass)!, variables });

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
  url = (await app.http()).url;
  // Classes one after the other: each key belongs to a user of its own with that role.
  const keys = ['admin', 'auditor', 'viewer'];
  for (const [at, limitClass] of (['INTEGRATION', 'BULK', 'BENCHMARK'] as const).entries()) {
    const key = keys[at]!;
    await app.sql('update core.role set limit_class = $2 where key = $1', [key, limitClass]);
    tokens.set(limitClass, await app.token(key));
  }
  tokens.set('INTERACTIVE', await app.token('owner'));
}, 60_000);
afterAll(() => app.close());

const padded = (bytes: number) => {
  const body = bodyOf('{ viewer { user { id } } } #');
  return body.replace('#', `#${'x'.repeat(bytes - body.length)}`);
};
const send = async (token: string | undefined, bytes: number) => {
  const headers = token === undefined ? { 'content-type': 'application/json' } : bearer(token);
  return (await client.raw({ method: 'POST', headers, body: padded(bytes) })).status;
};

test.each([
  ['INTERACTIVE', 256],
  ['INTEGRATION', 1_024],
  ['BULK', 4_096],
] as const)('row 45: the body of class %s holds %d kB', async (limitClass, kilobytes) => {
  const token = tokens.get(limitClass);
  expect(await send(token, kilobytes * 1_024)).toBe(200);
  expect(await send(token, kilobytes * 1_024 + 1)).toBe(413);
});

test('row 45: 20 MB of JSON, and an anonymous who sends as much as others may', async () => {
  expect(await send(tokens.get('BULK'), 20 * 1_024 * 1_024)).toBe(413);
  expect(await send(undefined, 17 * 1_024)).toBe(413);
  expect(await send('no-such-token', 200 * 1_024)).toBe(401);
});

test.each([
  ['INTERACTIVE', 100, 250],
  ['INTEGRATION', 250, 250],
  ['BULK', 250, 1_000],
  ['BENCHMARK', 1_000, 250],
] as const)('pages and arrays of class %s: %d and %d', async (limitClass, page, items) => {
  const list = (first: number) => ask(limitClass, `{ orgUnits(first: ${first}) { nodes { id } } }`);
  expect([codes(await list(page)), codes(await list(page + 1))]).toEqual([[], ['BAD_USER_INPUT']]);
  const text = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const ids = (count: number) => ({ ids: Array.from({ length: count }, () => 'unt_x') });
  expect(codes(await ask(limitClass, text, ids(items + 1)))).toEqual(['QUERY_TOO_COMPLEX']);
});

test('an answer tells what it cost and what is left', async () => {
  const { body } = await ask('INTEGRATION', '{ orgUnits(first: 2) { nodes { id } } }');
  expect(body.extensions).toMatchObject({
    cost: { requested: 3, limit: 20_000 },
    throttle: { limit: 20_000, remaining: expect.any(Number), restoreRate: 2_000 },
  });
  const measured = await ask('BENCHMARK', '{ orgUnits(first: 2) { nodes { id } } }');
  expect(measured.body.extensions).toEqual({
    cost: { requested: 3, actual: expect.any(Number) },
  });
});

test('points are used up: THROTTLED, 429 and Retry-After', async () => {
  const token = await app.token('owner');
  const dear = '{ orgUnits(first: 100) { nodes { children(first: 60) { nodes { id } } } } }';
  const first = await client.ask(dear, { token });
  expect(first.body.extensions).toMatchObject({ throttle: { limit: 1_000, remaining: 0 } });
  const refused = await client.ask('{ viewer { user { id } } }', { token });
  const { extensions } = refused.body.errors[0];
  expect([refused.status, extensions.code, extensions.retryable]).toEqual([429, 'THROTTLED', true]);
  expect(extensions.retryAfterMs).toBeGreaterThan(0);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBe(Math.ceil(extensions.retryAfterMs / 1_000));
  // Others are not hindered, another key of the same role neither.
  expect(codes(await ask('INTERACTIVE', '{ viewer { user { id } } }'))).toEqual([]);
});

test('20 at once: the next is told to come again, and all 20 are served', async () => {
  const token = await app.token('owner');
  const open = Array.from({ length: 21 }, () => slowly(token));
  // Nothing of a body has been sent: only who is not let in is answered.
  expect(await Promise.race(open.map(({ status }) => status))).toBe(429);
  const statuses = open.map(({ finish, status }) => {
    finish();
    return status;
  });
  expect((await Promise.all(statuses)).sort()).toEqual([...Array(20).fill(200), 429]);
  expect((await client.ask('{ viewer { user { id } } }', { token })).status).toBe(200);
});

/** A request whose body comes when `finish` is called. */
function slowly(token: string): { status: Promise<number | undefined>; finish(): void } {
  const body = bodyOf('{ viewer { user { id } } }');
  const headers = { ...bearer(token), 'content-length': body.length };
  const sent = request(`${url}/graphql`, { method: 'POST', headers, agent: false });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
  sent.flushHeaders();
  return { status, finish: () => void (sent.destroyed || sent.end(body)) };
}
