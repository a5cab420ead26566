import type { BlobContent } from '../files/blobs.js';
import { cellsOf } from './csv-records.js';
import type { FileIndex } from './file-index.js';
import { readRow } from './import-cells.js';
import type { ImportRow } from './import-type.js';

/** A row that is right by itself. */
export interface ReadyRow {
  /** Its index in the file. */
  row: number;
  line: number;
  values: ImportRow;
}

/** Bytes that are read at once at most, when rows stand side by side. */
const MAX_RUN = 1_048_576;

/** Reads rows of an indexed file, in the order asked for. */
export async function readRows(
  source: BlobContent,
  index: FileIndex,
  rows: readonly number[],
): Promise<ReadyRow[]> {
  const records = await readRecords(source, index, rows);
  return records.map(({ row, line, bytes }) => {
    const { values } = readRow(index.plan, cellsOf(bytes, index.delimiter) ?? [], line);
    return { row, line, values };
  });
}

/** A row as it stands in the file. */
export interface RowRecord {
  /** Its index in the file. */
  row: number;
  line: number;
  bytes: Buffer;
}

/** The same rows, unread. */
export async function readRecords(
  source: BlobContent,
  index: FileIndex,
  rows: readonly number[],
): Promise<RowRecord[]> {
  const records: RowRecord[] = [];
  for (const run of runsOf(index, rows)) {
    const bytes = await readAll(source, run);
    for (const row of run.rows) {
      const place = index.rows[row];
      if (!place) continue;
      const record = bytes.subarray(place.start - run.start, place.end - run.start);
      records.push({ row, line: place.line, bytes: record });
    }
  }
  return records;
}

interface Run {
  start: number;
  end: number;
  rows: number[];
}

/** Neighbours are read together. */
function runsOf(index: FileIndex, rows: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const row of rows) {
    const place = index.rows[row];
    if (!place) continue;
    const last = runs.at(-1);
    const gap = last ? place.start - last.end : -1;
    if (last && gap >= 0 && gap < 4_096 && place.end - last.start <= MAX_RUN) {
      last.end = place.end;
      last.rows.push(row);
    } else runs.push({ start: place.start, end: place.end, rows: [row] });
  }
  return runs;
}

async function readAll(source: BlobContent, { start, end }: Run): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source.read({ start, end })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
