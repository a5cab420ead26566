import { HeaderMap } from '@apollo/server';
import {
  ANONYMOUS,
  authenticate,
  formatError,
  limitsOf,
  Refusal,
  RequestContext,
  type Caller,
  type DocumentCatalogue,
  type Principal,
  type RateLimiter,
  type Runtime,
} from '@bureau/core';
import type { Admission, RequestFacts } from './http/admission.js';
import { CookieReply, isOwnPage, sessionTokenOf } from './http/session-cookie.js';

/** What lets requests in, beside the runtime. */
export interface AdmissionOptions {
  limiter: RateLimiter;
  documents: DocumentCatalogue;
  /** Address of this server as browsers know it; default: the one that they name. */
  publicUrl?: string | undefined;
}

/**
 * Lets requests in before their body is read: who calls decides how much may be sent, how long it
 * may take and how much is under way.
 */
export function createAdmission(
  runtime: Runtime,
  { limiter, documents, publicUrl }: AdmissionOptions,
): (facts: RequestFacts) => Promise<Admission<RequestContext>> {
  return async (facts) => {
    const address = facts.remoteAddress || undefined;
    const cookie = new CookieReply();
    const calling = callerOf(runtime, facts, { cookie, publicUrl });
    const principal = await calling.catch((error: unknown) => {
      throw withHeaders(
        counted(error, () => limiter.chargeRefused({ principal: ANONYMOUS, address })),
      );
    });
    const { bodyBytes, deadlineMs } = limitsOf(principal);
    const leave = withRetryAfter(() => limiter.enter({ principal, address }));
    return {
      bodyBytes,
      deadlineMs,
      leave,
      textOf: (sent, deadline) => documents.textOf(principal, sent, deadline),
      context: (deadline) => contextOf(runtime, { ...facts, deadline, cookie }, principal),
    };
  };
}

/** The error to answer: that the address is throttled, when it sent too many that are not valid. */
function counted(error: unknown, charge: () => void): unknown {
  if (!(error instanceof Refusal) || error.extensions['code'] !== 'UNAUTHENTICATED') return error;
  try {
    charge();
    return error;
  } catch (throttled) {
    return throttled;
  }
}

/** Runs a check of the limiter; when it refuses, the answer gets the header `Retry-After`. */
export function withRetryAfter<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw withHeaders(error);
  }
}

function withHeaders(error: unknown): unknown {
  const wait = error instanceof Refusal ? error.extensions['retryAfterMs'] : undefined;
  if (!(error instanceof Refusal) || typeof wait !== 'number') return error;
  const headers = new HeaderMap([['retry-after', String(Math.max(1, Math.ceil(wait / 1_000)))]]);
  Object.assign(error.extensions, { http: { status: 429, headers } });
  return error;
}

interface Carried {
  cookie: CookieReply;
  publicUrl: string | undefined;
}

/**
 * One credential a request: a bearer token, or else the session of a browser. The cookie counts for
 * pages of this server only; one that is not good any more is no credential, and taken away,
 * because a browser would send it along with every sign-in.
 */
async function callerOf(
  runtime: Runtime,
  facts: RequestFacts,
  { cookie, publicUrl }: Carried,
): Promise<Principal> {
  const bearer = bearerOf(facts.headers.get('authorization'));
  const token = sessionTokenOf(facts.headers.get('cookie'));
  if (bearer !== undefined || token === undefined) return principalOf(runtime, bearer, facts);
  if (!isOwnPage(facts.headers, publicUrl)) {
    throw new Refusal('UNAUTHENTICATED', 'A cookie counts for pages of this server only.');
  }
  try {
    const principal = await principalOf(runtime, token, facts);
    cookie.isUsed = true;
    return principal;
  } catch (error) {
    if (!(error instanceof Refusal) || error.extensions['code'] !== 'UNAUTHENTICATED') throw error;
    cookie.clear();
    return ANONYMOUS;
  }
}

type ContextFacts = RequestFacts & { cookie: CookieReply };

/** What the request asks beside its document: idempotency key, dry run. */
function contextOf(runtime: Runtime, facts: ContextFacts, principal: Principal): RequestContext {
  const caller: Caller = {
    principal,
    requestId: facts.requestId,
    deadline: facts.deadline,
    signal: facts.signal,
    origin: originOf(facts),
    idempotencyKey: facts.headers.get('idempotency-key'),
    dryRun: dryRunOf(facts.headers.get('x-dry-run')),
    sessionCookie: facts.cookie,
  };
  return new RequestContext(runtime, caller);
}

/** Taken for a dry run that it is not, a request would do what it should only have tried. */
function dryRunOf(header: string | undefined): boolean {
  if (header === undefined || header === '0' || header === 'false') return false;
  if (header === '1' || header === 'true') return true;
  throw new Refusal('BAD_USER_INPUT', 'The header X-Dry-Run takes 1 or 0.', {
    http: { status: 400 },
  });
}

/**
 * @throws Refusal UNAUTHENTICATED for a credential that is not valid, UNAVAILABLE when the database
 * cannot tell.
 */
async function principalOf(
  runtime: Runtime,
  bearer: string | undefined,
  facts: RequestFacts,
): Promise<Principal> {
  try {
    return await lookUp(runtime, bearer, facts.deadline);
  } catch (error) {
    throw error instanceof Refusal ? error : unavailable(runtime, facts, error);
  }
}

/** Without the database nobody can be told from anybody: no fault of the credential. */
function unavailable(runtime: Runtime, { requestId }: RequestFacts, error: unknown): Refusal {
  const { message, extensions } = formatError(error, { log: runtime.log, requestId });
  const code = extensions?.['code'];
  if (code === 'UNAVAILABLE' || code === 'DEADLINE') return new Refusal(code, message);
  return new Refusal('INTERNAL', message, { ...extensions, http: { status: 500 } });
}

/** The principal of a plain HTTP request (schema text, pages). */
export function requestPrincipal(runtime: Runtime, authorization?: string): Promise<Principal> {
  return lookUp(runtime, bearerOf(authorization), Date.now() + 5_000);
}

async function lookUp(
  runtime: Runtime,
  bearer: string | undefined,
  deadline: number,
): Promise<Principal> {
  const reads = {
    sql: <R extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
      runtime.reads.sqlAnywhere<R>({ text, values }, deadline),
    permissions: runtime.composition.permissions.keys(),
    cache: runtime.credentials,
  };
  const principal = await authenticate(reads, bearer, runtime.clock());
  await runtime.vault.ready(principal.organizationId);
  return principal;
}

/** A header that holds no bearer token is passed on whole: it is refused, not taken for none. */
function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? (authorization || 'Bearer');
}

function originOf(facts: RequestFacts): Caller['origin'] {
  const userAgent = facts.headers.get('user-agent');
  const client = facts.headers.get('apollographql-client-name');
  return {
    ...(facts.remoteAddress && { address: facts.remoteAddress }),
    ...(userAgent && { userAgent }),
    ...(client && { client }),
  };
}
