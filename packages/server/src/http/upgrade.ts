import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Whether a page of this very server opens the socket, a program that is no browser, or a page of
 * somebody else, which would do it with the cookies of whoever looks at it.
 */
export function originOf(request: IncomingMessage): 'own' | 'none' | 'foreign' {
  const { origin, host } = request.headers;
  if (origin === undefined) return 'none';
  if (host === undefined || !URL.canParse(origin)) return 'foreign';
  return new URL(origin).host === host.toLowerCase() ? 'own' : 'foreign';
}

/** Answers a request for an upgrade that is not granted, in plain HTTP. */
export function refuseUpgrade(stream: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? 'Refused';
  const head = [`HTTP/1.1 ${status} ${reason}`, 'connection: close', 'content-length: 0'];
  stream.end(`${head.join('\r\n')}\r\n\r\n`, () => stream.destroy());
}
