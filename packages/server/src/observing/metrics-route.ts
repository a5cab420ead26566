import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import { refuse, sendText } from '../http/answer.js';
import type { Route } from '../http/route.js';
import { pathOf } from '../http/route.js';
import type { Metrics } from './metrics.js';

/** `/metrics` for whoever bears the token; for anybody else it is not there. */
export function metricsRoute(metrics: Metrics, token: string): Route {
  const wanted = digest(`Bearer ${token}`);
  return {
    method: 'GET',
    path: '/metrics',
    always: true,
    handle: async (request, response, { requestId }) => {
      if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) {
        const message = 'Nothing is here.';
        return refuse(response, { status: 404, code: 'NOT_FOUND', message, requestId });
      }
      const { type, text } = await metrics.read();
      sendText(response, { status: 200, type, text });
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const ROUTES = ['/graphql', '/uploads/', '/downloads/', '/explorer', '/livez', '/readyz', '/auth/'];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']);

/** Counts every answer of a server. */
export function countAnswers(server: Server, metrics: Metrics): void {
  server.on('request', (request, response) => {
    const started = performance.now();
    const path = pathOf(request);
    const route = ROUTES.find((known) => path.startsWith(known)) ?? 'other';
    const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : 'other';
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.http({ route, method, status, seconds: (performance.now() - started) / 1_000 });
    });
  });
}
