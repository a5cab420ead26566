import type { Statement, StatementRunner } from '../context/runtime.js';

interface Waiting {
  statement: Statement;
  resolve(rows: (string | null)[][]): void;
  reject(error: unknown): void;
}

/**
 * Reads of an answer that are asked for before the commit, so that they go in one message with it:
 * a round trip less for each mutation. What is asked later runs elsewhere.
 */
export class LastReads implements StatementRunner {
  private waiting: Waiting[] = [];
  private isTaken = false;

  /** @param later runs what is asked for when the transaction has ended */
  constructor(private readonly later: StatementRunner) {}

  run(statement: Statement): Promise<(string | null)[][]> {
    if (this.isTaken) return this.later.run(statement);
    return new Promise((resolve, reject) => this.waiting.push({ statement, resolve, reject }));
  }

  /** What was asked for up to now; from here on nothing waits any more. */
  take(): Statement[] {
    this.isTaken = true;
    return this.waiting.map(({ statement }) => statement);
  }

  /** The rows of each statement that was taken, in order. */
  settle(rows: readonly (string | null)[][][]): void {
    for (const [at, one] of this.waiting.entries()) one.resolve(rows[at] ?? []);
  }

  /** The transaction failed, and they were never answered. */
  fail(error: unknown): void {
    for (const one of this.waiting) one.reject(error);
  }
}
