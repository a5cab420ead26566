/** One record of a CSV file as it stands there. */
export interface CsvRecord {
  /** Place of its first byte, and of the byte after its last one, in the file. */
  start: number;
  end: number;
  /** Line on which it begins, counted from 1. */
  line: number;
  bytes: Buffer;
}

/** What one record may have. */
export const MAX_RECORD_BYTES = 65_536;

/** A record without end: nothing after it can be read. */
export class RecordTooLong extends Error {
  constructor(readonly line: number) {
    super(`The record on line ${line} is too long.`);
    this.name = 'RecordTooLong';
  }
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts a stream into CSV records (RFC 4180): a line break between quotes belongs to its cell, CRLF
 * and LF end a record, blank lines are left out. Holds one record and one chunk at a time.
 * @throws RecordTooLong
 */
export async function* csvRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  let rest: Buffer = Buffer.alloc(0);
  const place: Place = { start: 0, line: 1 };
  for await (const chunk of source) {
    const bytes = Buffer.concat([rest, chunk]);
    const cut = yield* completeRecords(bytes, place);
    rest = bytes.subarray(cut);
    if (rest.length > MAX_RECORD_BYTES) throw new RecordTooLong(place.line);
  }
  const last = recordOf(rest, place);
  if (last) yield last;
}

/** Where the next record begins. */
interface Place {
  start: number;
  line: number;
}

/** Yields the records that end in these bytes; returns where the first incomplete one begins. */
function* completeRecords(bytes: Buffer, place: Place): Generator<CsvRecord, number> {
  let begin = 0;
  let lines = 0;
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_FEED) {
      lines += 1;
      if (isQuoted) continue;
      const record = recordOf(bytes.subarray(begin, at + 1), place);
      if (record) yield record;
      place.start += at + 1 - begin;
      place.line += lines;
      begin = at + 1;
      lines = 0;
    }
  }
  return begin;
}

function recordOf(bytes: Buffer, place: Place): CsvRecord | undefined {
  if (bytes.length > MAX_RECORD_BYTES) throw new RecordTooLong(place.line);
  const { start, line } = place;
  const isMarked = start === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const skipped = isMarked ? BYTE_ORDER_MARK.length : 0;
  const content = bytes.subarray(skipped);
  if (content.every((byte) => byte <= 0x20)) return undefined;
  return { start: start + skipped, end: start + bytes.length, line, bytes: content };
}

/**
 * The cells of one record (RFC 4180 section 2); `undefined` when its quotes do not match: a quote
 * stands around a whole cell, and twice for itself within.
 */
export function cellsOf(bytes: Buffer, delimiter: string): string[] | undefined {
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  const cells: string[] = [];
  for (let at = 0; ;) {
    const isQuoted = text.startsWith('"', at);
    const end = isQuoted ? quotedEnd(text, at) : plainEnd(text, at, delimiter);
    if (end < 0) return undefined;
    const cell = isQuoted ? text.slice(at + 1, end - 1) : text.slice(at, end);
    if (!isQuoted && cell.includes('"')) return undefined;
    cells.push(isQuoted ? cell.replaceAll('""', '"') : cell);
    if (end >= text.length) return cells;
    if (text[end] !== delimiter) return undefined;
    at = end + 1;
  }
}

/** The place after the quote that ends the cell; -1 when there is none. */
function quotedEnd(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return -1;
    if (text[at + 1] !== '"') return at + 1;
  }
}

function plainEnd(text: string, start: number, delimiter: string): number {
  const end = text.indexOf(delimiter, start);
  return end < 0 ? text.length : end;
}

/** Delimiters that are recognised, the likeliest first. */
export const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that stands most often outside quotes in the header. */
export function delimiterOf(header: Buffer): string {
  const counts = DELIMITERS.map((delimiter) => {
    const cells = cellsOf(header, delimiter);
    return { delimiter, count: cells?.length ?? 0 };
  });
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
