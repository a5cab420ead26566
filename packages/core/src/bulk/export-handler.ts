import { takeBytes } from '../files/take-bytes.js';
import { Files } from '../files/file-service.js';
import type { JobHandler, JobRun } from '../jobs/job-run.js';
import { bulkErrors } from './errors.js';
import { headerOf, lineOf } from './export-lines.js';
import { readPage } from './export-pages.js';
import { dropPart, forgetParts, keepPart, readParts, storePart } from './export-parts.js';
import { EXPORT_PURPOSE } from './export-purpose.js';
import {
  EXPORT_KIND,
  EXPORT_PERMISSION,
  type ExportCursor,
  type ExportOutcome,
  type ExportRequest,
} from './export-request.js';

const PART_LENGTH = 1_048_576;
/** Milliseconds after which a piece is stored, however short it is. */
const PART_MS = 5_000;
/** Milliseconds for the last step, in which many bytes may have to be written again. */
const END_TIME = 600_000;

/** Writes lists of records into files. `partLength`: characters, after which a piece is stored. */
export function exportHandler(partLength = PART_LENGTH): JobHandler {
  return { kind: EXPORT_KIND, run: (run) => runExport(run, partLength) };
}

/**
 * Reads page by page and stores pieces of some pages, each with the place to go on from; at the
 * end they become one file. Memory holds a page and a piece, however many records there are.
 */
async function runExport(run: JobRun, partLength: number): Promise<void> {
  const work: ExportWork = { run, request: run.job.input as ExportRequest, partLength };
  let cursor = (run.job.cursor as ExportCursor | undefined) ?? beginning();
  while (!cursor.isComplete) {
    run.checkpoint();
    cursor = await partStep(work, cursor);
  }
  await endStep(work, cursor);
}

function beginning(): ExportCursor {
  const asOf = new Date().toISOString();
  return { after: null, parts: 0, rows: 0, bytes: 0, isComplete: false, asOf };
}

interface ExportWork {
  run: JobRun;
  request: ExportRequest;
  partLength: number;
}

interface Gathered {
  cursor: ExportCursor;
  lines: string[];
  total: number | undefined;
}

async function partStep(work: ExportWork, before: ExportCursor): Promise<ExportCursor> {
  const { run } = work;
  const { lines, total, cursor } = await gather(work, before);
  const { organizationId } = run.job;
  const part = lines.length > 0 ? await storePart(run.runtime, organizationId, lines) : undefined;
  const size = part?.size ?? 0;
  const bytes = before.bytes + size;
  const { maxSize: max } = EXPORT_PURPOSE;
  const after = { ...cursor, parts: before.parts + (part ? 1 : 0), bytes };
  try {
    if (bytes > max) throw bulkErrors.EXPORT_TOO_LARGE({ max });
    await run.step({
      operation: EXPORT_KIND,
      permission: EXPORT_PERMISSION,
      work: async (ctx) => {
        if (part) await keepPart(ctx, run.job, { part, number: before.parts });
        const counted = total === undefined ? {} : { total };
        return { cursor: after, done: after.rows, step: 'READ', ...counted };
      },
    });
  } catch (error) {
    if (part) await dropPart(run.runtime, part);
    throw error;
  }
  return after;
}

/** The lines of the next pages. */
async function gather(work: ExportWork, before: ExportCursor): Promise<Gathered> {
  const { run, request, partLength } = work;
  const header = before.after === null && before.parts === 0 ? headerOf(request) : '';
  const lines = header === '' ? [] : [header];
  let { after, rows, isComplete } = before;
  let length = 0;
  let total: number | undefined;
  const begin = Date.now();
  do {
    run.checkpoint();
    const page = await readPage(run, request, after);
    total ??= page.total;
    for (const row of page.nodes) {
      const line = lineOf(request, row);
      length += line.length;
      lines.push(line);
    }
    rows += page.nodes.length;
    after = page.after ?? after;
    isComplete = !page.hasMore;
    run.report({ done: rows, step: 'READ', ...(total === undefined ? {} : { total }) });
  } while (!isComplete && length < partLength && Date.now() - begin < PART_MS);
  return { lines, total, cursor: { ...before, after, rows, isComplete } };
}

const MEDIA_TYPES = { CSV: 'text/csv', JSONL: 'application/jsonl' } as const;

async function endStep({ run, request }: ExportWork, cursor: ExportCursor): Promise<void> {
  const { runtime, job } = run;
  const { parts, rows, bytes: size, asOf } = cursor;
  const { format, name } = request;
  const mediaType = MEDIA_TYPES[format];
  run.report({ step: 'WRITE' });
  const announced = {
    organizationId: job.organizationId,
    purpose: EXPORT_PURPOSE,
    mediaType,
    size,
  };
  const source = guarded(run, parts);
  const taken =
    size > 0 &&
    (await takeBytes(runtime, source.bytes, announced).catch((error: unknown) => {
      throw source.fault() ?? error;
    }));
  await run.step({
    operation: EXPORT_KIND,
    permission: EXPORT_PERMISSION,
    time: END_TIME,
    work: async (ctx) => {
      const seconds = Math.round((Date.now() - job.startedAt.valueOf()) / 10) / 100;
      const outcome: ExportOutcome = { rows, seconds, asOf };
      if (taken) {
        const draft = { ...taken, purpose: EXPORT_PURPOSE.id, size };
        const fileName = `${name}-${asOf.slice(0, 10)}.${format.toLowerCase()}`;
        outcome.fileId = (await ctx.service(Files).create(ctx, draft, fileName)).id;
      }
      await forgetParts(ctx, job);
      return { total: rows, done: rows, end: { state: 'SUCCEEDED', outcome } };
    },
  });
}

/**
 * The bytes of the pieces, as long as the run may go on; whoever stores them calls every end that
 * comes too early by one name, so that the reason is asked for here.
 */
function guarded(run: JobRun, parts: number) {
  let fault: unknown;
  const bytes = (async function* () {
    try {
      for await (const chunk of readParts(run.runtime, run.job, parts)) {
        run.checkpoint();
        yield chunk;
      }
    } catch (error) {
      fault = error;
      throw error;
    }
  })();
  return { bytes, fault: () => fault };
}
