import type { ApolloServerPlugin } from '@apollo/server';
import {
  authenticate,
  createGate,
  RequestContext,
  type Caller,
  type Principal,
  type Runtime,
} from '@bureau/core';
import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from './http/gateway.js';

/**
 * Who calls and what the request asks beside its document: credential, idempotency key, dry run.
 * @throws Refusal UNAUTHENTICATED for a credential that is not valid.
 */
export async function contextOf(runtime: Runtime, facts: RequestFacts): Promise<RequestContext> {
  const bearer = bearerOf(facts.headers.get('authorization'));
  const principal = await principalOf(runtime, bearer, facts.deadline);
  const caller: Caller = {
    principal,
    requestId: facts.requestId,
    deadline: facts.deadline,
    signal: facts.signal,
    origin: originOf(facts),
    idempotencyKey: facts.headers.get('idempotency-key'),
    dryRun: facts.headers.get('x-dry-run') === '1',
  };
  return new RequestContext(runtime, caller);
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
      runtime.reads.sql<R>(undefined, { text, values }, deadline),
    permissions: runtime.composition.permissions.keys(),
  };
  return authenticate(reads, bearer, runtime.clock());
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
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

/**
 * The first wall: refuses an operation before anything of it runs, and adds to the answer what
 * mutations have to tell (dry run, replay).
 */
export function operationPlugin(runtime: Runtime): ApolloServerPlugin<RequestContext> {
  const gate = createGate(runtime.composition);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return;
        gate.check({
          document,
          operation,
          variables: request.variables ?? {},
          principal: contextValue.principal,
        });
      },
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        for (const error of singleResult.errors ?? []) {
          if (error.extensions) error.extensions['requestId'] = contextValue.requestId;
        }
        if (contextValue.extensions.size === 0) return;
        const mutations = Object.fromEntries(contextValue.extensions);
        singleResult.extensions = { ...singleResult.extensions, mutations };
      },
    }),
  };
}
