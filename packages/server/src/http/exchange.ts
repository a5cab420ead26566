import type { IncomingMessage, ServerResponse } from 'node:http';

/** What every handler knows of the request beside request and response. */
export interface Exchange {
  /** Of the caller (`x-request-id`), when it has the right form, else a new one. */
  requestId: string;
  /** Address of the client, as far as it can be believed (client-address.ts). */
  remoteAddress: string;
  /** Aborts, with a RequestAborted, when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** Nobody waits any more. */
  abort(reason: RequestAborted): void;
}

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
) => Promise<void> | void;

/** Why the work for a request should stop. */
export class RequestAborted extends Error {
  constructor(readonly why: 'client' | 'draining' | 'deadline') {
    super(`request aborted: ${why}`);
    this.name = 'RequestAborted';
  }
}
