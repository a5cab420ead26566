import type { ApolloServerPlugin } from '@apollo/server';
import {
  authenticate,
  createGate,
  formatError,
  Refusal,
  RequestContext,
  type Caller,
  type OperationCost,
  type Principal,
  type Runtime,
} from '@bureau/core';
import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from './http/gateway.js';

/**
 * Who calls and what the request asks beside its document: credential, idempotency key, dry run.
 * @throws Refusal UNAUTHENTICATED for a credential that is not valid, UNAVAILABLE when the database
 * cannot tell, BAD_USER_INPUT for a header that is not understood.
 */
export async function contextOf(runtime: Runtime, facts: RequestFacts): Promise<RequestContext> {
  const dryRun = dryRunOf(facts.headers.get('x-dry-run'));
  const bearer = bearerOf(facts.headers.get('authorization'));
  const principal = await principalOf(runtime, bearer, facts.deadline).catch((error: unknown) => {
    throw error instanceof Refusal ? error : unavailable(runtime, facts, error);
  });
  const caller: Caller = {
    principal,
    requestId: facts.requestId,
    deadline: facts.deadline,
    signal: facts.signal,
    origin: originOf(facts),
    idempotencyKey: facts.headers.get('idempotency-key'),
    dryRun,
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

/** Without the database nobody can be told from anybody: no fault of the credential. */
function unavailable(runtime: Runtime, { requestId }: RequestFacts, error: unknown): Refusal {
  const { message, extensions } = formatError(error, { log: runtime.log, requestId });
  const code = extensions?.['code'];
  if (code === 'UNAVAILABLE' || code === 'DEADLINE') return new Refusal(code, message);
  return new Refusal('INTERNAL', message, { ...extensions, http: { status: 500 } });
}

/** The principal of a plain HTTP request (schema text, pages). */
export function requestPrincipal(runtime: Runtime, request: IncomingMessage): Promise<Principal> {
  return principalOf(runtime, bearerOf(request.headers.authorization), Date.now() + 5_000);
}

function principalOf(
  runtime: Runtime,
  bearer: string | undefined,
  deadline: number,
): Promise<Principal> {
  const reads = {
    sql: <R extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
      runtime.reads.sqlAnywhere<R>({ text, values }, deadline),
    permissions: runtime.composition.permissions.keys(),
  };
  return authenticate(reads, bearer, runtime.clock());
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

/** Without a status of its own a refusal before the execution would be a fault of the server. */
function answered<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof Refusal && !error.extensions['http']) {
      const status = error.extensions['code'] === 'FORBIDDEN' ? 403 : 400;
      Object.assign(error.extensions, { http: { status } });
    }
    throw error;
  }
}

/**
 * The first wall: refuses an operation before anything of it runs, and adds to the answer what it
 * costs and what mutations have to tell (dry run, replay).
 */
export function operationPlugin(runtime: Runtime): ApolloServerPlugin<RequestContext> {
  const gate = createGate(runtime.composition);
  return {
    requestDidStart: async () => {
      let cost: OperationCost | undefined;
      return {
        didResolveOperation: async ({ document, operation, request, contextValue }) => {
          if (!operation) return;
          const { principal } = contextValue;
          const variables = request.variables ?? {};
          cost = answered(() => gate.check({ document, operation, variables, principal }));
        },
        willSendResponse: async ({ response, contextValue }) => {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          for (const error of singleResult.errors ?? []) {
            if (error.extensions) error.extensions['requestId'] = contextValue.requestId;
          }
          const mutations = Object.fromEntries(contextValue.extensions);
          const told = contextValue.extensions.size > 0;
          if (!cost && !told) return;
          singleResult.extensions = {
            ...singleResult.extensions,
            ...(cost && { cost }),
            ...(told && { mutations }),
          };
        },
      };
    },
  };
}
