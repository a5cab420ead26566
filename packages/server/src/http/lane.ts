import type { IncomingHttpHeaders } from 'node:http';
import type { BaseContext } from '@apollo/server';

/** An operation in its plain form: a POST with a document, its variables, and nothing else. */
export interface PlainOperation {
  query: string;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  /** The header of that name. */
  traceparent: string | undefined;
}

/** What is answered for a plain operation. */
export interface LaneAnswer {
  /** The whole answer as JSON. */
  body: Buffer;
  headers?: Readonly<Record<string, string>>;
}

/**
 * A way in front of the executing server for operations that it has answered before: it gives the
 * same answer with less work, or leaves the operation to it.
 */
export interface Lane<C extends BaseContext> {
  /** Undefined: the server answers; nothing has happened that it would do twice. */
  answer(operation: PlainOperation, context: C): Promise<LaneAnswer | undefined>;
}

const PLAIN = new Set(['query', 'operationName', 'variables']);

/** The operation of a body, when it is plain and the caller takes plain JSON. */
export function plainOperation(
  body: unknown,
  headers: IncomingHttpHeaders,
): PlainOperation | undefined {
  const { accept, traceparent } = headers;
  if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, operationName, variables } = body as Record<string, unknown>;
  if (typeof query !== 'string' || !Object.keys(body).every((key) => PLAIN.has(key))) return;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return;
  return {
    query,
    operationName: operationName ?? undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  };
}
