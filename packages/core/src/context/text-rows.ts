import pg from 'pg';

/** What a statement of the planner is sent as. */
interface Prepared {
  text: string;
  /** Under which the connection keeps its plan; absent: planned for this time. */
  name: string | undefined;
  values: readonly unknown[];
}

type Rows = (string | null)[][];

/** The part of a connection of `pg` that a statement speaks to. */
interface Wire {
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
 * A statement whose rows are taken as the texts that they come as. The planner knows its columns,
 * so that the database is not asked to describe them with each answer: beside `pg`'s own query a
 * fifth of the CPU of a small statement in the server, and some in the database.
 */
export class TextRows {
  /** Set by the client when it has to; here nobody waits on it. */
  callback: (error: Error | null) => void;
  readonly text: string;
  readonly name: string | undefined;
  private readonly values: readonly unknown[];
  private readonly rows: Rows = [];

  private constructor(
    { text, name, values }: Prepared,
    settle: (error: Error | null, rows: Rows) => void,
  ) {
    this.text = text;
    this.name = name;
    this.values = values;
    this.callback = (error) => settle(error, this.rows);
  }

  /** Runs a statement on a connection that is free. */
  static of(client: pg.ClientBase, statement: Prepared): Promise<Rows> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null, rows: Rows) => (error ? reject(error) : resolve(rows));
      client.query(new TextRows(statement, settle) as unknown as pg.Submittable);
    });
  }

  submit(wire: Wire): Error | null {
    wire.stream.cork();
    try {
      this.send(wire);
      wire.execute({});
    } catch (error) {
      // A value that has no text: nothing was bound, and the connection stays good.
      this.callback(error as Error);
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
    return null;
  }

  private send(wire: Wire): void {
    const { text, name, values } = this;
    const isKnown =
      name !== undefined &&
      (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) !== undefined;
    if (!isKnown) {
      wire.parse({ text, name, types: undefined });
      if (name !== undefined) wire.submittedNamedStatements[name] = text;
    }
    wire.bind({ statement: name, values, valueMapper: prepareValue });
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.rows.push(fields);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail('No rows are sent here.');
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}
}
