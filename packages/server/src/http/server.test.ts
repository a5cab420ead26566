import { Agent, get, type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../log.js';
import { sendJson } from './answer.js';
import type { Handler } from './exchange.js';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.js';

const logger = createLogger({ level: 'silent' });
const servers: HttpServer[] = [];
let signals: AbortSignal[] = [];

const graphql: Handler = async (request, response, { signal }) => {
  signals.push(signal);
  await sleep(Number(new URL(request.url ?? '/', 'http://x').searchParams.get('ms')));
  sendJson(response, signal.aborted ? 503 : 200, { aborted: signal.aborted });
};

async function start(options: Partial<HttpServerOptions> = {}) {
  signals = [];
  const http = createHttpServer({
    port: 0,
    host: '127.0.0.1',
    graphql,
    ready: () => Promise.resolve({ ok: true, checks: { database: 'ok' } }),
    logger,
    ...options,
  });
  servers.push(http);
  return { http, ...(await http.listen()) };
}

const underWay = async (count: number): Promise<void> => {
  while (signals.length < count) await sleep(5);
};

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});

test('routes: exact, prefix, method, home, nothing', async () => {
  const uploads: Handler = (request, response) => sendJson(response, 201, { at: request.url });
  const { url } = await start({
    routes: [{ method: 'PUT', path: '/uploads/', prefix: true, handle: uploads }],
    schemaText: () => 'type Query { a: Int }',
  });
  const answer = async (path: string, method = 'GET') => {
    const response = await fetch(url + path, { method, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  expect(await answer('/uploads/tok?a=1', 'PUT')).toMatchObject({
    status: 201,
    text: '{"at":"/uploads/tok?a=1"}',
  });
  const wrong = await answer('/uploads/tok', 'POST');
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('PUT');
  expect(await answer('/schema.graphql')).toMatchObject({ text: 'type Query { a: Int }' });
  expect(await answer('/schema.graphql', 'HEAD')).toMatchObject({ status: 200, text: '' });
  const home = await answer('/');
  expect([home.status, home.headers.get('location')]).toEqual([302, '/explorer']);
  const missing = await answer('/../etc/passwd%00');
  expect(missing.status).toBe(404);
  expect(JSON.parse(missing.text)).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND' } }],
  });
  expect(missing.headers.get('x-content-type-options')).toBe('nosniff');
  expect(missing.headers.get('x-frame-options')).toBe('DENY');
  expect(missing.headers.get('referrer-policy')).toBe('no-referrer');
  expect(missing.headers.get('x-powered-by')).toBeNull();
});

test('a handler that throws is 500 without a reason', async () => {
  const handle: Handler = () => Promise.reject(new Error('secret reason'));
  const { url } = await start({ routes: [{ method: 'GET', path: '/bad', handle }] });
  const response = await fetch(`${url}/bad`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
});

test('probes', async () => {
  let ok = true;
  const { url } = await start({ ready: () => Promise.resolve({ ok, checks: { database: 'x' } }) });
  const live = await fetch(`${url}/livez`);
  expect(await live.json()).toMatchObject({
    ok: true,
    eventLoopDelayMs: { max: expect.any(Number) },
  });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  ok = false;
  const unready = await fetch(`${url}/readyz`);
  expect(unready.status).toBe(503);
  expect(await unready.json()).toEqual({ ok: false, checks: { database: 'x' } });
});

test('close lets the slow request end, refuses new ones, and may be called twice', async () => {
  const { http, url } = await start();
  const slow = fetch(`${url}/graphql?ms=300`);
  await underWay(1);
  const closing = http.close(10);
  const late = await fetch(`${url}/graphql?ms=0`);
  expect(late.status).toBe(503);
  expect(late.headers.get('connection')).toBe('close');
  expect(await late.json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
  });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  const answer = await slow;
  expect(answer.headers.get('connection')).toBe('close');
  expect(await answer.json()).toEqual({ aborted: false });
  await Promise.all([closing, http.close(10)]);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
});

test('close aborts what does not end in time', async () => {
  const { http, url } = await start();
  const slow = fetch(`${url}/graphql?ms=400`);
  await underWay(1);
  await http.close(0.05);
  expect((await slow).status).toBe(503);
  expect(signals[0]?.reason).toMatchObject({ why: 'draining' });
});

test('row 84: slow headers and bodies are cut off with a JSON answer', async () => {
  const { port } = await start({ timeouts: { headers: 200, request: 400 } });
  const send = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
      socket.on('close', () => resolve(received)).on('error', reject);
    });
  const [header, body, garbage] = await Promise.all([
    send('POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow:'),
    send('POST /nothing HTTP/1.0\r\ncontent-length: 10\r\n\r\n'),
    send('\u0016\u0003\u0001\r\n\r\n'),
  ]);
  expect(header).toMatch(/^HTTP\/1.1 408 [^]*"code":"BAD_USER_INPUT"/);
  expect(body).toMatch(/^HTTP\/1.1 404 /);
  expect(garbage).toMatch(/^HTTP\/1.1 400 [^]*application\/json/);
});

