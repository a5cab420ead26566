import type { EventSubscriber, MikroORM } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type ConnectionOptions,
  poolConfig,
  TEXT_TYPES,
  type TrackedClient,
} from './connection.js';
import { KeyedDriver, type KeyedReader } from './keyed-driver.js';
import type { Statement, StatementRunner } from './runtime.js';
import { textsOf } from './row-frames.js';
import { StatementNames } from './statement-names.js';
import { type Prepared, TextRows } from './text-rows.js';

type TransactionContext = Parameters<EntityManager['setTransactionContext']>[0];
type Connection = ReturnType<EntityManager['getConnection']>;

/** The part of the ORM's transaction handle by which one query can be run on it. */
interface Executable {
  executeQuery(query: object): Promise<unknown>;
}

/** A client while it is checked out of its pool. */
type PooledClient = TrackedClient & { release(destroy?: boolean): void };

/** An open transaction: the unit of work and the connection beneath it. */
export interface OrmTransaction extends StatementRunner {
  readonly em: EntityManager;
  /** Runs a statement of which nothing is asked in one message with the next one. */
  first(statement: Statement): Promise<void>;
  /** Several statements in one round trip; after the first that fails none is executed. */
  together(statements: readonly Statement[]): Promise<(string | null)[][][]>;
  /** Rows as objects of texts; planned for these values unless `prepare` is true. */
  rows<R extends object>(
    text: string,
    values?: readonly unknown[],
    how?: Pick<Statement, 'prepare'>,
  ): Promise<R[]>;
  /** Runs several statements without parameters in one round trip. */
  script(text: string): Promise<void>;
  /** Commits, in one round trip with the last statements; the rows of each. */
  commit(last?: readonly Statement[]): Promise<(string | null)[][][]>;
  /** Never throws: a connection that cannot roll back is destroyed. */
  rollback(): Promise<void>;
  /** Closes the connection at once; whatever runs on it fails. */
  destroy(): void;
}

/**
 * The connections of transactions. Each runtime has a driver of its own over the composition's
 * metadata, so that one composition serves several databases (tests, a worker beside a server).
 */
export class WritePool {
  private readonly driver: KeyedDriver;
  private readonly root: EntityManager;
  /** Transactions that are open, and those that wait for a connection. */
  private readonly counts = { open: 0, waiting: 0 };
  private readonly names = new StatementNames();
  /** Names of the columns of prepared statements, as the database described them. */
  private readonly columns = new Map<string, readonly string[]>();

  constructor(orm: MikroORM, options: ConnectionOptions) {
    // The driver's connection copies the setting when it is made; the configuration is shared.
    const before = orm.config.get('driverOptions');
    orm.config.set('driverOptions', (() => poolConfig({ ...options, holdsBegin: true })) as never);
    this.driver = new KeyedDriver(orm.config as never);
    orm.config.set('driverOptions', before);
    this.driver.getPlatform().setConfig(orm.config);
    this.driver.setMetadata(orm.getMetadata());
    this.root = this.driver.createEntityManager(false) as unknown as EntityManager;
  }

  /**
   * Begins a transaction with an entity manager of its own. The manager is bound to it from the
   * start (never to an asynchronous context), so nothing of it can run outside; its own `begin`,
   * `commit` and `rollback` are refused, because the kernel ends the transaction.
   */
  async begin(subscribers: readonly EventSubscriber[] = []): Promise<OrmTransaction> {
    // Makes the pool, opens nothing; the ORM's own first connect would try to create a database.
    await this.driver.connect({ skipOnConnect: true });
    const em = this.root.fork({ useContext: false, freshEventManager: true });
    for (const subscriber of subscribers) em.getEventManager().registerSubscriber(subscriber);
    const connection = em.getConnection('write');
    this.counts.waiting += 1;
    const begun = connection.begin().finally(() => (this.counts.waiting -= 1));
    const handle = (await begun) as TransactionContext & Executable;
    this.counts.open += 1;
    em.setTransactionContext(handle);
    seal(em);
    const client = await clientOf(handle);
    const ended = () => (this.counts.open -= 1);
    const parts = { connection, handle, ended, names: this.names, columns: this.columns };
    const transaction = new BoundTransaction(em, parts, client);
    this.driver.serve(handle, transaction);
    return transaction;
  }

  /** For metrics: transactions that are open, and those that wait for a connection. */
  get load(): { open: number; waiting: number } {
    return { ...this.counts };
  }

  async close(): Promise<void> {
    await this.driver.close(true);
  }
}

