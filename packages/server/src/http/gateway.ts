import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ApolloServer,
  type BaseContext,
  HeaderMap,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import { hardLimit, untilAborted } from './abort.js';
import type { Admission, RequestFacts } from './admission.js';
import { refuse, writePart } from './answer.js';
import { type ApolloOptions, apolloOf } from './apollo-server.js';
import {
  type BodyLimits,
  BodyRefused,
  checkContentType,
  defaultBodyLimits,
  discard,
  nesting,
  readJsonObject,
} from './body.js';
import { documentFaults, type DocumentFaults } from './document-faults.js';
import { type Exchange, type Handler, RequestAborted } from './exchange.js';
import { sentDocument, type SentOperation, withText } from './sent-document.js';

export interface GatewayOptions<C extends BaseContext> extends ApolloOptions<C> {
  /** May throw a GraphQLError; `extensions.http.status` sets the status (401 for no credential). */
  admit(request: RequestFacts): Promise<Admission<C>>;
  /** The longest that any request may take; it then answers DEADLINE. Default 125 s. */
  hardLimitMs?: number;
}

/** To find out who calls. */
const ADMISSION_MS = 30_000;
/** Brackets inside brackets of a document; the limits on operations allow less. */
const documentDepth = 300;

export interface Gateway {
  handle: Handler;
  /** Once; after the last request. */
  stop(): Promise<void>;
}

/** Serves one schema over HTTP as the GraphQL-over-HTTP draft says. Rejects on a broken schema. */
export async function createGateway<C extends BaseContext>(
  options: GatewayOptions<C>,
): Promise<Gateway> {
  const faults = documentFaults();
  const apollo = apolloOf({ ...options, plugins: [...options.plugins, faults.plugin] });
  await apollo.start();
  let stopping: Promise<void> | undefined;
  return {
    handle: (request, response, exchange) =>
      serve({ apollo, faults, options, request, response, exchange }),
    // Apollo's stop never resolves when it is called twice at once.
    stop: () => (stopping ??= apollo.stop()),
  };
}

interface Call<C extends BaseContext> {
  apollo: ApolloServer<C>;
  faults: DocumentFaults;
  options: GatewayOptions<C>;
  request: IncomingMessage;
  response: ServerResponse;
  exchange: Exchange;
}

async function serve<C extends BaseContext>(call: Call<C>): Promise<void> {
  const { response, exchange, options } = call;
  const { requestId } = exchange;
  try {
    await send(response, await answerOf(call));
  } catch (error) {
    if (error instanceof BodyRefused) return refuse(response, { ...error.refusal, requestId });
    if (error instanceof RequestAborted) return refuseAborted(response, { error, requestId });
    options.logger.error({ err: error, requestId }, 'request failed');
    refuse(response, {
      status: 500,
      code: 'INTERNAL',
      message: 'Internal error.',
      requestId,
    });
  }
}

async function answerOf<C extends BaseContext>(call: Call<C>): Promise<HTTPGraphQLResponse> {
  const { options, request, exchange } = call;
  checkMethod(request);
  const limit = hardLimit(exchange.signal, options.hardLimitMs ?? 125_000);
  const headers = headersOf(request);
  const method = request.method ?? 'GET';
  const deadline = Date.now() + ADMISSION_MS;
  const facts = { ...exchange, signal: limit.signal, headers, method, deadline };
  try {
    const admitted = await admissionOf(options.admit(facts), limit.signal);
    const sent = { headers, method, signal: limit.signal };
    if ('error' in admitted) return await answerRefused(call, sent, admitted.error);
    return await execute(call, sent, admitted.value);
  } finally {
    limit.clear();
  }
}

interface Sent {
  headers: HeaderMap;
  method: string;
  signal: AbortSignal;
}

/** Executes the body within what the caller may use. */
async function execute<C extends BaseContext>(
  call: Call<C>,
  sent: Sent,
  admission: Admission<C>,
): Promise<HTTPGraphQLResponse> {
  const { apollo, faults } = call;
  const { headers, method, signal } = sent;
  const deadline = Date.now() + admission.deadlineMs;
  let executed: Promise<HTTPGraphQLResponse>;
  try {
    const { operation, error } = await documentOf(call.request, admission, deadline);
    executed = apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers, ...operation },
      context: async () => {
        if (error !== undefined) throw error;
        return admission.context(deadline);
      },
    });
  } catch (error) {
    admission.leave();
    throw error;
  }
  // What nobody waits for any more still counts until it ends.
  void executed.catch(() => undefined).finally(() => admission.leave());
  const answer = await untilAborted(executed, signal);
  return { ...answer, status: faults.statusOf(answer, headers) };
}

