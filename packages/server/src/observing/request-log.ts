import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '@bureau/core';
import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from '../log.js';
import type { Metrics } from './metrics.js';
import { endOperationSpan, startOperationSpan, traceIdOf } from './trace.js';

/** Watches an operation from its start to its answer. */
export interface Watch {
  /** The trace that it belongs to, for its errors. */
  traceId: string | undefined;
  end(answered: WatchedAnswer): void;
}

interface WatchedAnswer {
  context: RequestContext;
  operation: OperationDefinitionNode | undefined;
  operationName: string | null | undefined;
  /** Codes of its errors. */
  codes: readonly string[];
}

/** Begins to watch; told the `traceparent` header of the request. */
export type Observer = (traceparent: string | undefined) => Watch;

/**
 * One line of log and the metrics of each operation: who, what by name, how long, with which
 * codes. Neither document nor variables nor messages are in it: people write secrets into them.
 */
export function createObserver(logger: Logger, metrics: Metrics): Observer {
  return (traceparent) => {
    const started = performance.now();
    const span = startOperationSpan();
    const traceId = traceIdOf(span, traceparent);
    return {
      traceId,
      end({ context, operation, operationName, codes }) {
        const milliseconds = performance.now() - started;
        const kind = operation?.operation ?? 'none';
        const name = operationName ?? undefined;
        endOperationSpan(span, { kind, name, codes });
        const { principal, requestId } = context;
        metrics.operation({
          kind,
          fields: fieldsOf(operation?.selectionSet.selections ?? []),
          name: principal.organizationId === undefined ? undefined : name,
          seconds: milliseconds / 1_000,
          codes,
        });
        if (!logger.isLevelEnabled('info')) return;
        logger.info(
          {
            requestId,
            principal: `${principal.kind} ${principal.id}`,
            organizationId: principal.organizationId,
            operation: name,
            kind,
            milliseconds: Math.round(milliseconds * 10) / 10,
            ...(codes.length > 0 && { codes }),
            ...(traceId && { traceId }),
          },
          'operation',
        );
      },
    };
  };
}

/** Watches what Apollo executes. */
export function observingPlugin(observe: Observer): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async ({ request }) => {
      const watch = observe(request.http?.headers.get('traceparent'));
      return {
        willSendResponse: async ({ response, operation, operationName, contextValue: context }) => {
          if (response.body.kind !== 'single') return;
          const { errors = [] } = response.body.singleResult;
          const codes = errors.map((error) => String(error.extensions?.['code'] ?? 'INTERNAL'));
          for (const error of errors) {
            if (watch.traceId && error.extensions) error.extensions['traceId'] = watch.traceId;
          }
          watch.end({ context, operation, operationName, codes });
        },
      };
    },
  };
}

interface Selected {
  kind: string;
  name?: { value: string };
}

/** Root fields; those inside fragments are left to the trace. */
function fieldsOf(selections: readonly Selected[]): string[] {
  return selections.flatMap(({ kind, name }) => (kind === 'Field' && name ? [name.value] : []));
}
