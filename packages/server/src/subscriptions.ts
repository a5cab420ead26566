import {
  createLiveConnection,
  createSubscriptionFront,
  type Runtime,
  type SubscriptionWalls,
} from '@bureau/core';
import { requestPrincipal } from './admission.js';
import type { HttpServer } from './http/server.js';
import { createSocketServer, type SocketServer } from './http/sockets.js';
import type { Logger } from './log.js';

/** Where sockets are opened. */
export interface SocketPlace {
  http: HttpServer;
  logger: Logger;
  /** Address of this server as browsers know it; default: the one that they name. */
  publicUrl: string | undefined;
}

/**
 * Subscriptions on the port of the HTTP server; they hear of events by one connection of this
 * process, as the role of `appUrl`.
 */
export async function openSockets(
  runtime: Runtime,
  appUrl: string,
  { http, logger, publicUrl, ...walls }: SubscriptionWalls & SocketPlace,
): Promise<SocketServer> {
  const live = createLiveConnection(runtime, appUrl);
  await live.listen();
  const sockets = createSocketServer({
    server: http.server,
    path: '/graphql',
    logger,
    subscriber: createSubscriptionFront(runtime, walls),
    authenticate: (authorization) => requestPrincipal(runtime, authorization),
    isDraining: () => http.draining,
    publicUrl,
  });
  return {
    close: async () => {
      await sockets.close();
      await live.close();
    },
  };
}
