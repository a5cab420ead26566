import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.js';
import { readTimeoutMs, refuse, sendText } from './answer.js';
import { createClientAddress } from './client-address.js';
import { guardConnections } from './connections.js';
import { createDrain, type Drain } from './drain.js';
import { type Exchange, type Handler, RequestAborted } from './exchange.js';
import { explorerRoute } from './explorer.js';
import { probeRoutes, type Readiness } from './probes.js';
import { findRoute, pathOf, type Route } from './route.js';
import { type SendingPace, watchSenders } from './slow-senders.js';

export interface HttpServerOptions {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** `/graphql`: the gateway's handler. */
  graphql: Handler;
  /** Looked through before the server's own. */
  routes?: Route[];
  ready(): Promise<Readiness>;
  /** Text of `/schema.graphql`; without it that path does not exist. */
  schemaText?: () => string;
  logger: Logger;
  /** Open connections of one address at once. Default 1,000. */
  connectionsPerAddress?: number;
  /** Milliseconds; defaults 10 s for the header, 30 s each for the request and for its answer. */
  timeouts?: { headers: number; request: number; read?: number };
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. Default: none. */
  trustedProxies?: readonly string[] | undefined;
}

export interface HttpServer {
  /** For a WebSocket server on the same port. */
  readonly server: Server;
  readonly draining: boolean;
  /** Rejects when the port is taken. */
  listen(): Promise<{ port: number; url: string }>;
  /** Not ready, refuse new requests, wait for those under way, abort the rest, close. Once. */
  close(drainSeconds: number): Promise<void>;
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};
const keepAliveMs = 65_000;
const lingerMs = 150;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const drain = createDrain();
  const routes = [...(options.routes ?? []), ...ownRoutes(options, drain)];
  const open = new Set<ServerResponse>();
  const addressOf = createClientAddress(options.trustedProxies);
  const { headers, request } = options.timeouts ?? { headers: 10_000, request: 30_000 };
  const server = createServer({
    headersTimeout: headers,
    // The bound behind all others, as that of bodies whose answer is out already.
    requestTimeout: Math.max(request, ...routes.map(({ pace }) => pace?.mostMs ?? 0)),
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(1_000, headers),
  });
  server.maxHeadersCount = 100;
  watchSenders(server, { open, floorMs: request, paceOf: (sent) => paceOf(routes, sent) });
  guardConnections(server, options.connectionsPerAddress ?? 1_000);
  server.on('request', (incoming, response) => {
    const call = { incoming, response, routes, drain, open, logger: options.logger };
    void answer({ ...call, addressOf, readMs: options.timeouts?.read ?? readTimeoutMs });
  });
  let closing: Promise<void> | undefined;
  return {
    server,
    get draining() {
      return drain.draining;
    },
    listen: () => listen(server, options),
    close: (drainSeconds) => (closing ??= close({ server, drain, open, seconds: drainSeconds })),
  };
}

function ownRoutes(options: HttpServerOptions, drain: Drain): Route[] {
  const { schemaText } = options;
  const home: Handler = (_request, response) => {
    response.writeHead(302, { location: '/explorer', 'content-length': 0 }).end();
  };
  const schema: Handler = (_request, response) => {
    const type = 'text/plain; charset=utf-8';
    sendText(response, { status: 200, type, text: schemaText?.() ?? '' });
  };
  return [
    { method: '*', path: '/graphql', handle: options.graphql },
    ...probeRoutes(() => options.ready(), drain),
    explorerRoute('/graphql'),
    { method: 'GET', path: '/', handle: home },
    ...(schemaText ? [{ method: 'GET', path: '/schema.graphql', handle: schema }] : []),
  ];
}

/** Of an address that takes bodies at a pace of its own. */
function paceOf(routes: Route[], incoming: IncomingMessage): SendingPace | undefined {
  const match = findRoute(routes, incoming.method ?? 'GET', pathOf(incoming));
  return 'route' in match ? match.route.pace : undefined;
}

