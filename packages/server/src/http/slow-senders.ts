import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { refuse } from './answer.js';

/** How fast a body must come. */
export interface SendingPace {
  /** Milliseconds that every body has, and that may pass without a byte of it. */
  floorMs: number;
  /** More time, for what has come so far; absent: the floor is all there is. */
  bytesPerSecond?: number;
  /** Milliseconds that no body may take longer. Default: no such bound. */
  mostMs?: number;
}

interface Watch {
  /** Answers that are not out yet. */
  open: Iterable<ServerResponse>;
  /** Milliseconds that a body has where its address says nothing. */
  floorMs: number;
  paceOf(request: IncomingMessage): SendingPace | undefined;
}

/**
 * Cuts off who sends too slowly, as long as the server listens. Whoever sends a byte now and then
 * holds a connection for nothing, while an honest slow line needs time by the size of its file: so
 * time is earned by bytes that have come, never by bytes that are announced.
 */
export function watchSenders(server: Server, watch: Watch): void {
  const known = new WeakMap<ServerResponse, Sending>();
  const everyMs = Math.min(1_000, watch.floorMs / 2);
  const look = (): void => {
    for (const response of watch.open) {
      if (response.req.complete) continue;
      const pace = watch.paceOf(response.req) ?? { floorMs: watch.floorMs };
      if (isTooSlow(pace, sentBy(response, known))) cut(response);
    }
  };
  server.once('listening', () => {
    const timer = setInterval(look, everyMs).unref();
    server.once('close', () => clearInterval(timer));
  });
}

/** A body as it was seen first, and when the last byte of it came. */
interface Sending {
  since: number;
  /** Bytes that the connection had read then. */
  from: number;
  read: number;
  readAt: number;
}

function sentBy(response: ServerResponse, known: WeakMap<ServerResponse, Sending>): Sent {
  const now = performance.now();
  const { bytesRead } = response.req.socket;
  const first = { since: now, from: bytesRead, read: bytesRead, readAt: now };
  const seen = known.get(response) ?? first;
  if (bytesRead > seen.read) Object.assign(seen, { read: bytesRead, readAt: now });
  known.set(response, seen);
  const { since, from, readAt } = seen;
  return { elapsedMs: now - since, quietMs: now - readAt, bytes: bytesRead - from };
}

/** What has come of a body since it was seen first. */
export interface Sent {
  elapsedMs: number;
  /** Since the last byte. */
  quietMs: number;
  bytes: number;
}

/** Whether a body of which so much has come is behind its pace. */
export function isTooSlow(
  { floorMs, bytesPerSecond, mostMs = Number.POSITIVE_INFINITY }: SendingPace,
  { elapsedMs, quietMs, bytes }: Sent,
): boolean {
  const earned = bytesPerSecond === undefined ? 0 : (bytes * 1_000) / bytesPerSecond;
  return quietMs > floorMs || elapsedMs > Math.min(floorMs + earned, mostMs);
}

function cut(response: ServerResponse): void {
  const end = (): void => void response.req.destroy();
  if (response.headersSent) return end();
  response.once('finish', end);
  const headers = { connection: 'close' };
  refuse(response, { status: 408, code: 'BAD_USER_INPUT', message: 'Request Timeout', headers });
}
