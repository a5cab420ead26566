import { GraphQLError } from 'graphql';

/** Codes of the top-level `errors` channel (docs/errors.md). */
export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'QUERY_TOO_COMPLEX'
  | 'THROTTLED'
  | 'DOCUMENT_NOT_REGISTERED'
  | 'PLUGIN_UNAVAILABLE'
  | 'UNAVAILABLE'
  | 'DEADLINE'
  | 'INTERNAL';

const HTTP_STATUS: Partial<Record<RefusalCode, number>> = {
  UNAUTHENTICATED: 401,
  THROTTLED: 429,
  UNAVAILABLE: 503,
};

const RETRYABLE: ReadonlySet<RefusalCode> = new Set([
  'CONFLICT',
  'IDEMPOTENCY_IN_PROGRESS',
  'THROTTLED',
  'UNAVAILABLE',
  'DEADLINE',
]);

/** A refusal: the caller's program is wrong or may not. Goes to top-level `errors`. */
export class Refusal extends GraphQLError {
  constructor(code: RefusalCode, message: string, extensions: Record<string, unknown> = {}) {
    const status = HTTP_STATUS[code];
    super(message, {
      extensions: {
        code,
        retryable: RETRYABLE.has(code),
        ...extensions,
        ...(status === undefined ? {} : { http: { status } }),
      },
    });
    this.name = 'Refusal';
  }
}

/** One line of a plugin's error table: the message may name data in braces. */
export type ErrorTable = Readonly<Record<string, string>>;

export interface DomainErrorOptions {
  /** Argument path, outermost first, such as `['input', 'tag']`. */
  path?: readonly string[];
  data?: Readonly<Record<string, string | number>>;
}

/** The business said no. Rolls the transaction back and becomes one of `userErrors`. */
export class DomainError extends Error {
  readonly path: readonly string[];
  readonly data: Readonly<Record<string, string | number>>;

  constructor(
    /** `PLUGIN_REASON`; never renamed. */
    readonly code: string,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message);
    this.name = 'DomainError';
    this.path = options.path ?? [];
    this.data = options.data ?? {};
  }
}

/** A lost race on `expectedVersion`: carries the reference of the current record. */
export class VersionConflict extends DomainError {
  constructor(
    readonly record: { typeName: string; id: string; version: number },
    path: readonly string[] = ['input', 'expectedVersion'],
  ) {
    super(
      'CORE_VERSION_CONFLICT',
      `The record has been changed since: it is at version ${record.version} now. ` +
        'Read it again, repeat the change and send the new version.',
      { path, data: { version: record.version } },
    );
    this.name = 'VersionConflict';
  }
}

export type ErrorFactory = (
  data?: DomainErrorOptions['data'],
  path?: readonly string[],
) => DomainError;

/** The factories of an error table, and the table itself for registry and documentation. */
export type ErrorsOf<T extends ErrorTable> = { readonly [K in keyof T]: ErrorFactory } & {
  readonly table: ErrorTable;
};

/**
 * Turns a plugin's error table into factories: `throw errors.NOT_AVAILABLE({ state }, path)`.
 * The code is `PLUGIN_REASON`; `{name}` in the message is replaced by `data.name`.
 */
export function errorsOf<const T extends ErrorTable>(plugin: string, table: T): ErrorsOf<T> {
  const prefix = plugin.toUpperCase().replaceAll('-', '_');
  const factories: Record<string, unknown> = {};
  const full: Record<string, string> = {};
  for (const [reason, message] of Object.entries(table)) {
    const code = `${prefix}_${reason}`;
    full[code] = message;
    factories[reason] = (data: DomainErrorOptions['data'] = {}, path: readonly string[] = []) =>
      new DomainError(code, fill(message, data), { data, path });
  }
  return { ...factories, table: full } as unknown as ErrorsOf<T>;
}

/** Replaces `{name}` by the value of that name; an unknown name stays as it is. */
export function fill(message: string, data: Readonly<Record<string, unknown>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in data ? String(data[name]) : whole,
  );
}