/** Asks the transaction's own connection for its client (see `Reveal`). */
async function clientOf(handle: Executable): Promise<PooledClient> {
  let found: PooledClient | undefined;
  const reveal = (client: TrackedClient) => {
    found = client as PooledClient;
  };
  await handle.executeQuery({
    sql: { reveal },
    parameters: [],
    query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
    queryId: { queryId: 'reveal' },
  });
  if (!found) throw new Error('The ORM does not pass statements to the client of its pool.');
  return found;
}

function seal(em: EntityManager): void {
  for (const method of ['begin', 'commit', 'rollback'] as const) {
    Object.defineProperty(em, method, {
      value: () => Promise.reject(new Error(`em.${method}() is the kernel's: throw to roll back.`)),
    });
  }
}

const COMMIT: Prepared = { text: 'commit', name: 'commit', values: [] };

class BoundTransaction implements OrmTransaction, KeyedReader {
  private ended = false;
  /** Statements of one connection run one after another. */
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    readonly em: EntityManager,
    private readonly orm: {
      connection: Connection;
      handle: TransactionContext;
      ended: () => void;
      names: StatementNames;
      columns: Map<string, readonly string[]>;
    },
    private readonly client: PooledClient,
  ) {}

  async run(statement: Statement): Promise<(string | null)[][]> {
    const [rows = []] = await this.together([statement]);
    return rows;
  }

  async first(statement: Statement): Promise<void> {
    if (!this.client.holds(this.prepared(statement))) await this.run(statement);
  }

  async describe({ text, values }: Statement): ReturnType<KeyedReader['describe']> {
    const config = { text, values: [...values], rowMode: 'array' as const };
    const { rows, fields } = await this.inTurn(() => this.client.query<unknown[]>(config));
    const parsers = fields.map(({ dataTypeID }) => this.client.getTypeParser(dataTypeID, 'text'));
    return { rows, parsers };
  }

  together(statements: readonly Statement[]): Promise<(string | null)[][][]> {
    const prepared = statements.map((one) => this.prepared(one));
    return this.inTurn(() => this.send(prepared));
  }

  rows<R extends object>(
    text: string,
    values: readonly unknown[] = [],
    { prepare = false }: Pick<Statement, 'prepare'> = {},
  ): Promise<R[]> {
    const { names, columns } = this.orm;
    const known = prepare ? columns.get(text) : undefined;
    const name = prepare ? names.of(text) : undefined;
    return this.inTurn(async () => {
      if (known) {
        const [rows = []] = await this.send([{ text, name, values }]);
        return rows.map((row) => objectOf<R>(known, row));
      }
      // What opens the transaction may fail, and then it is this that is to be heard of.
      await this.send([]);
      const config = { text, values: [...values], types: TEXT_TYPES };
      const result = await this.client.query({ ...config, ...(name !== undefined && { name }) });
      if (name !== undefined) {
        if (columns.size >= DESCRIBED) columns.clear();
        const described = result.fields.map((field) => field.name);
        columns.set(text, described);
      }
      return result.rows as R[];
    });
  }

  script(text: string): Promise<void> {
    return this.inTurn(async () => {
      await this.client.query(text);
    });
  }

  async commit(last: readonly Statement[] = []): Promise<(string | null)[][][]> {
    const prepared = last.map((one) => this.prepared(one));
    const rows = await this.inTurn(() => this.send([...prepared, COMMIT]));
    this.client.committed();
    await this.orm.connection.commit(this.orm.handle);
    this.ended = true;
    this.orm.ended();
    return rows.slice(0, -1);
  }

  async rollback(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.orm.ended();
    try {
      await this.orm.connection.rollback(this.orm.handle);
    } catch {
      // The ORM's handle gives its connection back after a successful end only (Kysely 0.29):
      // without this each broken connection would take a place of the pool for ever.
      this.client.destroy();
      this.client.release(true);
    }
  }

  destroy(): void {
    this.client.destroy();
  }

  private prepared({ text, values, prepare }: Statement): Prepared {
    const name = prepare === false ? undefined : this.orm.names.of(text);
    return { text, name, values };
  }

  private async send(statements: readonly Prepared[]): Promise<(string | null)[][][]> {
    const opening = this.client.takeOpening();
    const all = opening.length === 0 ? statements : [...opening, ...statements];
    if (all.length === 0) return [];
    const rows = await TextRows.all(this.client, all);
    return rows.slice(opening.length).map((places) => places.map(textsOf));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(work, work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}

/** Statements whose columns are remembered; beyond it all are described again. */
const DESCRIBED = 1_000;

function objectOf<R extends object>(
  columns: readonly string[],
  row: readonly (string | null)[],
): R {
  const made: Record<string, string | null> = {};
  for (const [place, name] of columns.entries()) made[name] = row[place] ?? null;
  return made as R;
}
