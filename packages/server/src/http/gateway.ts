import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ApolloServer,
  type ApolloServerPlugin,
  type BaseContext,
  HeaderMap,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from '../log.js';
import { refuse, writePart } from './answer.js';
import {
  type BodyLimits,
  BodyRefused,
  checkContentType,
  defaultBodyLimits,
  nesting,
  readJsonObject,
} from './body.js';
import { documentFaults, type DocumentFaults } from './document-faults.js';
import { type Exchange, type Handler, RequestAborted } from './exchange.js';

/** What a context is made from. */
export interface RequestFacts extends Exchange {
  /** Names in any case. */
  headers: { get(name: string): string | undefined };
  method: string;
  /** Milliseconds since the epoch by which the answer should stand. */
  deadline: number;
}

export interface GatewayOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  plugins: ApolloServerPlugin<C>[];
  /** Beside the specification's: limits on depth, aliases and the like. */
  validationRules?: ValidationRule[];
  /** May throw a GraphQLError; `extensions.http.status` sets the status (401 for no credential). */
  context(request: RequestFacts): Promise<C>;
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  logger: Logger;
  bodyLimits?: BodyLimits;
  /** Given to the context as `deadline`. Default 30 s. */
  deadlineMs?: number;
  /** The longest that any request may take; it then answers DEADLINE. Default 125 s. */
  hardLimitMs?: number;
  /** Tokens of one document. Default 2,000. */
  maxTokens?: number;
}

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
  const apollo = apolloOf(options, faults);
  await apollo.start();
  let stopping: Promise<void> | undefined;
  return {
    handle: (request, response, exchange) =>
      serve({ apollo, faults, options, request, response, exchange }),
    // Apollo's stop never resolves when it is called twice at once.
    stop: () => (stopping ??= apollo.stop()),
  };
}

function apolloOf<C extends BaseContext>(
  options: GatewayOptions<C>,
  faults: DocumentFaults,
): ApolloServer<C> {
  return new ApolloServer<C>({
    schema: options.schema,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...options.plugins,
      faults.plugin,
    ],
    validationRules: options.validationRules ?? [],
    validationOptions: { maxErrors: 4 }, // and one that says that there are more
    formatError: options.formatError,
    logger: options.logger,
    introspection: true, // who may introspect is a permission, decided per request
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.maxTokens ?? 2_000 },
  });
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
  const { apollo, faults, options, request, exchange } = call;
  const method = request.method ?? 'GET';
  const body = await bodyOf(request, options.bodyLimits ?? defaultBodyLimits);
  const headers = headersOf(request);
  const search = searchOf(request.url ?? '');
  checkDocument(body, search);
  const deadline = Date.now() + (options.deadlineMs ?? 30_000);
  const limit = hardLimit(exchange.signal, options.hardLimitMs ?? 125_000);
  const { signal } = limit;
  const facts = { ...exchange, signal, headers, method, deadline };
  const executed = apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context: () => options.context(facts),
  });
  try {
    const answer = await untilAborted(executed, signal);
    return { ...answer, status: faults.statusOf(answer, headers) };
  } finally {
    limit.clear();
  }
}

async function bodyOf(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  if (request.method === 'POST') {
    checkContentType(request);
    return readJsonObject(request, limits);
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    // An odd content type would pass as proof that a browser asked first.
    if (request.headers['content-type'] !== undefined) checkContentType(request);
    return undefined;
  }
  throw new BodyRefused({
    status: 405,
    code: 'BAD_USER_INPUT',
    message: 'Only GET and POST are answered here.',
    headers: { allow: 'GET, POST' },
  });
}

/**
 * The parser calls itself for each bracket: before the number of tokens is too large for it, the
 * stack may be.
 */
function checkDocument(body: unknown, search: string): void {
  const sent = (body as { query?: unknown } | undefined)?.query;
  const query = sent ?? new URLSearchParams(search).get('query');
  if (typeof query !== 'string' || nesting(query) <= documentDepth) return;
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

/** The signal of the request, aborted as well when it takes far too long. */
function hardLimit(outer: AbortSignal, ms: number): { signal: AbortSignal; clear(): void } {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new RequestAborted('deadline')), ms);
  const clear = (): void => clearTimeout(timer);
  return { signal: AbortSignal.any([outer, late.signal]), clear };
}

/** The work goes on to its own end, but nobody waits for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function send(response: ServerResponse, answer: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    const body = Buffer.from(answer.body.string);
    response.setHeader('content-length', body.length);
    response.end(body);
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
