import type { RowPlace } from '../context/row-frames.js';

const QUOTE = 34;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;
const LETTER_N = 110;

/**
 * The cells of a row where they stand in what the database sent; one row after the other, so that
 * nothing is made for each of them.
 */
export class Row {
  bytes: Buffer = NOTHING;
  /** By cell: its first byte. */
  readonly starts: number[] = [];
  /** By cell: behind its last byte; less than nought where it is null. */
  readonly ends: number[] = [];
  /** Texts stand there as JSON has them: what has to be escaped is. */
  isJson = false;
  private count = 0;

  /** Goes to another row. */
  to({ bytes, at, form }: RowPlace): this {
    this.bytes = bytes;
    this.count = 0;
    this.isJson = form !== 'message';
    if (form === 'message') this.readMessage(at);
    else if (form === 'json') this.readArray(at);
    else for (const chunk of arraysIn(bytes, at)) this.readArray(chunk);
    return this;
  }

  isNull(cell: number): boolean {
    return (this.ends[cell] as number) < 0;
  }

  /** The text of a cell; JSON stays JSON. */
  text(cell: number): string | null {
    const [start, end] = [this.starts[cell] as number, this.ends[cell] as number];
    if (end < 0) return null;
    const text = this.bytes.toString('utf8', start, end);
    if (!this.isJson || this.bytes[start - 1] !== QUOTE || !text.includes('\\')) return text;
    return JSON.parse(`"${text}"`) as string;
  }

  /** The rows of an array of JSON in a cell; none where it is null. */
  rowsIn(cell: number, form: RowPlace['form']): RowPlace[] {
    if (this.isNull(cell)) return [];
    const { bytes } = this;
    return arraysIn(bytes, this.starts[cell] as number).map((at) => ({ bytes, at, form }));
  }

  /** The row that an array of JSON in a cell is. */
  rowIn(cell: number, form: RowPlace['form']): RowPlace {
    return { bytes: this.bytes, at: this.starts[cell] as number, form };
  }

  private readMessage(at: number): void {
    const { bytes, starts, ends } = this;
    const cells = bytes.readUInt16BE(at);
    let next = at + 2;
    for (let cell = 0; cell < cells; cell++) {
      const length = bytes.readInt32BE(next);
      next += 4;
      starts[cell] = next;
      if (length < 0) ends[cell] = -1;
      else ends[cell] = next += length;
    }
    this.count = cells;
  }

  private readArray(at: number): void {
    const { bytes } = this;
    let next = at + 1;
    for (;;) {
      const byte = bytes[next] as number;
      if (byte === CLOSE) return;
      const end = valueEnd(bytes, next);
      if (byte === QUOTE) this.add(next + 1, end - 1);
      else if (byte === LETTER_N) this.add(next, -1);
      else if (byte === OPEN) this.add(next, end);
      next = end;
    }
  }

  private add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
  }
}

const NOTHING = Buffer.alloc(0);

/** Where the arrays begin that an array of JSON consists of. */
function arraysIn(bytes: Buffer, at: number): number[] {
  const found: number[] = [];
  let next = at + 1;
  while (bytes[next] !== CLOSE) {
    if (bytes[next] === OPEN) found.push(next);
    next = valueEnd(bytes, next);
  }
  return found;
}

/** Behind the text, array or null at a place of JSON that is well formed, or behind its space. */
function valueEnd(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === QUOTE) return stringEnd(bytes, at);
  if (byte === OPEN) return arrayEnd(bytes, at);
  return byte === LETTER_N ? at + 4 : at + 1;
}

function stringEnd(bytes: Buffer, at: number): number {
  let next = at + 1;
  for (;;) {
    const byte = bytes[next];
    if (byte === QUOTE) return next + 1;
    next += byte === BACKSLASH ? 2 : 1;
  }
}

function arrayEnd(bytes: Buffer, at: number): number {
  let depth = 0;
  let next = at;
  for (;;) {
    const byte = bytes[next];
    if (byte === QUOTE) {
      next = stringEnd(bytes, next);
      continue;
    }
    next += 1;
    if (byte === OPEN) depth += 1;
    else if (byte === CLOSE && --depth === 0) return next;
  }
}
