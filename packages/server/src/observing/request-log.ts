import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '@bureau/core';
import type { Logger } from '../log.js';
import type { Metrics } from './metrics.js';
import { endOperationSpan, startOperationSpan, traceIdOf } from './trace.js';

/**
 * One line of log and the metrics of each operation: who, what by name, how long, with which
 * codes. Neither document nor variables nor messages are in it: people write secrets into them.
 */
export function observingPlugin(
  logger: Logger,
  metrics: Metrics,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async ({ request }) => {
      const started = performance.now();
      const span = startOperationSpan();
      const traceId = traceIdOf(span, request.http?.headers.get('traceparent'));
      return {
        willSendResponse: async ({ response, operation, operationName, contextValue }) => {
          if (response.body.kind !== 'single') return;
          const milliseconds = performance.now() - started;
          const codes = (response.body.singleResult.errors ?? []).map((error) =>
            String(error.extensions?.['code'] ?? 'INTERNAL'),
          );
          const kind = operation?.operation ?? 'none';
          for (const error of response.body.singleResult.errors ?? []) {
            if (traceId && error.extensions) error.extensions['traceId'] = traceId;
          }
          endOperationSpan(span, { kind, name: operationName ?? undefined, codes });
          const { principal, requestId } = contextValue;
          const isKnown = principal.organizationId !== undefined;
          metrics.operation({
            kind,
            fields: fieldsOf(operation?.selectionSet.selections ?? []),
            name: isKnown ? (operationName ?? undefined) : undefined,
            seconds: milliseconds / 1_000,
            codes,
          });
          logger.info(
            {
              requestId,
              principal: `${principal.kind} ${principal.id}`,
              organizationId: principal.organizationId,
              operation: operationName ?? undefined,
              kind,
              milliseconds: Math.round(milliseconds * 10) / 10,
              ...(codes.length > 0 && { codes }),
              ...(traceId && { traceId }),
            },
            'operation',
          );
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
