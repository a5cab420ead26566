import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { isOwnPage, sessionTokenOf } from './session-cookie.js';

/**
 * Whether a page of this very server opens the socket, a program that is no browser, or a page of
 * somebody else, which would do it with the cookies of whoever looks at it.
 */
export function originOf(request: IncomingMessage, publicUrl?: string): 'own' | 'none' | 'foreign' {
  const { origin, host } = request.headers;
  if (origin === undefined) return 'none';
  if (origin === publicUrl) return 'own';
  if (host === undefined || !URL.canParse(origin)) return 'foreign';
  return new URL(origin).host === host.toLowerCase() ? 'own' : 'foreign';
}

/**
 * What the request has instead of an `Authorization` in `connection_init`: the header, or else the
 * session of a browser, for pages that the HTTP gateway would take it from, and no others.
 */
export function authorizationOf(request: IncomingMessage, publicUrl?: string): string | undefined {
  const { authorization, cookie, origin } = request.headers;
  if (authorization !== undefined || origin === undefined) return authorization;
  const token = sessionTokenOf(cookie);
  const headers = { get: (name: string) => String(request.headers[name] ?? '') || undefined };
  return token !== undefined && isOwnPage(headers, publicUrl) ? `Bearer ${token}` : undefined;
}

/** Answers a request for an upgrade that is not granted, in plain HTTP. */
export function refuseUpgrade(stream: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? 'Refused';
  const head = [`HTTP/1.1 ${status} ${reason}`, 'connection: close', 'content-length: 0'];
  stream.end(`${head.join('\r\n')}\r\n\r\n`, () => stream.destroy());
}
