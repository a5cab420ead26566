import pg from 'pg';
import { type ConnectionOptions, poolConfig, TEXT_TYPES, TIMEOUTS } from './connection.js';
import type { TrackedClient } from './connection.js';
import { deadlineRefusal, until } from './deadline.js';
import type { Statement, StatementRunner } from './runtime.js';
import { type RowPlace, textsOf } from './row-frames.js';
import { StatementNames } from './statement-names.js';
import { TextRows } from './text-rows.js';
import type { Tracing } from './tracing.js';

/** What a connection is set to; compared at each checkout, so that a setting costs nothing. */
interface Session {
  organizationId: string;
  statementTimeout: number;
}

interface Checkout {
  organizationId?: string | undefined;
  deadline: number | undefined;
  /** Any organization will do. */
  anywhere?: boolean;
}

const SET_SESSION =
  "select set_config('app.organization_id', $1, false), " +
  "set_config('statement_timeout', $2, false)";

/**
 * The connections of planned reads: plain `pg`, named statements, text rows. The organization is
 * a setting of the session, set by `checkout` and nowhere else, and only when it changes.
 */
export class ReadPool {
  private readonly pool: pg.Pool;
  private readonly sessions = new WeakMap<pg.PoolClient, Session>();
  private readonly names = new StatementNames();
  private readonly tracing: Tracing | undefined;

  constructor(options: ConnectionOptions) {
    this.tracing = options.tracing;
    this.pool = new pg.Pool(poolConfig(options));
    this.pool.on('error', ignore);
    // The pool stops listening while a client is out; a lost connection then rejects its query.
    this.pool.on('connect', (client) => client.on('error', ignore));
  }

  /** Rows as arrays of texts on one organization; no organization sees no tenant's rows. */
  async query(
    organizationId: string | undefined,
    statement: Statement,
    deadline?: number,
  ): Promise<(string | null)[][]> {
    const rows = await this.rowPlaces(organizationId, statement, deadline);
    return rows.map(textsOf);
  }

  /** The same rows where they stand in what the database sent. */
  rowPlaces(
    organizationId: string | undefined,
    statement: Statement,
    deadline?: number,
  ): Promise<RowPlace[]> {
    const { text, values, prepare } = statement;
    const name = prepare === false ? undefined : this.names.of(text);
    return this.traced(statement, { organizationId, deadline }, async (client) => {
      const [rows = []] = await TextRows.all(client, [{ text, name, values }]);
      return rows;
    });
  }

  /** Rows as objects of texts. */
  async sql<R extends object>(
    organizationId: string | undefined,
    statement: Statement,
    deadline?: number,
  ): Promise<R[]> {
    const config = this.configOf(statement);
    return this.checkout({ organizationId, deadline }, async (client) => {
      const result = await client.query(config);
      return result.rows as R[];
    });
  }

  /**
   * A look-up that no organization bounds (credentials, by a function of the owner): takes the
   * connection as the last caller left it, which saves two changes of the organization a request.
   */
  async sqlAnywhere<R extends object>(statement: Statement, deadline?: number): Promise<R[]> {
    return this.checkout({ deadline, anywhere: true }, async (client) => {
      const result = await client.query(this.configOf(statement));
      return result.rows as R[];
    });
  }

  /** A runner bound to one caller's organization and deadline. */
  runner(organizationId: string | undefined, deadline?: number): StatementRunner {
    return {
      run: (statement) => this.query(organizationId, statement, deadline),
      rowPlaces: (statement) => this.rowPlaces(organizationId, statement, deadline),
    };
  }

  /** Connections in use and waiting, for health and metrics. */
  get load(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private configOf(statement: Statement) {
    const { text, prepare } = statement;
    const name = prepare === false ? undefined : this.names.of(text);
    const values = [...statement.values];
    return { text, values, types: TEXT_TYPES, ...(name === undefined ? {} : { name }) };
  }

  /** The wait for a connection is part of the span: it is what the caller waits for. */
  private traced<T>(
    { text }: Statement,
    wanted: Checkout,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    if (!this.tracing) return this.checkout(wanted, work);
    const span = { name: 'sql', attributes: { 'db.query.text': text } };
    return this.tracing(span, () => this.checkout(wanted, work));
  }

  /** The one way to a connection: organization verified, deadline kept, a broken one destroyed. */
  private async checkout<T>(
    wanted: Checkout,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const { deadline } = wanted;
    if (deadline !== undefined && deadline <= Date.now()) throw deadlineRefusal();
    // One that is free comes at once; no need of a clock beside it.
    const isFree = this.pool.idleCount > this.pool.waitingCount;
    const connecting = this.pool.connect();
    const client = await (deadline === undefined || isFree
      ? connecting
      : until(deadline, connecting, (late) => late.release()));
    const timer = deadlineTimer(client, deadline);
    try {
      await this.prepare(client, wanted);
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // Whatever went wrong, nobody has to prove that the session is still clean.
      client.release(true);
      throw deadline !== undefined && deadline <= Date.now() ? deadlineRefusal() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async prepare(client: pg.PoolClient, wanted: Checkout): Promise<void> {
    const organizationId = wanted.organizationId ?? '';
    const statementTimeout = timeoutClass(wanted.deadline);
    const session = this.sessions.get(client);
    // Callers without a deadline among callers with a long one: the longer time-out does.
    if (wanted.anywhere && session && session.statementTimeout >= statementTimeout) return;
    if (
      session?.organizationId === organizationId &&
      session.statementTimeout === statementTimeout
    ) {
      return;
    }
    this.sessions.delete(client);
    const values = [organizationId, String(statementTimeout)];
    await client.query({ name: 'session', text: SET_SESSION, values });
    this.sessions.set(client, { organizationId, statementTimeout });
  }
}

/** Few classes instead of each caller's own rest: the setting would change with every request. */
function timeoutClass(deadline: number | undefined): number {
  const rest = deadline === undefined ? 0 : deadline - Date.now();
  if (rest <= TIMEOUTS.statement) return TIMEOUTS.statement;
  return rest <= 120_000 ? 120_000 : 600_000;
}

function deadlineTimer(
  client: pg.PoolClient,
  deadline: number | undefined,
): NodeJS.Timeout | undefined {
  if (deadline === undefined) return undefined;
  const cut = () => (client as unknown as TrackedClient).destroy();
  return setTimeout(cut, timerLength(deadline - Date.now()));
}

/** Timers of equal length are kept in one list; a long one need not be exact to the millisecond. */
function timerLength(rest: number): number {
  return rest > 5_000 ? Math.ceil(rest / 1_000) * 1_000 : Math.max(1, rest);
}

function ignore(): void {}