test('row 84: an idle connection that says nothing is cut off', async () => {
  const { port } = await start({ timeouts: { headers: 200, request: 400 } });
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.on('close', () => resolve('closed')));
  socket.on('error', () => undefined).resume();
  expect(await closed).toBe('closed');
});

test('row 84: one address has a limited number of connections', async () => {
  const { url } = await start({ connectionsPerAddress: 3 });
  const outcome = (agent: Agent) =>
    new Promise<string>((resolve) => {
      const request = httpRequest(`${url}/graphql?ms=1000`, { agent });
      request.on('response', (response: IncomingMessage) => {
        response.resume();
        resolve('answered');
      });
      request.on('error', () => resolve('cut'));
      request.end();
    });
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => outcome(new Agent())));
  expect(outcomes.filter((each) => each === 'answered')).toHaveLength(3);
  const alive = () =>
    new Promise<number | undefined>((resolve) => {
      get(`${url}/livez`, { agent: new Agent() }, (response) => {
        resolve(response.resume().statusCode);
      }).on('error', () => resolve(undefined));
    });
  // The places of those that were answered become free when their sockets have closed.
  while ((await alive()) !== 200) await sleep(20);
});

test('row 84: who does not read an answer is cut off', async () => {
  const handle: Handler = (_request, response) => {
    response.end(Buffer.alloc(64 * 1024 * 1024));
  };
  const timeouts = { headers: 5_000, request: 5_000, read: 200 };
  const { port } = await start({ routes: [{ method: 'GET', path: '/large', handle }], timeouts });
  const socket = connect(port, '127.0.0.1', () => {
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
  });
  socket.on('error', () => undefined).pause();
  await sleep(600);
  let size = 0;
  socket.on('data', (chunk: Buffer) => (size += chunk.length)).resume();
  await new Promise((resolve) => socket.on('close', resolve));
  expect(size).toBeLessThan(64 * 1024 * 1024);
});

test.each([
  ['two lengths', 'content-length: 2\r\ncontent-length: 40\r\n\r\n{}'],
  ['length and chunks', 'content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['an unknown encoding', 'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['a folded header', 'x-a: b\r\n content-length: 2\r\n\r\n{}'],
  ['a space before the colon', 'content-length : 2\r\n\r\n{}'],
])('row 85: a request that can be read in two ways is 400: %s', async (_name, rest) => {
  const { port } = await start();
  const second = 'GET /livez HTTP/1.1\r\nhost: x\r\n\r\n';
  const text = `POST /graphql?ms=0 HTTP/1.1\r\nhost: x\r\n${rest}${second}`;
  const received = await new Promise<string>((resolve, reject) => {
    let all = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk: Buffer) => (all += chunk.toString()));
    socket.on('close', () => resolve(all)).on('error', reject);
  });
  expect(received).toMatch(/^HTTP\/1.1 400 /);
  expect(received.match(/HTTP\/1.1/g)).toHaveLength(1);
});

test('a taken port rejects', async () => {
  const { port } = await start();
  const second = createHttpServer({
    port,
    host: '127.0.0.1',
    graphql,
    ready: () => Promise.resolve({ ok: true, checks: {} }),
    logger,
  });
  await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
