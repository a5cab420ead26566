import pg from 'pg';
import type { FramedWire, RowPlace, RowTaker } from './row-frames.js';

/** What a statement of the planner or the kernel is sent as. */
export interface Prepared {
  text: string;
  /** Under which the connection keeps its plan; absent: planned for this time. */
  name: string | undefined;
  values: readonly unknown[];
}

/** The part of a connection of `pg` that a statement speaks to. */
interface Wire extends FramedWire {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  parse(statement: { text: string; name: string | undefined; types: undefined }): void;
  bind(portal: {
    statement: string | undefined;
    values: readonly unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(portal: object): void;
  sync(): void;
  sendCopyFail(reason: string): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } })
  .utils;

/**
 * Statements whose rows are taken where they stand, each cell the text that it came as. Their
 * columns are known, so that the database is not asked to describe them with each answer: beside
 * `pg`'s own query a fifth of the CPU of a small statement in the server, and some in the database.
 * Several go in one message and one round trip: after the first that fails none is executed.
 */
export class TextRows implements RowTaker {
  /** Set by the client when it has to; here nobody waits on it. */
  callback: (error: Error | null) => void;
  /** The statement that is answered now. */
  private at = 0;
  private readonly rows: RowPlace[][];

  private constructor(
    private readonly statements: readonly Prepared[],
    settle: (error: Error | null, rows: RowPlace[][]) => void,
  ) {
    this.rows = statements.map(() => []);
    this.callback = (error) => settle(error, this.rows);
  }

  /** Runs statements in one round trip on a connection that is free; the rows of each. */
  static all(client: pg.ClientBase, statements: readonly Prepared[]): Promise<RowPlace[][]> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null, rows: RowPlace[][]) =>
        error ? reject(error) : resolve(rows);
      client.query(new TextRows(statements, settle) as unknown as pg.Submittable);
    });
  }

  /** For whoever is told of statements. */
  get texts(): string[] {
    return this.statements.map(({ text }) => text);
  }

  /** Name and text of the statement that is answered now: the client notes what is parsed. */
  get name(): string | undefined {
    return this.statements[this.at]?.name;
  }

  get text(): string {
    return this.statements[this.at]?.text ?? '';
  }

  submit(wire: Wire): Error | null {
    wire.rowTaker = this;
    wire.stream.cork();
    try {
      for (const statement of this.statements) send(wire, statement);
    } catch (error) {
      // A value that has no text: it was not bound, and the connection stays good.
      this.callback(error as Error);
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
    return null;
  }

  takeRow(bytes: Buffer, at: number): void {
    this.rows[this.at]?.push({ bytes, at, form: 'message' });
  }

  handleCommandComplete(): void {
    this.at += 1;
  }

  handleReadyForQuery(wire: Wire): void {
    wire.rowTaker = undefined;
    this.callback(null);
  }

  handleError(error: Error, wire?: Wire): void {
    if (wire) this.forget(wire);
    this.callback(error);
  }

  /** What comes behind the failed one was sent, and parsed by nobody. */
  private forget(wire: Wire): void {
    wire.rowTaker = undefined;
    for (const { name } of this.statements.slice(this.at)) {
      if (name !== undefined) delete wire.submittedNamedStatements[name];
    }
  }

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail('No rows are sent here.');
  }

  handleEmptyQuery(): void {
    this.at += 1;
  }

  handleRowDescription(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}

function send(wire: Wire, { text, name, values }: Prepared): void {
  const isKnown =
    name !== undefined &&
    (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) !== undefined;
  if (!isKnown) {
    wire.parse({ text, name, types: undefined });
    if (name !== undefined) wire.submittedNamedStatements[name] = text;
  }
  wire.bind({ statement: name, values, valueMapper: prepareValue });
  wire.execute({});
}
