import { context, type Span, trace, type TracerProvider } from '@opentelemetry/api';
import { sdkTracing } from './trace.js';

/** The part of an SDK that these tests need: it writes down what begins, and below what. */
function recorder() {
  const begun: { name: string; attributes: object; ended: boolean; failed?: string }[] = [];
  const spanOf = (name: string, attributes: object): Span => {
    const kept: (typeof begun)[number] = { name, attributes, ended: false };
    begun.push(kept);
    // Whole but for what is written down: the tracer of other modules of this worker keeps it.
    const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 0 };
    return Object.assign(trace.wrapSpanContext(ids), {
      setStatus: ({ message }: { message?: string }) => {
        kept.failed = message ?? '';
      },
      end: () => {
        kept.ended = true;
      },
    } as unknown as Partial<Span>) as Span;
  };
  const provider = {
    getTracer: () => ({
      startSpan: (name: string, options: { attributes?: object } = {}) =>
        spanOf(name, options.attributes ?? {}),
      startActiveSpan: (
        name: string,
        options: { attributes?: object },
        work: (span: Span) => unknown,
      ) => work(spanOf(name, options.attributes ?? {})),
    }),
  } as unknown as TracerProvider;
  return { begun, provider };
}

// The tracer of the module asks the provider that was there first: switched off once, at the end.
afterAll(() => {
  trace.disable();
  context.disable();
});

test('without an SDK there is nothing that could cost', () => {
  expect(sdkTracing()).toBeUndefined();
});

test('with one each piece of work is a span that ends, of errors their kind only', async () => {
  const { begun, provider } = recorder();
  trace.setGlobalTracerProvider(provider);
  const tracing = sdkTracing();
  const span = { name: 'sql', attributes: { 'db.query.text': 'select $1' } };
  expect(await tracing?.(span, () => Promise.resolve(7))).toBe(7);
  const fails = () => Promise.reject(new TypeError('a secret'));
  await expect(tracing?.({ name: 'job x' }, fails)).rejects.toThrow('a secret');
  expect(begun.filter(({ name }) => name !== 'bureau start')).toEqual([
    { name: 'sql', attributes: span.attributes, ended: true },
    { name: 'job x', attributes: {}, ended: true, failed: 'TypeError' },
  ]);
});