/**
 * The operation with the text of its document, or why it may not run.
 * @throws BodyRefused
 */
async function documentOf<C extends BaseContext>(
  request: IncomingMessage,
  admission: Admission<C>,
  deadline: number,
): Promise<{ operation: SentOperation; error?: unknown }> {
  const body = await bodyOf(request, { ...defaultBodyLimits, bytes: admission.bodyBytes });
  const operation = { body, search: searchOf(request.url ?? '') };
  const document = sentDocument(operation);
  checkNesting(document.text ?? '');
  try {
    const text = await admission.textOf(document, deadline);
    if (text === undefined || (text === document.text && document.id === undefined)) {
      return { operation };
    }
    return { operation: withText(operation, text) };
  } catch (error) {
    return { operation, error };
  }
}

/** The answer to who was not let in; nothing of the body is kept. */
async function answerRefused<C extends BaseContext>(
  { apollo, request, response }: Call<C>,
  { headers, method }: Sent,
  error: unknown,
): Promise<HTTPGraphQLResponse> {
  await discard(request, Number(request.headers['content-length'] ?? 0));
  if (!request.readableEnded) response.setHeader('connection', 'close');
  return apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: searchOf(request.url ?? ''), body: undefined },
    context: () => Promise.reject(error as Error),
  });
}

type Outcome<T> = { value: T } | { error: unknown };

/** Who is let in when nobody waits any more leaves at once. */
async function admissionOf<C extends BaseContext>(
  admitting: Promise<Admission<C>>,
  signal: AbortSignal,
): Promise<Outcome<Admission<C>>> {
  const outcome = admitting.then(
    (value): Outcome<Admission<C>> => ({ value }),
    (error: unknown): Outcome<Admission<C>> => ({ error }),
  );
  try {
    return await untilAborted(outcome, signal);
  } catch (aborted) {
    void outcome.then((late) => 'value' in late && late.value.leave());
    throw aborted;
  }
}

/** What needs no look at the caller. */
function checkMethod(request: IncomingMessage): void {
  if (request.method === 'POST') return checkContentType(request);
  if (request.method === 'GET' || request.method === 'HEAD') {
    // An odd content type would pass as proof that a browser asked first.
    if (request.headers['content-type'] !== undefined) checkContentType(request);
    return;
  }
  throw new BodyRefused({
    status: 405,
    code: 'BAD_USER_INPUT',
    message: 'Only GET and POST are answered here.',
    headers: { allow: 'GET, POST' },
  });
}

async function bodyOf(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  return request.method === 'POST' ? readJsonObject(request, limits) : undefined;
}

/**
 * The parser calls itself for each bracket: before the number of tokens is too large for it, the
 * stack may be.
 */
function checkNesting(query: string): void {
  if (nesting(query) <= documentDepth) return;
  throw new BodyRefused({
    status: 400,
    code: 'QUERY_TOO_COMPLEX',
    message: `Too complex: brackets are nested more than ${documentDepth} deep.`,
  });
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

async function send(response: ServerResponse, answer: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    // A text goes out in one piece with its head; a buffer would be written beside it.
    const { string } = answer.body;
    response.setHeader('content-length', Buffer.byteLength(string));
    response.end(string);
    return;
  }
  for await (const part of answer.body.asyncIterator) {
    if (!(await writePart(response, part))) return;
  }
  response.end();
}

function refuseAborted(
  response: ServerResponse,
  aborted: { error: RequestAborted; requestId: string },
): void {
  const { requestId } = aborted;
  const late = aborted.error.why === 'deadline';
  refuse(response, {
    status: 503,
    code: late ? 'DEADLINE' : 'UNAVAILABLE',
    message: late ? 'The operation took too long.' : 'The server is stopping; try again.',
    requestId,
    headers: { connection: 'close' },
  });
}
