import pg from 'pg';
import { poolConfig, TEXT_TYPES } from './connection.js';
import type { RunSql } from './run-sql.js';
import { StatementNames } from './statement-names.js';

/** What the services behind the requests do in one transaction. */
export interface WorkerTransaction {
  readonly run: RunSql;
  /** All of it or nothing of it; the transaction goes on either way. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

export interface WorkerPoolOptions {
  url: string;
  poolSize: number;
  /** Connections keep the plans of statements: for services that run the same few over and over. */
  prepare?: boolean;
}

/** Transactions of the worker role, which sees across organizations what it needs. */
export class WorkerPool {
  private readonly pool: pg.Pool;
  private readonly names: StatementNames | undefined;

  constructor(options: WorkerPoolOptions) {
    this.names = options.prepare ? new StatementNames() : undefined;
    this.pool = new pg.Pool(poolConfig(options));
    this.pool.on('error', ignore);
    this.pool.on('connect', (client) => client.on('error', ignore));
  }

  /** Commits when the work returns; rolls back and throws what it threw otherwise. */
  async transaction<T>(work: (transaction: WorkerTransaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const value = await work(transactionOn(client, this.names));
      await client.query('commit');
      client.release();
      return value;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }

  /** One statement in a transaction of its own. */
  run: RunSql = async <R extends Record<string, unknown>>(
    text: string,
    values: readonly unknown[],
  ) => {
    return (await this.pool.query(configOf(text, values, this.names))).rows as R[];
  };

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function configOf(
  text: string,
  values: readonly unknown[],
  names: StatementNames | undefined,
): pg.QueryConfig {
  const name = names?.of(text);
  return { text, values: [...values], types: TEXT_TYPES, ...(name !== undefined && { name }) };
}

function transactionOn(
  client: pg.PoolClient,
  names: StatementNames | undefined,
): WorkerTransaction {
  let depth = 0;
  const run: RunSql = async <R extends Record<string, unknown>>(
    text: string,
    values: readonly unknown[],
  ) => (await client.query(configOf(text, values, names))).rows as R[];
  return {
    run,
    savepoint: async (work) => {
      const name = `part_${++depth}`;
      await client.query(`savepoint ${name}`);
      try {
        const value = await work();
        await client.query(`release savepoint ${name}`);
        return value;
      } catch (error) {
        await client.query(`rollback to savepoint ${name}; release savepoint ${name}`);
        throw error;
      } finally {
        depth -= 1;
      }
    },
  };
}

function ignore(): void {}