interface Incoming {
  incoming: IncomingMessage;
  response: ServerResponse;
  routes: Route[];
  drain: Drain;
  /** Answers that are not out yet. */
  open: Set<ServerResponse>;
  logger: Logger;
  addressOf: (request: IncomingMessage) => string;
  /** How long an answer may take to be read. */
  readMs: number;
}

async function answer(call: Incoming): Promise<void> {
  const { incoming, response, drain, logger } = call;
  const requestId = requestIdOf(incoming);
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
  const match = findRoute(call.routes, incoming.method ?? 'GET', pathOf(incoming));
  if (!('route' in match)) return refuseUnknown(response, { allow: match.allow, requestId });
  const admission = drain.enter();
  if (!admission && !match.route.always) return refuseDraining(response, requestId);
  call.open.add(response);
  response.once('close', () => {
    call.open.delete(response);
    if (!response.writableFinished) admission?.abort(new RequestAborted('client'));
    admission?.leave();
  });
  const { signal, abort } = admission ?? uncounted();
  const exchange = { requestId, remoteAddress: call.addressOf(incoming), signal, abort };
  try {
    await match.route.handle(incoming, response, exchange);
  } catch (error) {
    logger.error({ err: error, requestId }, 'request failed');
    refuse(response, { status: 500, code: 'INTERNAL', message: 'Internal error.', requestId });
    if (!response.writableEnded) response.destroy();
  }
  cutSlowReader(response, call.readMs);
  cutUnread(incoming, call.readMs);
}

/** What is answered while the server drains. */
function uncounted(): Pick<Exchange, 'signal' | 'abort'> {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}

/** A caller's id is kept when it is short and plain: it goes into logs and answers. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

function refuseUnknown(
  response: ServerResponse,
  what: { allow: string[]; requestId: string },
): void {
  const { allow, requestId } = what;
  if (allow.length === 0) {
    refuse(response, { status: 404, code: 'NOT_FOUND', message: 'Nothing is here.', requestId });
    return;
  }
  refuse(response, {
    status: 405,
    code: 'BAD_USER_INPUT',
    message: 'This method is not answered here.',
    requestId,
    headers: { allow: allow.join(', ') },
  });
}

function refuseDraining(response: ServerResponse, requestId: string): void {
  refuse(response, {
    status: 503,
    code: 'UNAVAILABLE',
    message: 'The server is stopping; try again.',
    requestId,
    headers: { connection: 'close', 'retry-after': '1' },
  });
}

function cutSlowReader(response: ServerResponse, readMs: number): void {
  if (!response.writableEnded || response.writableFinished || response.destroyed) return;
  const timer = setTimeout(() => response.destroy(), readMs);
  response.once('close', () => clearTimeout(timer));
}

/** A body that nobody asked for holds the connection no longer than an answer does. */
function cutUnread(incoming: IncomingMessage, readMs: number): void {
  if (incoming.complete || incoming.destroyed) return;
  const timer = setTimeout(() => incoming.destroy(), readMs);
  incoming.once('close', () => clearTimeout(timer));
}

function listen(
  server: Server,
  { port, host }: HttpServerOptions,
): Promise<{ port: number; url: string }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      const open = ['0.0.0.0', '::'].includes(host);
      const name = open ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve({ port: address.port, url: `http://${name}:${address.port}` });
    });
  });
}

/** It listens until the last answer is out: a late request is told to come again, not cut off. */
async function close(what: {
  server: Server;
  drain: Drain;
  open: Set<ServerResponse>;
  seconds: number;
}): Promise<void> {
  const { server, drain, open, seconds } = what;
  for (const response of open) {
    if (!response.headersSent) response.setHeader('connection', 'close');
  }
  await drain.drain(seconds);
  await sleep(lingerMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const forced = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(forced);
}
