import { lookup as resolveName } from 'node:dns/promises';
import { request as http, type IncomingMessage } from 'node:http';
import { request as https, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { checkOutboundUrl, hostOf, OutboundRefused, type OutboundPolicy } from './outbound-url.js';
import { isLoopback, isPublicAddress } from './public-address.js';

/** A request to an address that somebody else named. */
export interface OutboundRequest {
  url: string;
  method: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Milliseconds for all of it. Default 10 s. */
  timeoutMs?: number;
  /** Bytes of the answer that are read; the rest is cut off. Default 64 kB. */
  maxBytes?: number;
}

/** A redirect is an answer like any other: it is not followed. */
export interface OutboundAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Resolves a name to all of its addresses. */
export type ResolveAll = (host: string) => Promise<readonly { address: string }[]>;

/** Sends requests to addresses that callers name, and to nothing inside. */
export interface Outbound {
  readonly policy: OutboundPolicy;
  /** @throws OutboundRefused, or Error with a `code` (TIMEOUT, ENOTFOUND, ECONNREFUSED, ...) */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/**
 * The way out. A name is resolved once, every address of it must be public, and the connection is
 * made to one of these very addresses: what the name resolves to later does not matter.
 */
export function createOutbound(
  policy: OutboundPolicy = { allowLoopback: false },
  resolve: ResolveAll = (host) => resolveName(host, { all: true }),
): Outbound {
  return {
    policy,
    async send(request) {
      const url = checkOutboundUrl(request.url, policy);
      const deadline = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
      const address = await untilAborted(addressOf(url, policy, resolve), deadline);
      return exchange(request, { url, address, signal: deadline });
    },
  };
}

async function addressOf(url: URL, policy: OutboundPolicy, resolve: ResolveAll): Promise<string> {
  const host = hostOf(url);
  if (isIP(host)) return host;
  const found = await resolve(host);
  const may = (address: string) =>
    isPublicAddress(address) ||
    (policy.allowLoopback && host === 'localhost' && isLoopback(address));
  const [first] = found;
  // One address inside among those outside is how a name gets past a guard.
  if (!first || !found.every(({ address }) => may(address))) {
    throw new OutboundRefused('ADDRESS_REFUSED');
  }
  return first.address;
}

function exchange(
  request: OutboundRequest,
  to: { url: URL; address: string; signal: AbortSignal },
): Promise<OutboundAnswer> {
  const { url, address, signal } = to;
  const options: RequestOptions = {
    method: request.method,
    headers: {
      ...request.headers,
      'content-length': Buffer.byteLength(request.body ?? ''),
      connection: 'close',
    },
    agent: false,
    signal,
    lookup: fixed(address),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? https : http;
    const outgoing = send(url, options, (incoming) => {
      readBody(incoming, request.maxBytes ?? MAX_BYTES).then(
        (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        fail,
      );
    });
    const fail = (error: unknown) => reject(signal.aborted ? timedOut() : (error as Error));
    outgoing.on('error', fail);
    outgoing.end(request.body);
  });
}

/** Whatever name is asked for, this address is the answer. */
function fixed(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    const rest = maxBytes - size;
    chunks.push(chunk.subarray(0, rest));
    size += chunk.length;
    if (size >= maxBytes) break; // which destroys the connection
  }
  return Buffer.concat(chunks).toString('utf8');
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(timedOut());
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function timedOut(): Error {
  return Object.assign(new Error('The other side took too long.'), { code: 'TIMEOUT' });
}
