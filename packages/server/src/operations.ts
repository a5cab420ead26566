import type { ApolloServerPlugin } from '@apollo/server';
import {
  auditReads,
  auditRefusal,
  createActualCost,
  createGate,
  formatError,
  Refusal,
  type MeasuredCost,
  type RateLimiter,
  type RequestContext,
  type Runtime,
} from '@bureau/core';
import { withRetryAfter } from './admission.js';
import { createDeprecations } from './deprecations.js';
import { CookieReply } from './http/session-cookie.js';

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

/**
 * The first wall: refuses an operation before anything of it runs, charges it to its caller, and
 * adds to the answer what it costs, what of it is deprecated, and what mutations have to tell (dry
 * run, replay).
 */
export function operationPlugin(
  runtime: Runtime,
  limiter: RateLimiter,
): ApolloServerPlugin<RequestContext> {
  const gate = createGate(runtime.composition);
  const actualOf = createActualCost(runtime.composition);
  const deprecationsOf = createDeprecations(runtime.composition.schema);
  return {
    requestDidStart: async () => {
      let cost: MeasuredCost | undefined;
      return {
        didResolveOperation: async ({ document, operation, request, contextValue }) => {
          if (!operation) return;
          const { principal } = contextValue;
          const variables = request.variables ?? {};
          const found = await answered(
            () => gate.check({ document, operation, variables, principal }),
            (error) => auditRefusal(runtime, contextValue.caller, { operation, error }),
          );
          cost = found;
          withRetryAfter(() => limiter.charge(subjectOf(contextValue), found));
        },
        willSendResponse: async ({ response, document, operation, contextValue }) => {
          setCookie(response.http.headers, contextValue);
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          await auditReads(runtime, contextValue.caller, operation ?? '').catch((error) => {
            // Whoever reads secrets leaves a trace, or reads nothing.
            singleResult.data = null;
            singleResult.errors = [formatError(error, { log: runtime.log })];
          });
          for (const error of singleResult.errors ?? []) {
            if (error.extensions) error.extensions['requestId'] = contextValue.requestId;
          }
          const deprecations = cost && document ? deprecationsOf(document) : [];
          const { data } = singleResult;
          const actual = document && operation ? actualOf({ document, operation, data }) : 0;
          const extensions = {
            ...singleResult.extensions,
            ...told(contextValue, limiter, cost && { ...cost, actual }),
            ...(deprecations.length > 0 && { deprecations }),
          };
          if (Object.keys(extensions).length > 0) singleResult.extensions = extensions;
        },
      };
    },
  };
}

function setCookie(headers: Map<string, string>, { caller }: RequestContext): void {
  const { sessionCookie } = caller;
  if (!(sessionCookie instanceof CookieReply) || sessionCookie.header === undefined) return;
  headers.set('set-cookie', sessionCookie.header);
}

/** What was asked for is charged; what it came to is told beside it. */
type ToldCost = MeasuredCost & { actual: number };

function told(context: RequestContext, limiter: RateLimiter, cost: ToldCost | undefined) {
  const throttle = limiter.state(subjectOf(context));
  const { requested, actual, limit } = cost ?? {};
  return {
    ...(cost && { cost: { requested, actual, ...(limit !== undefined && { limit }) } }),
    ...(throttle && { throttle }),
    ...(context.extensions.size > 0 && { mutations: Object.fromEntries(context.extensions) }),
  };
}

function subjectOf({ principal, caller }: RequestContext) {
  return { principal, address: caller.origin?.address };
}
