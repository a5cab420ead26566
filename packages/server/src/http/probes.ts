import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sendJson } from './answer.js';
import type { Drain } from './drain.js';
import type { Route } from './route.js';

/** Each check by name, with `ok` or what is wrong; no secrets. */
export interface Readiness {
  ok: boolean;
  checks: Record<string, string>;
}

const readyTimeoutMs = 3_000;
const nanosecondsPerMs = 1_000_000;

/**
 * `/livez` (the process turns; how late its event loop is, in milliseconds since the last call) and
 * `/readyz` (it may get requests; 503 when not, or while draining).
 */
export function probeRoutes(ready: () => Promise<Readiness>, drain: Drain): Route[] {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const ms = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.round(nanoseconds / nanosecondsPerMs) : 0;
  const live: Route['handle'] = (_request, response) => {
    const eventLoopDelayMs = { p50: ms(delay.percentile(50)), max: ms(delay.max) };
    delay.reset();
    sendJson(response, 200, { ok: true, eventLoopDelayMs });
  };
  const isReady: Route['handle'] = async (_request, response) => {
    const readiness = drain.draining
      ? { ok: false, checks: { server: 'draining' } }
      : await inTime(ready);
    sendJson(response, readiness.ok ? 200 : 503, readiness);
  };
  return [
    { method: 'GET', path: '/livez', always: true, handle: live },
    { method: 'GET', path: '/readyz', always: true, handle: isReady },
  ];
}

async function inTime(ready: () => Promise<Readiness>): Promise<Readiness> {
  const failed = (reason: string): Readiness => ({ ok: false, checks: { readiness: reason } });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(failed('no answer in time')), readyTimeoutMs);
  });
  try {
    return await Promise.race([ready(), late]);
  } catch {
    return failed('failed');
  } finally {
    clearTimeout(timer);
  }
}
