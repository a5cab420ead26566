import pg from 'pg';
import { frame, type FramedWire } from './row-frames.js';
import { type Prepared, TextRows } from './text-rows.js';
import type { Tracing } from './tracing.js';

/** Time-outs of every connection of the server (milliseconds). */
export const TIMEOUTS = {
  /** Two seconds, or the whole seconds of libpq's own variable on a machine that is slower. */
  get connect(): number {
    return (Number(process.env['PGCONNECT_TIMEOUT']) || 2) * 1_000;
  },
  /** Waiting for a free connection of a full pool; the caller's own deadline is checked too. */
  acquire: 30_000,
  statement: 30_000,
  lock: 2_000,
  idleInTransaction: 5_000,
} as const;

/** Told the text of each statement on data: no begin, set, discard, savepoint, commit, rollback. */
export type StatementListener = (text: string) => void;

const CONTROL = new RegExp(
  '^\\s*(begin|start|commit|rollback|savepoint|release|set|discard|' +
    'select (set_config|pg_backend|pg_notify))',
  'i',
);

/**
 * What may be passed to `client.query` to get the client itself. The ORM hides the connection of
 * its transaction; a pool of `TrackedClient` gives it out to whoever runs this in the transaction.
 */
export interface Reveal {
  reveal(client: TrackedClient): void;
}

// A server on Windows refuses the last one; there the statement time-out does its work.
const SESSION =
  '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601' +
  (process.platform === 'win32' ? '' : ' -c client_connection_check_interval=1000');

/** The untyped face of `pg.Client.query`, which has ten overloads. */
type AnyQuery = (config: unknown, values?: unknown, callback?: unknown) => unknown;

/** Parts of the time to connect. */
const TICKS = 10;

interface TrackedConfig extends pg.ClientConfig {
  onStatement?: StatementListener | undefined;
  /** See `TrackedClient.takeOpening`. */
  holdsBegin?: boolean;
}

const BEGIN: Prepared = { text: 'begin', name: 'begin', values: [] };

/** What a statement that need not be sent is answered with. */
const UNSENT = { command: '', rowCount: null, rows: [] };

/** A `pg` client that connects in time, reports its statements and can be cut off. */
export class TrackedClient extends pg.Client {
  private readonly onStatement: StatementListener | undefined;
  private readonly holdsBegin: boolean;
  /** A `begin` was asked for and not sent yet, and what is to be sent with it. */
  private held: Prepared[] = [];
  /** The transaction is committed, and whoever began it does not know yet. */
  private isCommitted = false;

  constructor(config?: TrackedConfig) {
    // The pool's own time-out covers the wait for a free client; connecting has a shorter one.
    super({ ...config, password: config?.password, connectionTimeoutMillis: 0 });
    this.onStatement = config?.onStatement;
    this.holdsBegin = config?.holdsBegin ?? false;
    (this as { query: unknown }).query = this.tracked(super.query.bind(this) as AnyQuery);
    frame((this as unknown as { connection: FramedWire }).connection);
    const connect = super.connect.bind(this) as (callback?: unknown) => unknown;
    (this as { connect: unknown }).connect = (callback?: unknown) => {
      this.limitConnecting();
      return connect(callback);
    };
  }

  /**
   * Counts ticks, of which a busy process misses some: one timer over the whole time would be seen
   * before the answer that has come in meanwhile, and a database that is well would seem away.
   */
  private limitConnecting(): void {
    let left = TICKS;
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      this.destroy(new Error('timeout expired'));
    }, TIMEOUTS.connect / TICKS);
    const stop = (): void => clearInterval(timer);
    this.once('connect', stop).once('end', stop);
  }

  /** Closes the socket at once; statements under way fail, the pool drops the client. */
  destroy(reason?: Error): void {
    // What ends the transaction is sent then, and finds out.
    this.held = [];
    const { connection } = this as unknown as {
      connection: { stream: { destroy(reason?: Error): void } };
    };
    connection.stream.destroy(reason);
  }

  /**
   * What opens the transaction, to be sent by whoever asks: it goes in one message with the first
   * statement. A statement that does not ask sends it ahead of itself.
   */
  takeOpening(): readonly Prepared[] {
    const { held } = this;
    if (held.length > 0) this.held = [];
    return held;
  }

  /** Adds to what opens the transaction; false when it is open already. */
  holds(statement: Prepared): boolean {
    const isHeld = this.held.length > 0;
    if (isHeld) this.held.push(statement);
    return isHeld;
  }

  /** A `commit` was sent with the last statements; the ORM's own, which comes next, is not. */
  committed(): void {
    this.isCommitted = true;
  }

  private tracked(query: AnyQuery): AnyQuery {
    return (config, values, callback) => {
      if (isReveal(config)) {
        config.reveal(this);
        return Promise.resolve({ command: 'REVEAL', rowCount: 0, rows: [] });
      }
      if (this.holdsBegin && typeof config === 'string' && this.isNeedless(config)) {
        return Promise.resolve(UNSENT);
      }
      const opening = this.takeOpening();
      if (opening.length > 0) this.open(opening);
      if (this.onStatement) report(config, this.onStatement);
      return query(config, values, callback);
    };
  }

  /** What comes behind one that failed would be a transaction of its own. */
  private open(opening: readonly Prepared[]): void {
    TextRows.all(this, opening).catch((error: Error) => this.destroy(error));
  }

  /** Of the statements around a transaction those that need no message of their own. */
  private isNeedless(text: string): boolean {
    if (text === 'begin') {
      this.held = [BEGIN];
      return true;
    }
    if (text !== 'commit' && text !== 'rollback') return false;
    const isDone = this.held.length > 0 || this.isCommitted;
    this.held = [];
    this.isCommitted = false;
    return isDone;
  }
}

function report(config: unknown, onStatement: StatementListener): void {
  const { text, texts } = config as { text?: string; texts?: readonly string[] };
  const all = typeof config === 'string' ? [config] : (texts ?? [text]);
  for (const one of all) if (one !== undefined && !CONTROL.test(one)) onStatement(one);
}

function isReveal(config: unknown): config is Reveal {
  return typeof config === 'object' && config !== null && 'reveal' in config;
}

/** Every column as the text that PostgreSQL sent; null stays null. */
export const TEXT_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (() => (value: unknown) => value) as pg.CustomTypesConfig['getTypeParser'],
};

export interface ConnectionOptions {
  url: string;
  poolSize: number;
  onStatement?: StatementListener | undefined;
  /** Gives each planned statement a span. */
  tracing?: Tracing | undefined;
  /** A `begin` is sent with the first statement of its transaction. */
  holdsBegin?: boolean;
}

/**
 * Settings of a pool. The session speaks UTC and ISO forms, so that text rows have one form; a
 * server process notices within a second that its client is gone and stops the statement.
 */
export function poolConfig(options: ConnectionOptions): pg.PoolConfig {
  const config: pg.PoolConfig & TrackedConfig = {
    connectionString: options.url,
    max: options.poolSize,
    application_name: 'bureau',
    connectionTimeoutMillis: TIMEOUTS.acquire,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3_600,
    keepAlive: true,
    statement_timeout: TIMEOUTS.statement,
    lock_timeout: TIMEOUTS.lock,
    idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
    options: SESSION,
    Client: TrackedClient as unknown as NonNullable<pg.PoolConfig['Client']>,
    onStatement: options.onStatement,
    holdsBegin: options.holdsBegin ?? false,
  };
  return config;
}
