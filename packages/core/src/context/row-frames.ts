import { EventEmitter } from 'node:events';

/**
 * Rows as the database sent them. The planner knows the columns of its statements and writes most
 * cells as they came, so that a text for each of them is work for nothing: with 1,000 rows of ten
 * columns it was a quarter of the server's CPU.
 */

/** Where a row stands. */
export interface RowPlace {
  bytes: Buffer;
  /** Of its cells. */
  at: number;
  form: RowForm;
}

/**
 * How its cells are written down: as a message of the database (a count, then a length and the
 * text of each), as an array of JSON, or as one of arrays whose cells follow each other.
 */
export type RowForm = 'message' | 'json' | 'chunks';

/** Takes the rows of the statements that a connection runs. */
export interface RowTaker {
  takeRow(bytes: Buffer, at: number): void;
}

/** A connection of `pg`, as far as it reads. */
export interface FramedWire {
  attachListeners(stream: EventEmitter): void;
  /** Whoever wants the rows of the statements under way. */
  rowTaker?: RowTaker | undefined;
}

/** Lets a connection that is not open yet give out rows where they stand. */
export function frame(wire: FramedWire): void {
  const attach = wire.attachListeners.bind(wire);
  wire.attachListeners = (stream) => {
    const others = new EventEmitter();
    attach(others);
    const pass = (bytes: Buffer) => void others.emit('data', bytes);
    const cutter = new FrameCutter(pass, () => wire.rowTaker);
    stream.on('data', (chunk: Buffer) => cutter.read(chunk));
  };
}

const DATA_ROW = 68;
/** The kind of a message, and its length without the kind. */
const HEAD = 5;

/**
 * Cuts what a connection reads into messages (PostgreSQL documentation, "Message Formats"): rows
 * go to whoever takes them, all others to the parser of the driver.
 */
export class FrameCutter {
  /** Less than a head. */
  private head: Buffer | undefined;
  /** A message of which `filled` bytes have come. */
  private message: Buffer | undefined;
  private filled = 0;

  constructor(
    private readonly pass: (bytes: Buffer) => void,
    private readonly taker: () => RowTaker | undefined,
  ) {}

  read(chunk: Buffer): void {
    let rest = chunk;
    if (this.head) {
      rest = Buffer.concat([this.head, chunk]);
      this.head = undefined;
    }
    if (this.message) rest = this.complete(this.message, rest);
    if (rest.length > 0) this.cut(rest);
  }

  /** What comes behind the message that was not whole yet. */
  private complete(message: Buffer, chunk: Buffer): Buffer {
    const taken = chunk.copy(message, this.filled);
    this.filled += taken;
    if (this.filled < message.length) return EMPTY;
    this.message = undefined;
    this.cut(message);
    return chunk.subarray(taken);
  }

  private cut(bytes: Buffer): void {
    const taker = this.taker();
    let passed = 0;
    let at = 0;
    while (at + HEAD <= bytes.length) {
      const next = at + 1 + bytes.readUInt32BE(at + 1);
      if (next > bytes.length) break;
      if (taker && bytes[at] === DATA_ROW) {
        if (passed < at) this.pass(bytes.subarray(passed, at));
        taker.takeRow(bytes, at + HEAD);
        passed = next;
      }
      at = next;
    }
    if (passed < at) this.pass(bytes.subarray(passed, at));
    if (at < bytes.length) this.keep(bytes.subarray(at));
  }

  private keep(rest: Buffer): void {
    if (rest.length < HEAD) {
      this.head = rest;
      return;
    }
    this.message = Buffer.allocUnsafe(1 + rest.readUInt32BE(1));
    this.filled = rest.copy(this.message);
  }
}

const EMPTY = Buffer.alloc(0);

/** The cells of a message as texts. */
export function textsOf({ bytes, at }: RowPlace): (string | null)[] {
  const texts = Array.from<string | null>({ length: bytes.readUInt16BE(at) });
  let next = at + 2;
  for (let cell = 0; cell < texts.length; cell++) {
    const length = bytes.readInt32BE(next);
    next += 4;
    texts[cell] = length < 0 ? null : bytes.toString('utf8', next, next + length);
    if (length > 0) next += length;
  }
  return texts;
}
