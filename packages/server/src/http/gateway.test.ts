import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { createLogger } from '../log.js';
import type { RequestFacts } from './admission.js';
import { createGateway, type Gateway } from './gateway.js';
import { createHttpServer, type HttpServer } from './server.js';

const secretStack = 'connection to 10.1.2.3 failed';
const written: string[] = [];
const logger = createLogger({
  level: 'info',
  destination: { write: (line) => void written.push(line) },
});
let facts: RequestFacts | undefined;
/** Requests that were let in and have not left. */
let inside = 0;
let until = 0;
let gateway: Gateway;
let http: HttpServer;
let url: string;

function schema(): GraphQLSchema {
  const built = buildSchema(`
    type Query { hello(name: String): String slow(ms: Int!): String broken: String }
    type Mutation { touch: Boolean }`);
  const fields = { ...built.getQueryType()!.getFields(), ...built.getMutationType()!.getFields() };
  fields.hello!.resolve = (_root, args: { name?: string }) => `hello ${args.name ?? 'you'}`;
  fields.touch!.resolve = () => true;
  fields.slow!.resolve = (_root, args: { ms: number }) => sleep(args.ms, 'done', { ref: false });
  fields.broken!.resolve = () => {
    throw new Error(secretStack);
  };
  return built;
}

beforeAll(async () => {
  gateway = await createGateway({
    schema: schema(),
    plugins: [],
    hardLimitMs: 400,
    logger,
    admit: (request) => {
      facts = request;
      const who = request.headers.get('Authorization');
      if (who === 'broken') return Promise.reject(new Error(secretStack));
      if (who === 'nobody') {
        const extensions = { code: 'UNAUTHENTICATED', http: { status: 401 } };
        return Promise.reject(new GraphQLError('Not signed in.', { extensions }));
      }
      inside += 1;
      const limits = { bodyBytes: 256 * 1024, deadlineMs: 60_000 };
      const context = (deadline: number) => ({ deadline: (until = deadline) });
      const textOf = () => Promise.resolve(undefined);
      return Promise.resolve({ ...limits, textOf, context, leave: () => void (inside -= 1) });
    },
    formatError: (formatted) =>
      formatted.extensions?.code === 'INTERNAL_SERVER_ERROR'
        ? { message: 'Internal error.', extensions: { code: 'INTERNAL' } }
        : formatted,
  });
  http = createHttpServer({
    port: 0,
    host: '127.0.0.1',
    graphql: gateway.handle,
    ready: () => Promise.resolve({ ok: true, checks: {} }),
    logger,
  });
  url = `${(await http.listen()).url}/graphql`;
});

afterAll(async () => {
  await http.close(0);
  await Promise.all([gateway.stop(), gateway.stop()]);
});

interface Call {
  body?: RequestInit['body'];
  headers?: Record<string, string>;
  method?: string;
  path?: string;
}

async function call({ body, headers, method = 'POST', path = '' }: Call) {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body, duplex: 'half' }),
  });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/json/);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(text).not.toMatch(/stack|node_modules|10\.1\.2\.3/);
  const json = JSON.parse(text) as { data?: unknown; errors?: { extensions: object }[] };
  return { status: response.status, headers: response.headers, json };
}

const query = (text: string): string => JSON.stringify({ query: text });
const refused = (status: number, code = 'BAD_USER_INPUT') => ({
  status,
  json: { errors: [{ extensions: { code } }] },
});

test('answers an operation, and knows the request', async () => {
  const answer = await call({
    body: query('{ hello(name: "Ada") }'),
    headers: { 'x-request-id': 'request-0001' },
  });
  expect(answer).toMatchObject({ status: 200, json: { data: { hello: 'hello Ada' } } });
  expect(answer.headers.get('x-request-id')).toBe('request-0001');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(facts).toMatchObject({
    method: 'POST',
    remoteAddress: '127.0.0.1',
    requestId: 'request-0001',
  });
  expect(until - Date.now()).toBeGreaterThan(50_000);
});

test('a query by GET needs the preflight header, a mutation by GET is 405', async () => {
  const path = `?query=${encodeURIComponent('{ hello }')}`;
  const get = (headers: Record<string, string>, at = path) =>
    fetch(url + at, { headers }).then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
  expect(await get({})).toMatchObject({ status: 400 });
  expect(await get({ 'content-type': 'application/strange' })).toMatchObject({ status: 415 });
  const preflight = { 'apollo-require-preflight': '1' };
  expect(await get(preflight)).toMatchObject({ status: 200 });
  const mutation = `?query=${encodeURIComponent('mutation { touch }')}`;
  expect(await get(preflight, mutation)).toMatchObject({ status: 405 });
  expect(await call({ method: 'PUT', body: '{}' })).toMatchObject(refused(405));
});

