import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../context/runtime.js';
import { DomainError, Refusal, type RefusalCode } from './errors.js';
import { isConnectionLost, sqlStateOf } from './violations.js';

/** What an answer of the gateway is made for. */
export interface ErrorScope {
  /** Absent where it is added later. */
  requestId?: string;
  log: Log;
}

/** The only extensions that leave; everything else may hold what nobody should see. */
const SHOWN = [
  'code',
  'retryable',
  'retryAfterMs',
  'permission',
  'stepUp',
  'maxAgeSeconds',
  'secondFactorRequired',
  'field',
  'argumentPath',
  'reference',
  'data',
  'limit',
  'allowed',
  'actual',
  'plugin',
  'docs',
] as const;

/** Codes of Apollo and graphql-js for programs that are wrong. */
const CALLERS_FAULT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
]);

const MAX_MESSAGE = 1_000;

/**
 * The last step of every error: a refusal keeps its words, a fault of the caller's document loses
 * the values that it quotes, and anything else becomes INTERNAL with a reference to the log.
 */
export function formatError(error: unknown, scope: ErrorScope): GraphQLFormattedError {
  const refusal = refusalOf(error, scope);
  const { locations, path } = error instanceof GraphQLError ? error : new GraphQLError('');
  const { requestId } = scope;
  const extensions: Record<string, unknown> = requestId === undefined ? {} : { requestId };
  for (const name of SHOWN) {
    if (refusal.extensions[name] !== undefined) extensions[name] = refusal.extensions[name];
  }
  return {
    message: refusal.message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions,
  };
}

function refusalOf(error: unknown, scope: ErrorScope): GraphQLError {
  const cause = causeOf(error);
  if (cause instanceof Refusal) return cause;
  if (cause instanceof DomainError) {
    // Thrown outside a mutation: there is no payload to carry it.
    const { code, data, path } = cause;
    return new Refusal('BAD_USER_INPUT', cause.message, {
      data: { ...data, code },
      argumentPath: path,
    });
  }
  const code = databaseCode(cause);
  if (code) return new Refusal(code, DATABASE_TEXT[code] ?? '');
  if (isCallersFault(error, cause)) {
    return new Refusal('BAD_USER_INPUT', withoutValues((cause as Error).message));
  }
  return internal(cause, scope);
}

/** What was thrown first; graphql-js wraps it to add path and locations. */
function causeOf(error: unknown): unknown {
  let cause = error;
  for (let depth = 0; depth < 4; depth += 1) {
    if (cause instanceof Refusal || !(cause instanceof GraphQLError)) return cause;
    if (cause.originalError === undefined) return cause;
    cause = cause.originalError;
  }
  return cause;
}

const DATABASE_TEXT: Partial<Record<RefusalCode, string>> = {
  DEADLINE: 'The time for this request is over. Ask for less, or try again.',
  UNAVAILABLE: 'The database cannot be reached at present. Try again.',
};

/** Reads do not pass through `explain`; the same states mean the same here. */
function databaseCode(cause: unknown): RefusalCode | undefined {
  const state = sqlStateOf(cause);
  if (state === '57014') return 'DEADLINE';
  if (state === undefined) return isConnectionLost(cause) ? 'UNAVAILABLE' : undefined;
  return /^(08|53|57P)/.test(state) ? 'UNAVAILABLE' : undefined;
}

/** Parse, validation, variables: no path yet. Arguments are coerced later, field by field. */
function isCallersFault(error: unknown, cause: unknown): boolean {
  if (!(cause instanceof GraphQLError)) return false;
  const { code } = cause.extensions;
  if (typeof code === 'string') return CALLERS_FAULT.has(code);
  const located = error instanceof GraphQLError && error.path !== undefined;
  return !located || /^(Argument|Variable|Directive|Field) "/.test(cause.message);
}

/** graphql-js quotes submitted values and suggests names of fields; neither is for the answer. */
function withoutValues(message: string): string {
  return message
    .slice(0, MAX_MESSAGE)
    .replace(/ Did you mean [\s\S]*$/, '')
    .replace(/(got invalid value) [\s\S]*?( at "[\w.[\]]*")?; /, '$1$2; ')
    .replace(/(has invalid value) [\s\S]*$/, '$1.')
    .replace(/, found [\s\S]*$/, '.')
    .replace(/( cannot represent [^:]*): [\s\S]*$/, '$1.')
    .replace(/^Value "[\s\S]*" (does not exist in)/, 'Value $1');
}

function internal(cause: unknown, scope: ErrorScope): Refusal {
  const reference = randomUUID();
  const { requestId } = scope;
  const stack = cause instanceof Error ? cause.stack : String(cause);
  scope.log.error({ reference, requestId, stack }, 'unexpected error');
  const message = `Something went wrong on our side. Quote the reference ${reference}.`;
  return new Refusal('INTERNAL', message, { reference });
}
