import { csvCell, guardFormula, unguardFormula } from '../bulk/formula-guard.js';
import type { RequestContext } from '../context/request.js';
import { type FileDraft, Files } from '../files/file-service.js';
import { takeBytes } from '../files/take-bytes.js';
import { cellsOf } from './csv-records.js';
import { ERRORS_PURPOSE } from './error-purpose.js';
import { REASON_COLUMN } from './import-header.js';
import { importField, type ImportWork } from './import-work.js';
import type { RowFailures } from './row-failures.js';
import { readRecords, type RowRecord } from './row-reader.js';

const CHUNK = 250;

/**
 * Writes the rejected rows, in the form of the file that they came in, each with its reasons in one
 * more column: to be corrected and imported again. Their faults must be stored already. Nothing
 * where no row is rejected by itself. Works outside of a transaction, in the memory of some rows.
 */
export async function writeErrorFile(
  work: ImportWork,
  failures: RowFailures,
): Promise<FileDraft | undefined> {
  const { run, index } = work;
  if (!index.isSound || !index.header || failures.count === 0) return undefined;
  const form = await formOf(work);
  // The store wants the number of bytes before the first one.
  let size = 0;
  for await (const chunk of content(work, form, failures)) size += chunk.length;
  const announced = {
    organizationId: run.job.organizationId,
    purpose: ERRORS_PURPOSE,
    mediaType: 'text/csv',
    size,
  };
  const taken = await takeBytes(run.runtime, content(work, form, failures), announced);
  return { ...taken, purpose: ERRORS_PURPOSE.id, size };
}

/** Makes it a file, inside the step that ends the import; its uuid for the outcome. */
export async function keepErrorFile(
  ctx: RequestContext,
  { type }: ImportWork,
  draft: FileDraft | undefined,
): Promise<{ fileId?: string }> {
  if (!draft) return {};
  const file = await ctx.service(Files).create(ctx, draft, `${importField(type)}-errors.csv`);
  return { fileId: file.id };
}

/** How the lines of the file are written. */
interface Form {
  delimiter: string;
  /** Empty, or that of the file. */
  byteOrderMark: string;
  lineEnd: string;
  /** Without that of the reasons. */
  headers: readonly string[];
  /** The file is itself one of rejected rows: its old reasons are replaced. */
  hasReasons: boolean;
}

const BYTE_ORDER_MARK = '\ufeff';

async function formOf({ source, index }: ImportWork): Promise<Form> {
  const { delimiter } = index;
  const place = { start: index.header?.start ?? 0, end: index.header?.end ?? 0 };
  const begin = (await textOf(source.read({ start: 0, end: 3 }))) === BYTE_ORDER_MARK;
  const header = await textOf(source.read(place));
  const headers = cellsOf(Buffer.from(header), delimiter) ?? [];
  const hasReasons = headers.at(-1)?.trim().toLowerCase() === REASON_COLUMN;
  return {
    delimiter,
    byteOrderMark: begin ? BYTE_ORDER_MARK : '',
    lineEnd: header.endsWith('\r\n') ? '\r\n' : '\n',
    headers: hasReasons ? headers.slice(0, -1) : headers,
    hasReasons,
  };
}

async function textOf(source: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function* content(
  work: ImportWork,
  form: Form,
  failures: RowFailures,
): AsyncGenerator<Buffer> {
  const { run, source, index } = work;
  const header = [...form.headers.map(cellOf), REASON_COLUMN].join(form.delimiter);
  yield Buffer.from(form.byteOrderMark + header + form.lineEnd);
  const rows = failures.inOrder();
  for (let at = 0; at < rows.length; at += CHUNK) {
    run.checkpoint();
    const records = await readRecords(source, index, rows.slice(at, at + CHUNK));
    const reasons = await reasonsOf(work, records);
    const lines = records.map((record) => lineOf(form, record, reasons.get(record.line) ?? ''));
    yield Buffer.from(lines.join(''));
  }
}

const REASONS = `
  select line, string_agg(concat_ws(': ', "column", message || ' (' || code || ')'), ' | '
    order by id) as reason
  from core.import_fault where job_id = $1 and line = any($2::int[]) group by line`;

async function reasonsOf(
  { run }: ImportWork,
  records: readonly RowRecord[],
): Promise<ReadonlyMap<number, string>> {
  const { runtime, job } = run;
  const values = [job.id, records.map(({ line }) => line)];
  const statement = { text: REASONS, values };
  const rows = await runtime.reads.sql<{ line: string; reason: string }>(
    job.organizationId,
    statement,
  );
  return new Map(rows.map(({ line, reason }) => [Number(line), reason]));
}

function lineOf(form: Form, { bytes }: RowRecord, reason: string): string {
  const { delimiter, headers, hasReasons, lineEnd } = form;
  const cells = cellsOf(bytes, delimiter);
  const last = csvCell(reason) + lineEnd;
  if (!cells) return unreadable(form, bytes) + delimiter + last;
  const isWhole = cells.length === headers.length + 1;
  const own = hasReasons && isWhole ? cells.slice(0, -1) : cells;
  // Cells that are missing are there, empty, so that the reason stands under its header.
  const missing = Array.from({ length: Math.max(0, headers.length - own.length) }, () => '');
  return [...own.map(cellOf), ...missing, last].join(delimiter);
}

/** As the import would read it, and as it may stand in a spreadsheet. */
function cellOf(text: string): string {
  return csvCell(unguardFormula(text));
}

/** A row whose quotes do not match cannot be taken apart: it stands as it is, but guarded. */
function unreadable({ delimiter }: Form, bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  const guarded = (part: string) =>
    part.startsWith('"') ? `"${guardFormula(part.slice(1))}` : guardFormula(part);
  return text.split(delimiter).map(guarded).join(delimiter);
}
