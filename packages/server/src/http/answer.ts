import type { ServerResponse } from 'node:http';

/** A refusal in the form of a GraphQL error. */
export interface Refusal {
  status: number;
  code:
    'BAD_USER_INPUT' | 'QUERY_TOO_COMPLEX' | 'NOT_FOUND' | 'UNAVAILABLE' | 'DEADLINE' | 'INTERNAL';
  message: string;
  requestId?: string;
  headers?: Record<string, string>;
}

const retryable = new Set(['UNAVAILABLE', 'DEADLINE']);

/** How long an answer may take to be read; then the connection is cut. */
export const readTimeoutMs = 30_000;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const type = 'application/json; charset=utf-8';
  sendText(response, { status, type, text: JSON.stringify(body) });
}

export function sendText(
  response: ServerResponse,
  answer: { status: number; type: string; text: string },
): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(answer.text);
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': body.length,
  });
  response.end(body);
}

/** Answers `{ errors: [...] }`. Does nothing when an answer was begun already. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(refusal.headers ?? {})) {
    response.setHeader(name, value);
  }
  sendJson(response, refusal.status, refusalBody(refusal));
}

export function refusalBody(refusal: Refusal): { errors: unknown[] } {
  const { code, message, requestId } = refusal;
  const extensions = {
    code,
    ...(requestId && { requestId }),
    retryable: retryable.has(code),
  };
  return { errors: [{ message, extensions }] };
}

/** Writes a part of an answer; resolves when there is room for more. False: the reader is gone. */
export function writePart(response: ServerResponse, part: string): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  if (response.write(part)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      response.off('drain', settle).off('close', settle);
      resolve(!response.destroyed);
    };
    const timer = setTimeout(() => response.destroy(), readTimeoutMs);
    response.on('drain', settle).on('close', settle);
  });
}
