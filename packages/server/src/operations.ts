import type { ApolloServerPlugin } from '@apollo/server';
import {
  auditReads,
  auditRefusal,
  createActualCost,
  createGate,
  formatError,
  Refusal,
  type Caller,
  type MeasuredCost,
  type RateLimiter,
  type RequestContext,
  type Runtime,
} from '@bureau/core';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { withRetryAfter } from './admission.js';
import { createDeprecations } from './deprecations.js';
import { CookieReply } from './http/session-cookie.js';

/** A validated operation and who asks for it. */
export interface AskedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As sent. */
  variables: Readonly<Record<string, unknown>>;
  context: RequestContext;
}

/** What stands around the execution of an operation, whoever executes it. */
export interface Operations {
  /**
   * The first wall: what the operation may cost, charged to its caller; once for each request.
   * @throws Refusal when it may not run; nothing of it has run
   */
  admit(asked: AskedOperation): MeasuredCost;
  /**
   * For `extensions`: what it cost, what of it is deprecated, what mutations have to tell (dry run,
   * replay). Without operation and cost for one that never ran.
   */
  told(answered: Answered): Record<string, unknown>;
}

/** An operation that was answered. */
export interface Answered {
  context: RequestContext;
  document: DocumentNode | undefined;
  operation: OperationDefinitionNode | undefined;
  data: Readonly<Record<string, unknown>> | null | undefined;
}

/** The walls and figures of operations on one runtime. */
export function createOperations(runtime: Runtime, limiter: RateLimiter): Operations {
  const gate = createGate(runtime.composition);
  const actualOf = createActualCost(runtime.composition);
  const deprecationsOf = createDeprecations(runtime.composition.schema);
  const admitted = new WeakMap<Caller, MeasuredCost>();
  return {
    admit({ document, operation, variables, context }) {
      const known = admitted.get(context.caller);
      if (known) return known;
      const { principal } = context;
      const cost = gate.check({ document, operation, variables, principal });
      withRetryAfter(() => limiter.charge(subjectOf(context), cost));
      admitted.set(context.caller, cost);
      return cost;
    },
    told({ context, document, operation, data }) {
      const cost = admitted.get(context.caller);
      const throttle = limiter.state(subjectOf(context));
      const actual = document && operation ? actualOf({ document, operation, data }) : 0;
      const deprecations = cost && document ? deprecationsOf(document) : [];
      const { requested, limit } = cost ?? {};
      return {
        ...(cost && { cost: { requested, actual, ...(limit !== undefined && { limit }) } }),
        ...(throttle && { throttle }),
        ...(context.extensions.size > 0 && { mutations: Object.fromEntries(context.extensions) }),
        ...(deprecations.length > 0 && { deprecations }),
      };
    },
  };
}

/** Refuses an operation before anything of it runs, and adds to the answer what is to be told. */
export function operationPlugin(
  runtime: Runtime,
  operations: Operations,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue: context }) => {
        if (!operation) return;
        const variables = request.variables ?? {};
        await answered(
          () => operations.admit({ document, operation, variables, context }),
          (error) => auditRefusal(runtime, context.caller, { operation, error }),
        );
      },
      willSendResponse: async ({ response, document, operation, contextValue: context }) => {
        const cookie = sessionCookieOf(context);
        if (cookie !== undefined) response.http.headers.set('set-cookie', cookie);
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        await auditReads(runtime, context.caller, operation ?? '').catch((error) => {
          // Whoever reads secrets leaves a trace, or reads nothing.
          singleResult.data = null;
          singleResult.errors = [formatError(error, { log: runtime.log })];
        });
        for (const error of singleResult.errors ?? []) {
          if (error.extensions) error.extensions['requestId'] = context.requestId;
        }
        const { data } = singleResult;
        const told = operations.told({ context, document, operation, data });
        const extensions = { ...singleResult.extensions, ...told };
        if (Object.keys(extensions).length > 0) singleResult.extensions = extensions;
      },
    }),
  };
}

/** Without a status of its own a refusal before the execution would be a fault of the server. */
async function answered<T>(check: () => T, refused: (error: unknown) => Promise<void>): Promise<T> {
  try {
    return check();
  } catch (error) {
    await refused(error);
    if (error instanceof Refusal && !error.extensions['http']) {
      const status = error.extensions['code'] === 'FORBIDDEN' ? 403 : 400;
      Object.assign(error.extensions, { http: { status } });
    }
    throw error;
  }
}

/** The value of `Set-Cookie`, where the request came with a session of a browser or made one. */
export function sessionCookieOf({ caller }: RequestContext): string | undefined {
  const { sessionCookie } = caller;
  return sessionCookie instanceof CookieReply ? sessionCookie.header : undefined;
}

function subjectOf({ principal, caller }: RequestContext) {
  return { principal, address: caller.origin?.address };
}
