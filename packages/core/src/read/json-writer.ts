import type { Codec } from '../model/record-type.js';
import { decodeArray } from '../model/text-array.js';
import type { Row } from './row.js';

/**
 * Answers as JSON, from the bytes of cells to the bytes of the answer. It is what graphql-js and
 * JSON.stringify make of the values of `decode`, without the objects, promises and checks per field
 * in between, and without a text for each cell.
 */

/** Writes one value of a source. */
export type Write<T = Row> = (source: T) => void;

/** A row that graphql-js has to answer, because the answer has an error in it. */
export class Unwritable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unwritable';
  }
}

const SMALLEST = 64 * 1024;
/** Room that is kept between two answers. */
const KEPT = 4 * 1024 * 1024;

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_A = 97;
const LETTER_N = 110;
const LETTER_T = 116;
const LETTER_Y = 121;

/** The answer that is being written: one at a time, and not across an await. */
let out = Buffer.allocUnsafe(SMALLEST);
let end = 0;
/** Points of the objects that are being written. */
let tally = 0;

/** Counts an object that is being written. */
export function addPoints(points: number): void {
  tally += points;
}

/** What `write` writes, and the points of all its objects (`objectPoints`); not across an await. */
export function written(write: () => void): { json: Buffer; points: number } {
  end = 0;
  tally = 0;
  write();
  const json = Buffer.from(out.subarray(0, end));
  if (out.length > KEPT) out = Buffer.allocUnsafe(SMALLEST);
  return { json, points: tally };
}

function room(size: number): void {
  if (end + size <= out.length) return;
  const larger = Buffer.allocUnsafe(Math.max(2 * out.length, end + size));
  out.copy(larger, 0, 0, end);
  out = larger;
}

/** Bytes as they are. */
function copy(bytes: Buffer, from: number, until: number): void {
  room(until - from);
  if (until - from > 48) {
    end += bytes.copy(out, end, from, until);
    return;
  }
  const to = out;
  const shift = end - from;
  for (let at = from; at < until; at++) to[at + shift] = bytes[at] as number;
  end += until - from;
}

/** A text that is JSON. */
function raw(text: string): void {
  room(3 * text.length);
  end += out.write(text, end);
}

/** A value as JSON: that of a scalar. */
export function writeJson(value: unknown): void {
  raw(JSON.stringify(value));
}

/** A text as JSON. */
export function writeText(text: string): void {
  raw(JSON.stringify(text));
}

/** A text as JSON, or null. */
export function writeTextOrNull(text: string | null | undefined): void {
  if (text === null || text === undefined) writeBytes(NULL);
  else writeText(text);
}

/** Bytes that are JSON. */
export function writeBytes(bytes: Buffer): void {
  const { length } = bytes;
  room(length);
  const to = out;
  const start = end;
  for (let at = 0; at < length; at++) to[start + at] = bytes[at] as number;
  end = start + length;
}

export function writeNull(): void {
  writeBytes(NULL);
}

const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

export function writeBoolean(value: boolean): void {
  writeBytes(value ? TRUE : FALSE);
}

/** A whole number. */
export function writeInteger(value: number): void {
  raw(String(value));
}

/** Writes a cell that is not null. */
export type CellWrite = (row: Row, cell: number) => void;

/** Writes cells of a codec; `values` of an enum are those that have a name in the schema. */
export function cellWrite(
  codec: Codec,
  { prefix, values }: { prefix: string; values: ReadonlySet<string> },
): CellWrite {
  switch (codec) {
    case 'id':
      return idWrite(prefix);
    case 'integer':
      return (row, cell) => copy(row.bytes, row.starts[cell] as number, row.ends[cell] as number);
    case 'float':
      return writeFloat;
    case 'boolean':
      return (row, cell) => writeBoolean(row.bytes[row.starts[cell] as number] === LETTER_T);
    case 'instant':
      return writeInstant;
    case 'json':
      return (row, cell) => raw(JSON.stringify(JSON.parse(row.text(cell) as string)));
    case 'textArray':
      return (row, cell) => raw(JSON.stringify(decodeArray(row.text(cell) as string)));
    case 'text':
      return writeQuoted;
    case 'enum':
      return enumWrite([...values]);
    case 'date':
    case 'decimal':
    case 'bigint':
      return writePlain;
  }
}

/** A text of the database. */
function writeQuoted(row: Row, cell: number): void {
  if (row.isJson) return writePlain(row, cell);
  const { bytes } = row;
  const from = row.starts[cell] as number;
  const until = row.ends[cell] as number;
  room(6 * (until - from) + 2);
  const to = out;
  let next = end;
  to[next++] = QUOTE;
  for (let at = from; at < until; at++) {
    const byte = bytes[at] as number;
    if (byte >= 32 && byte !== QUOTE && byte !== BACKSLASH) to[next++] = byte;
    else next += to.write(ESCAPES[byte] as string, next, 'latin1');
  }
  to[next++] = QUOTE;
  end = next;
}

