import type { Statement, StatementRunner } from '../context/runtime.js';

interface Waiting {
  resolve(rows: (string | null)[][]): void;
  reject(error: unknown): void;
}

/** A statement, and who waits for its rows. */
interface Asked {
  statement: Statement;
  readonly waiting: Waiting[];
}

/**
 * Reads of answers that are asked for before the commit, so that they go in one message with it:
 * a round trip less for each mutation. What is asked later runs elsewhere. Several that differ in
 * nothing but their keys are one statement.
 */
export class LastReads implements StatementRunner {
  private readonly asked: Asked[] = [];
  private isTaken = false;

  /** @param later runs what is asked for when the transaction has ended */
  constructor(private readonly later: StatementRunner) {}

  run(statement: Statement): Promise<(string | null)[][]> {
    if (this.isTaken) return this.later.run(statement);
    return new Promise((resolve, reject) => this.ask(statement, { resolve, reject }));
  }

  private ask(statement: Statement, who: Waiting): void {
    const known = this.asked.find((one) => isAlike(one.statement, statement));
    if (!known) {
      this.asked.push({ statement, waiting: [who] });
      return;
    }
    known.statement = joined(known.statement, statement);
    known.waiting.push(who);
  }

  /** What was asked for up to now; from here on nothing waits any more. */
  take(): Statement[] {
    this.isTaken = true;
    return this.asked.map(({ statement }) => statement);
  }

  /** The rows of each statement that was taken, in order. */
  settle(rows: readonly (string | null)[][][]): void {
    for (const [at, { waiting }] of this.asked.entries()) {
      for (const one of waiting) one.resolve(rows[at] ?? []);
    }
  }

  /** The transaction failed, and they were never answered. */
  fail(error: unknown): void {
    for (const { waiting } of this.asked) for (const one of waiting) one.reject(error);
  }
}

/** One text, and the same values but for the keys. */
function isAlike(one: Statement, other: Statement): boolean {
  const { text, values, keys } = one;
  if (keys === undefined || keys !== other.keys || text !== other.text) return false;
  return values.every((value, at) => at === keys || isSame(value, other.values[at]));
}

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other);
}

function joined(one: Statement, other: Statement): Statement {
  const both = [one, other].flatMap(({ values, keys = 0 }) => values[keys] as unknown[]);
  const values = one.values.map((value, at) => (at === one.keys ? [...new Set(both)] : value));
  return { ...one, values };
}