test.each([
  ['not JSON', '{"query":'],
  ['empty', ''],
  ['a batch', `[${query('{ hello }')}]`],
  ['a number', '12'],
  ['100,000 brackets', '['.repeat(100_000)],
  ['deep variables', `{"query":"{hello}","variables":{"a":${'['.repeat(50_000)}`],
])('%s is 400', async (_title, body) => {
  expect(await call({ body })).toMatchObject(refused(400));
});

test('bytes that are not UTF-8 are 400', async () => {
  expect(await call({ body: new Uint8Array([0x7b, 0xff, 0x7d]) })).toMatchObject(refused(400));
});

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['text', { 'content-type': 'text/plain' }],
  ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['Latin-1', { 'content-type': 'application/json; charset=latin1' }],
  ['gzip', { 'content-encoding': 'gzip' }],
])('rows 15 and 45: %s is 415', async (_title, headers) => {
  const body = 'content-encoding' in headers ? gzipSync(query('{ hello }')) : query('{ hello }');
  expect(await call({ body, headers })).toMatchObject(refused(415));
});

test('more than 256 kB is 413, announced or not', async () => {
  const large = query(`{ hello } #${'x'.repeat(256 * 1024)}`);
  expect(await call({ body: large })).toMatchObject(refused(413));
  const chunks = new ReadableStream({
    start(controller) {
      for (let at = 0; at < large.length; at += 60_000) {
        controller.enqueue(new TextEncoder().encode(large.slice(at, at + 60_000)));
      }
      controller.close();
    },
  });
  expect(await call({ body: chunks })).toMatchObject(refused(413));
  const fits = query(`{ hello } #${'x'.repeat(250 * 1024)}`);
  expect(await call({ body: fits })).toMatchObject({ status: 200 });
});

test('2,000 tokens are the limit', async () => {
  const body = query(`{ ${'hello '.repeat(2_000)} }`);
  const code = 'GRAPHQL_PARSE_FAILED';
  expect(await call({ body })).toMatchObject(refused(200, code));
  const headers = { accept: 'application/graphql-response+json' };
  expect(await call({ body, headers })).toMatchObject(refused(400, code));
});

test('brackets nested too deeply do not reach the parser', async () => {
  const deep = `{ hello(name: ${'['.repeat(100_000)}`;
  expect(await call({ body: query(deep) })).toMatchObject(refused(400, 'QUERY_TOO_COMPLEX'));
});

test('an error of the context has its status, and never a stack', async () => {
  const body = query('{ hello }');
  const nobody = await call({ body, headers: { authorization: 'nobody' } });
  expect(nobody).toMatchObject(refused(401, 'UNAUTHENTICATED'));
  const broken = await call({ body, headers: { authorization: 'broken' } });
  expect(broken).toMatchObject(refused(500, 'INTERNAL'));
  expect(await call({ body: query('{ broken }') })).toMatchObject({
    status: 200,
    json: { data: { broken: null }, errors: [{ extensions: { code: 'INTERNAL' } }] },
  });
});

test('what takes far too long answers DEADLINE and aborts the signal', async () => {
  const answer = await call({ body: query('{ slow(ms: 2000) }') });
  expect(answer).toMatchObject(refused(503, 'DEADLINE'));
  expect(facts!.signal.reason).toMatchObject({ why: 'deadline' });
});

test('a client that goes away aborts the signal', async () => {
  const abort = new AbortController();
  facts = undefined;
  const pending = fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: query('{ slow(ms: 300) }'),
    signal: abort.signal,
  }).catch(() => 'gone');
  while (!facts) await sleep(5);
  const { signal } = facts as RequestFacts;
  abort.abort();
  expect(await pending).toBe('gone');
  while (!signal.aborted) await sleep(5);
  expect(signal.reason).toMatchObject({ why: 'client' });
});

test('a body that is cut off leaves nothing behind', async () => {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n' +
      'content-length: 100\r\n\r\n{"query"',
  );
  await sleep(30);
  socket.destroy();
  await sleep(30);
  expect(await call({ body: query('{ hello }') })).toMatchObject({ status: 200 });
});

test('who is not let in is answered before the body is read, which is not kept', async () => {
  const body = query(`{ hello } #${'x'.repeat(4 * 1024 * 1024)}`);
  const answer = await call({ body, headers: { authorization: 'nobody' } });
  expect(answer).toMatchObject(refused(401, 'UNAUTHENTICATED'));
});

test('everybody who was let in leaves, however the request ended', async () => {
  while (inside > 0) await sleep(5);
  expect(inside).toBe(0);
});

test('a header of a type list is read as one', async () => {
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method: 'POST',
      headers: { 'content-type': 'Application/JSON;charset=UTF-8', accept: '*/*' },
    });
    request.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
    request.end(query('{ hello }'));
  });
  expect(status).toBe(200);
});
