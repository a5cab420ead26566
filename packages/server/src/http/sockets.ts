import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal, type Principal, type SubscriptionFront } from '@bureau/core';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Logger } from '../log.js';
import { authorizationOf, originOf, refuseUpgrade } from './upgrade.js';
import { pathOf } from './route.js';
import { SocketSession } from './socket-session.js';

/** Close codes of the protocol graphql-transport-ws, and those of RFC 6455 that are used here. */
export const CLOSE = {
  goingAway: 1001,
  tryAgainLater: 1013,
  unauthorized: 4401,
  forbidden: 4403,
  tooMany: 4429,
  internal: 4500,
} as const;

export interface SocketLimits {
  /** Open sockets of one principal. Default 20. */
  socketsPerPrincipal?: number;
  /** Open subscriptions of one socket. Default 20. */
  subscriptionsPerSocket?: number;
  /** Bytes of one message. Default 64 kB. */
  messageBytes?: number;
  /** Milliseconds until `connection_init` must be there. Default 10 s. */
  initMs?: number;
  /** Milliseconds between two pings; a socket that answers none of them is cut. Default 15 s. */
  pingMs?: number;
  /** Milliseconds between two looks at the rights of an open socket. Default 2 s. */
  recheckMs?: number;
}

export interface SocketServerOptions {
  server: Server;
  /** The only path that is upgraded. */
  path: string;
  logger: Logger;
  subscriber: SubscriptionFront;
  /** Who presents this `Authorization`; throws a Refusal UNAUTHENTICATED. */
  authenticate(authorization: string | undefined): Promise<Principal>;
  isDraining(): boolean;
  /** Address of this server as browsers know it; default: the one that they name. */
  publicUrl?: string | undefined;
  limits?: SocketLimits;
}

export interface SocketServer {
  /** Tells every client to come back (1001) and cuts those that stay. */
  close(): Promise<void>;
}

const DEFAULTS: Required<SocketLimits> = {
  socketsPerPrincipal: 20,
  subscriptionsPerSocket: 20,
  messageBytes: 64 * 1024,
  initMs: 10_000,
  pingMs: 15_000,
  recheckMs: 2_000,
};
/** Unsent bytes of a socket, from which on its reader is too slow. */
const MAX_BUFFERED = 1024 * 1024;
const CLOSE_MS = 1_000;

interface Extra {
  session: SocketSession;
}

/** Serves subscriptions on the port of the HTTP server: graphql-transport-ws and nothing else. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const limits = { ...DEFAULTS, ...options.limits };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) =>
      offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  const open = new Map<string, number>();
  const protocol = protocolOf(options, limits, open);
  options.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (options.isDraining()) return refuseUpgrade(stream, 503);
    if (pathOf(request) !== options.path) return refuseUpgrade(stream, 404);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => options.logger.debug({ err: error }, 'socket failed'));
      if (originOf(request, options.publicUrl) === 'foreign') {
        return socket.close(CLOSE.forbidden, 'Foreign origin');
      }
      serve({ socket, request, protocol, options, limits });
    });
  });
  return { close: () => closeAll(sockets) };
}

type Protocol = ReturnType<typeof makeServer<Record<string, unknown>, Extra>>;

/** The protocol's state machine over our own credentials and subscriber. */
function protocolOf(
  options: SocketServerOptions,
  limits: Required<SocketLimits>,
  open: Map<string, number>,
): Protocol {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: limits.initMs,
    onConnect: async ({ connectionParams, extra }) => {
      const principal = await extra.session.signIn(connectionParams);
      if (!principal) return false;
      const count = (open.get(principal.id) ?? 0) + 1;
      if (count > limits.socketsPerPrincipal) {
        extra.session.close(CLOSE.tooMany, 'Too many sockets');
        return false;
      }
      open.set(principal.id, count);
      extra.session.onClosed(() => {
        const left = (open.get(principal.id) ?? 1) - 1;
        if (left > 0) open.set(principal.id, left);
        else open.delete(principal.id);
      });
      return true;
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket) {
        const message = `A socket takes ${limits.subscriptionsPerSocket} subscriptions.`;
        return [extra.session.shown(new Refusal('QUERY_TOO_COMPLEX', message))];
      }
      return extra.session.prepare(payload);
    },
    subscribe: ({ contextValue }) => contextValue as AsyncIterable<never>,
    // The answers have their last form; the library would take their errors for its own.
    onNext: (...call) => call[4],
  });
}

interface Served {
  socket: WebSocket;
  request: IncomingMessage;
  protocol: Protocol;
  options: SocketServerOptions;
  limits: Required<SocketLimits>;
}

function serve({ socket, request, protocol, options, limits }: Served): void {
  const session = new SocketSession({
    requestId: randomUUID(),
    authorization: authorizationOf(request, options.publicUrl),
    close: (code, reason) => socket.close(code, reason),
    authenticate: options.authenticate,
    subscriber: options.subscriber,
    logger: options.logger,
    recheckMs: limits.recheckMs,
  });
  const stopPings = keepAlive(socket, limits.pingMs);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) => {
        socket.on('message', (data: RawData) => {
          take(String(data)).catch((error: unknown) => {
            options.logger.error({ err: error }, 'socket message failed');
            socket.close(CLOSE.internal, 'Internal error');
          });
        });
      },
    },
    { session },
  );
  socket.once('close', (code, reason) => {
    stopPings();
    session.ended();
    void closed(code, String(reason));
  });
}

function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount > MAX_BUFFERED) {
    socket.terminate();
    return Promise.resolve();
  }
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

function keepAlive(socket: WebSocket, pingMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  const gone = [...sockets.clients].map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.close(CLOSE.goingAway, 'The server is stopping; connect again');
        setTimeout(() => socket.terminate(), CLOSE_MS).unref();
      }),
  );
  await Promise.all(gone);
}
