/** A span of work, for OpenTelemetry or whatever the server brings. Never a value of a caller. */
export interface TracedWork {
  /** Few names: `sql`, `transaction personCreate`, `job core.mailSend`. */
  name: string;
  attributes?: Readonly<Record<string, string | number>>;
}

/** Runs work within a span, as the parent of the spans of what it calls. */
export type Tracing = <T>(span: TracedWork, work: () => Promise<T>) => Promise<T>;

/** Where nobody traces: nothing is added to the work. */
export const untraced: Tracing = (_span, work) => work();
