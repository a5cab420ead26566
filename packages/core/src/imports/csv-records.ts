import { parse } from 'csv-parse/sync';

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

/** The cells of one record; `undefined` when its quotes do not match. */
export function cellsOf(bytes: Buffer, delimiter: string): string[] | undefined {
  try {
    const rows: string[][] = parse(bytes, { delimiter, relax_column_count: true });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
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
