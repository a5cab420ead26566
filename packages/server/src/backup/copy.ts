import type pg from 'pg';

/** The part of pg's connection that COPY needs; its types leave it out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  sendCopyFail(message: string): void;
  endCopyFrom(): void;
  readonly stream: {
    pause(): void;
    resume(): void;
    readonly writableNeedDrain: boolean;
    once(event: 'drain' | 'close', listener: () => void): void;
    destroy(): void;
  };
}

const PAUSE_BYTES = 1_048_576;

/**
 * Bytes of `COPY ... TO STDOUT`; the connection waits while nobody reads. One that is not read to
 * its end is cut off with its connection.
 */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(text);
  client.query(copy as unknown as pg.Submittable);
  try {
    for (let rows = await copy.take(); rows !== undefined; rows = await copy.take()) yield rows;
  } finally {
    copy.abandon();
  }
}

/** Sends bytes to `COPY ... FROM STDIN`; nothing of them stays when the source throws. */
export async function copyIn(
  client: pg.ClientBase,
  text: string,
  source: AsyncIterable<Buffer>,
): Promise<void> {
  const copy = new CopyIn(text, source);
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}

/** Answers of the database to a statement of its own kind, as pg hands them out. */
class CopyOut {
  private held: Buffer[] = [];
  private size = 0;
  private over = false;
  private failure: Error | undefined;
  private connection: CopyConnection | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly text: string) {}

  /** What has come since the last call; undefined at the end. */
  async take(): Promise<Buffer | undefined> {
    while (this.size === 0 && !this.over) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure) throw this.failure;
    if (this.size === 0) return undefined;
    const taken = Buffer.concat(this.held);
    this.held = [];
    this.size = 0;
    this.connection?.stream.resume();
    return taken;
  }

  abandon(): void {
    if (!this.over) this.connection?.stream.destroy();
  }

  submit(connection: CopyConnection): void {
    this.connection = connection;
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: CopyConnection): void {
    // The parser uses its memory again.
    this.held.push(Buffer.from(chunk));
    this.size += chunk.length;
    if (this.size >= PAUSE_BYTES) connection.stream.pause();
    this.wake?.();
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failure = error;
    this.end();
  }

  handleReadyForQuery(): void {
    this.end();
  }

  private end(): void {
    this.over = true;
    this.wake?.();
  }
}

class CopyIn {
  readonly done: Promise<void>;
  private settle: { resolve(): void; reject(error: unknown): void } | undefined;
  private failure: unknown;
  private over = false;

  constructor(
    private readonly text: string,
    private readonly source: AsyncIterable<Buffer>,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.send(connection);
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.over = true;
    // Of two reasons the source's own came first.
    this.settle?.reject(this.failure ?? error);
  }

  handleReadyForQuery(): void {
    this.over = true;
    this.settle?.resolve();
  }

  private async send(connection: CopyConnection): Promise<void> {
    const { stream } = connection;
    try {
      for await (const chunk of this.source) {
        if (this.over) return;
        connection.sendCopyFromChunk(chunk);
        if (stream.writableNeedDrain) {
          await new Promise<void>((resolve) => {
            stream.once('drain', resolve);
            stream.once('close', resolve);
          });
        }
      }
      if (!this.over) connection.endCopyFrom();
    } catch (error) {
      this.failure = error;
      if (this.over) this.settle?.reject(error);
      else connection.sendCopyFail('the source failed');
    }
  }
}
