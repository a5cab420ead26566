import { context, isSpanContextValid, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Tracing } from '@bureau/core';

/** Costs nothing until an SDK of OpenTelemetry is loaded (`NODE_OPTIONS=--import ...`). */
const tracer = trace.getTracer('bureau');

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A span of one operation, below whatever the SDK has opened for the request. */
export function startOperationSpan(): Span {
  return tracer.startSpan('graphql', {}, context.active());
}

/**
 * Spans of statements, transactions, jobs and deliveries, below that of the operation or as roots.
 * `undefined` where no SDK is loaded: then nothing is added to the work.
 */
export function sdkTracing(): Tracing | undefined {
  const probe = tracer.startSpan('bureau start');
  const isLoaded = isSpanContextValid(probe.spanContext());
  probe.end();
  if (!isLoaded) return undefined;
  return ({ name, attributes = {} }, work) =>
    tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work();
      } catch (error) {
        // The kind only: messages may hold what somebody wrote.
        const kind = error instanceof Error ? error.name : 'unknown';
        span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
        throw error;
      } finally {
        span.end();
      }
    });
}

/** Ends it with what may be told: kind, codes; never a value. */
export function endOperationSpan(
  span: Span,
  what: { kind: string; name: string | undefined; codes: readonly string[] },
): void {
  if (what.name !== undefined) span.updateName(`graphql ${what.name}`);
  span.setAttribute('graphql.operation.type', what.kind);
  if (what.codes.length > 0) {
    span.setAttribute('bureau.codes', [...what.codes]);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/**
 * The id of the trace that a request belongs to: the SDK's, or else that of a `traceparent` header
 * of the W3C's form; anything else in that header is ignored.
 */
export function traceIdOf(span: Span, traceparent: string | undefined): string | undefined {
  const { traceId } = span.spanContext();
  if (!/^0*$/.test(traceId)) return traceId;
  return TRACEPARENT.exec(traceparent ?? '')?.[1];
}