/** By byte, as JSON.stringify has it. */
const ESCAPES = Array.from({ length: BACKSLASH + 1 }, (_, code) =>
  JSON.stringify(String.fromCharCode(code)).slice(1, -1),
);

/** A text that has nothing to escape, by its kind or because it stands in JSON already. */
function writePlain(row: Row, cell: number): void {
  room(2);
  out[end++] = QUOTE;
  copy(row.bytes, row.starts[cell] as number, row.ends[cell] as number);
  room(1);
  out[end++] = QUOTE;
}

const ALPHABET = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz');
/** The value of a hexadecimal digit by its code. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  return code < LETTER_A ? code & 15 : (code & 15) + 9;
});
/** Where the 32 digits of a uuid stand in its text. */
const PLACES = Uint8Array.from([...'00000000-0000-0000-0000-000000000000'].flatMap(digitPlace));

function digitPlace(char: string, at: number): number[] {
  return char === '-' ? [] : [at];
}

/** Writes the public id of a uuid, see `encodeId`. */
export function idWrite(prefix: string): CellWrite {
  const head = Buffer.from(`"${prefix}_`);
  return ({ bytes, starts }, cell) => {
    writeBytes(head);
    room(27);
    const from = starts[cell] as number;
    const digit = (at: number) => DIGITS[bytes[from + (PLACES[at] as number)] as number] as number;
    const to = out;
    let next = end;
    // 128 bits behind two zero bits: a character of the first digit, then four of each five digits
    // and the bit that is left, and the last.
    let bits = digit(0);
    to[next++] = ALPHABET[bits >> 1] as number;
    for (let at = 1; at < 31; at += 5) {
      bits &= 1;
      for (let of = at; of < at + 5; of++) bits = (bits << 4) | digit(of);
      to[next++] = ALPHABET[bits >> 16] as number;
      to[next++] = ALPHABET[(bits >> 11) & 31] as number;
      to[next++] = ALPHABET[(bits >> 6) & 31] as number;
      to[next++] = ALPHABET[(bits >> 1) & 31] as number;
    }
    to[next++] = ALPHABET[((bits & 1) << 4) | digit(31)] as number;
    to[next++] = QUOTE;
    end = next;
  };
}

function writeFloat(row: Row, cell: number): void {
  const value = Number(row.text(cell));
  if (!Number.isFinite(value)) throw new Unwritable('Float cannot represent such a value');
  raw(JSON.stringify(value));
}

const ZERO = 48;

/** `2026-03-31 12:30:00.5+00` -> `2026-03-31T12:30:00.500Z`; infinity -> null; see `decode`. */
function writeInstant({ bytes, starts, ends }: Row, cell: number): void {
  const from = starts[cell] as number;
  const until = ends[cell] as number;
  if (bytes[until - 1] === LETTER_Y) return writeBytes(NULL);
  room(26);
  const to = out;
  let next = end;
  to[next++] = QUOTE;
  for (let at = 0; at < 19; at++) to[next++] = at === 10 ? 84 : (bytes[from + at] as number);
  to[next++] = 46;
  const digits = until - from > 22 ? until - from - 23 : 0;
  for (let at = 0; at < 3; at++)
    to[next++] = at < digits ? (bytes[from + 20 + at] as number) : ZERO;
  to[next++] = 90;
  to[next++] = QUOTE;
  end = next;
}

function enumWrite(values: readonly string[]): CellWrite {
  const known = values.map((value) => Buffer.from(value));
  return (row, cell) => {
    const from = row.starts[cell] as number;
    const until = row.ends[cell] as number;
    if (!known.some((value) => isSame(value, row.bytes, { from, until }))) {
      throw new Unwritable('a value without a name');
    }
    writePlain(row, cell);
  };
}

function isSame(value: Buffer, bytes: Buffer, { from, until }: { from: number; until: number }) {
  if (value.length !== until - from) return false;
  for (let at = value.length - 1; at >= 0; at--) if (value[at] !== bytes[from + at]) return false;
  return true;
}

/** A field that must have a value: without one the answer has an error. */
export function required<T = Row>(write: Write<T>): Write<T> {
  return (source) => {
    const before = end;
    write(source);
    // Nothing else in JSON begins with this letter.
    if (out[before] === LETTER_N) throw new Unwritable('a required field without a value');
  };
}
