import { context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

/** Costs nothing until an SDK of OpenTelemetry is loaded (`NODE_OPTIONS=--import ...`). */
const tracer = trace.getTracer('bureau');

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A span of one operation, below whatever the SDK has opened for the request. */
export function startOperationSpan(): Span {
  return tracer.startSpan('graphql', {}, context.active());
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
