import {
  createDocumentCatalogue,
  formatError,
  limitRules,
  RateLimiter,
  type RequestContext,
} from '@bureau/core';
import { createAdmission } from './admission.js';
import { documentRoutes } from './documents.js';
import type { Environment } from './environment.js';
import { createExecution } from './lane.js';
import { downloadRoute } from './http/downloads.js';
import { createGateway } from './http/gateway.js';
import { oidcRoute } from './http/oidc.js';
import { pictureRoute } from './http/pictures.js';
import type { Route } from './http/route.js';
import { createHttpServer } from './http/server.js';
import { uploadRoute } from './http/uploads.js';
import { createBacklog } from './observing/backlog.js';
import { type DiskGuard, guarded, guardPlugin } from './observing/disk-guard.js';
import { createMetrics, type Metrics } from './observing/metrics.js';
import { countAnswers, metricsRoute } from './observing/metrics-route.js';
import { createObserver, observingPlugin } from './observing/request-log.js';
import { createOperations, operationPlugin } from './operations.js';
import { readiness } from './readiness.js';
import type { ServeOptions, StartedPlatform, Stops } from './serve.js';
import { unsubscribeRoutes } from './http/unsubscribe.js';
import { openSockets } from './subscriptions.js';

/** The address cannot be listened on. */
export class ListenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListenError';
  }
}

/**
 * Opens the server to the world: the gateway, its routes and sockets, and what watches them. Sets
 * `base.url` when it listens.
 */
export async function startFront(
  { composition, runtime, database }: StartedPlatform,
  stops: Stops,
  { environment, logger, base, guard }: ServeOptions & { base: { url: string }; guard: DiskGuard },
): Promise<void> {
  const { publicUrl } = environment;
  const documents = createDocumentCatalogue(runtime);
  stops.push(() => documents.flush());
  const backlog = createBacklog(database.urls.worker);
  stops.push(() => backlog.close());
  const metrics = createMetrics(runtime, backlog);
  const limiter = new RateLimiter({ processes: environment.serverProcesses });
  const operations = createOperations(runtime, limiter);
  const observe = createObserver(logger, metrics);
  const { execute, lane } = createExecution(runtime, { operations, observe });
  const gateway = await createGateway<RequestContext>({
    schema: composition.schema,
    execute,
    lane,
    plugins: [guardPlugin(guard), operationPlugin(runtime, operations), observingPlugin(observe)],
    validationRules: limitRules(),
    admit: createAdmission(runtime, { limiter, documents, publicUrl }),
    formatError: (_formatted, error) => formatError(error, { log: logger }),
    logger,
  });
  stops.push(() => gateway.stop());
  const http = createHttpServer({
    port: environment.port,
    host: environment.host,
    graphql: gateway.handle,
    trustedProxies: environment.trustedProxies,
    ready: () => readiness({ runtime, composition, backlog, guard }),
    routes: [
      ...documentRoutes(runtime),
      ...[guarded(guard, uploadRoute(runtime)), downloadRoute(runtime)],
      guarded(guard, pictureRoute(runtime)),
      oidcRoute(runtime, { logger, publicUrl: () => publicUrl ?? base.url }),
      ...unsubscribeRoutes(runtime),
      ...metricsRoutes(metrics, environment),
    ],
    logger,
  });
  if (environment.metricsToken) countAnswers(http.server, metrics);
  stops.push(() => http.close(environment.drainSeconds));
  const sockets = await openSockets(runtime, database.urls.app, {
    ...{ http, logger, documents, limiter, publicUrl },
  });
  stops.push(() => sockets.close());
  const { url } = await http.listen().catch((error: unknown) => {
    throw listenError(environment, error);
  });
  base.url = url;
}

function metricsRoutes(metrics: Metrics, { metricsToken }: Environment): Route[] {
  return metricsToken === undefined ? [] : [metricsRoute(metrics, metricsToken)];
}

function listenError({ host, port }: Environment, error: unknown): ListenError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'EADDRINUSE' ? 'another program listens there' : (code ?? message);
  return new ListenError(
    `Bureau cannot listen on ${host}:${port}: ${reason}. Set PORT or HOST, or end that program.`,
    { cause: error },
  );
}
