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
import { BodyRefused, checkContentType, discard } from './body.js';
import { documentFaults, type DocumentFaults } from './document-faults.js';
import { type Exchange, type Handler, RequestAborted } from './exchange.js';
import { type Lane, type LaneAnswer, plainOperation, type PlainOperation } from './lane.js';
import { readOperation, searchOf } from './read-operation.js';
import type { SentOperation } from './sent-document.js';

export interface GatewayOptions<C extends BaseContext> extends ApolloOptions<C> {
  /** May throw a GraphQLError; `extensions.http.status` sets the status (401 for no credential). */
  admit(request: RequestFacts): Promise<Admission<C>>;
  /** Answers what it has seen before; default: everything goes through Apollo. */
  lane?: Lane<C> | undefined;
  /** The longest that any request may take; it then answers DEADLINE. Default 125 s. */
  hardLimitMs?: number;
}

/** To find out who calls. */
const ADMISSION_MS = 30_000;
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
    const answer = await answerOf(call);
    if (Buffer.isBuffer(answer.body)) sendQuick(response, answer as LaneAnswer);
    else await send(response, answer as HTTPGraphQLResponse);
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

/** Of Apollo, or of the lane in front of it. */
type Answer = HTTPGraphQLResponse | LaneAnswer;

async function answerOf<C extends BaseContext>(call: Call<C>): Promise<Answer> {
  const { options, request, exchange } = call;
  checkMethod(request);
  const clear = hardLimit(exchange, options.hardLimitMs ?? 125_000);
  try {
    return await untilAborted(admitted(call), exchange.signal);
  } finally {
    clear();
  }
}

/** What was sent, answered within what the caller may use. */
async function admitted<C extends BaseContext>(call: Call<C>): Promise<Answer> {
  const { options, request, exchange } = call;
  const method = request.method ?? 'GET';
  const deadline = Date.now() + ADMISSION_MS;
  let admission: Admission<C>;
  try {
    admission = await options.admit({
      ...exchange,
      headers: namedHeaders(request),
      method,
      deadline,
    });
  } catch (error) {
    return answerRefused(call, method, error);
  }
  // What nobody waits for any more still counts until it ends.
  try {
    exchange.signal.throwIfAborted();
    return await execute(call, method, admission);
  } finally {
    admission.leave();
  }
}

/** Executes the body. */
async function execute<C extends BaseContext>(
  call: Call<C>,
  method: string,
  admission: Admission<C>,
): Promise<Answer> {
  const deadline = Date.now() + admission.deadlineMs;
  const { operation, error } = await readOperation(call.request, admission, deadline);
  let made: C | undefined;
  const context = () => {
    if (error !== undefined) throw error;
    return (made ??= admission.context(deadline));
  };
  return answered(call, { method, operation, context });
}

interface Operation<C> {
  method: string;
  operation: SentOperation;
  /** The same each time; may throw as `admit` does. */
  context(): C;
}

/** By the lane, or else by Apollo. */
async function answered<C extends BaseContext>(
  { apollo, faults, options, request }: Call<C>,
  { method, operation, context }: Operation<C>,
): Promise<Answer> {
  const plain =
    options.lane && method === 'POST' && plainOperation(operation.body, request.headers);
  const quick = plain && (await viaLane(options.lane, plain, context));
  if (quick) return quick;
  const headers = headersOf(request);
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, ...operation },
    context: async () => context(),
  });
  return { ...answer, status: faults.statusOf(answer, headers) };
}

/** What goes wrong here goes wrong there once more, and is worded there. */
async function viaLane<C extends BaseContext>(
  lane: Lane<C> | undefined,
  operation: PlainOperation,
  context: () => C,
): Promise<LaneAnswer | undefined> {
  try {
    return await lane?.answer(operation, context());
  } catch {
    return undefined;
  }
}

/** The answer to who was not let in; nothing of the body is kept. */
async function answerRefused<C extends BaseContext>(
  { apollo, request, response }: Call<C>,
  method: string,
  error: unknown,
): Promise<HTTPGraphQLResponse> {
  const headers = headersOf(request);
  await discard(request, Number(request.headers['content-length'] ?? 0));
  if (!request.readableEnded) response.setHeader('connection', 'close');
  return apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: searchOf(request.url ?? ''), body: undefined },
    context: () => Promise.reject(error as Error),
  });
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

/** Headers by name, without a copy of all of them. */
function namedHeaders({ headers }: IncomingMessage): RequestFacts['headers'] {
  return {
    get(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** A short body goes out in one piece with its head, as a text; a long one is not read again. */
const ONE_PIECE = 8 * 1024;

function sendQuick(response: ServerResponse, { body, headers = {} }: LaneAnswer): void {
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.end(body.length > ONE_PIECE ? body : body.toString());
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
