import type { IncomingMessage } from 'node:http';
import type { Handler } from './exchange.js';
import type { SendingPace } from './slow-senders.js';

/** One address that the server answers. */
export interface Route {
  /** In capitals; `*` for any. GET answers HEAD as well. */
  method: string;
  /** The whole path, or its beginning when `prefix` is set (`/uploads/`). */
  path: string;
  prefix?: boolean;
  /** Answered even while draining: only for probes. */
  always?: boolean;
  /** How fast bodies must come; default: the server's time for a request, whatever the size. */
  pace?: SendingPace;
  handle: Handler;
}

export type Match = { route: Route } | { allow: string[] };

/** The path of a request, not decoded, without its query. */
export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** The first route that fits; else the methods that the path has (none: it does not exist). */
export function findRoute(routes: Route[], method: string, path: string): Match {
  const asked = method === 'HEAD' ? 'GET' : method;
  const here = routes.filter((route) =>
    route.prefix ? path.startsWith(route.path) : path === route.path,
  );
  const route = here.find((candidate) => candidate.method === '*' || candidate.method === asked);
  return route ? { route } : { allow: [...new Set(here.map((other) => other.method))] };
}
