import type { JobChange } from '../jobs/job-queue.js';
import { applyRows } from './apply-rows.js';
import { keepErrorFile, writeErrorFile } from './error-file.js';
import { importErrors } from './errors.js';
import { FaultList } from './fault-list.js';
import type { ImportOutcome } from './import-request.js';
import { applyingOf, importField, type ImportWork, secondsOf } from './import-work.js';
import { doneOf, NO_ROWS, plus, type RowCounts } from './row-counts.js';
import { RowFailures } from './row-failures.js';
import { readRows } from './row-reader.js';

/** Where an import goes on: in the row of its job, with the rows of the batches before. */
interface Cursor extends RowCounts {
  /** The next batch. */
  batch: number;
}

/**
 * Writes batch by batch, each a transaction with its faults and its cursor; rows that are refused
 * are left out, with those that depend on them. A file whose header is at fault is refused.
 */
export async function importInBatches(work: ImportWork): Promise<void> {
  const { run, type, index } = work;
  if (index.isFileFaulty) return refuseFile(work);
  const failures = new RowFailures(index, type.after?.column);
  const stored = run.job.cursor as Cursor | undefined;
  if (stored) await recallFailures(work, failures);
  let cursor = stored ? { ...NO_ROWS, ...stored } : await firstStep(work, failures);
  while (cursor.batch < index.batches.length) {
    run.checkpoint();
    cursor = await batchStep(work, failures, cursor);
  }
  await endStep(work, failures, cursor);
}

async function refuseFile(work: ImportWork): Promise<void> {
  const rows = work.index.rows.length;
  const outcome: ImportOutcome = { rows, ...NO_ROWS, failed: rows, seconds: secondsOf(work) };
  const error = importErrors.IMPORT_REJECTED({ failed: rows, rows });
  await step(work, async () => ({
    total: rows,
    failed: rows,
    done: 0,
    end: { state: 'FAILED', outcome, error },
  }));
}

/** What is wrong by itself is known before the first row is written. */
async function firstStep(work: ImportWork, failures: RowFailures): Promise<Cursor> {
  const cursor: Cursor = { batch: 0, ...NO_ROWS };
  const total = work.index.rows.length;
  const failed = failures.count;
  await step(work, async () => ({ cursor, total, failed, done: 0, step: 'WRITE' }));
  return cursor;
}

async function batchStep(work: ImportWork, failures: RowFailures, before: Cursor): Promise<Cursor> {
  const { index, faults } = work;
  const sifted = failures.sift(index.batches[before.batch] ?? []);
  faults.add(sifted.faults);
  const rows = await readRows(work.source, index, sifted.rows);
  let cursor = before;
  let refused: readonly number[] = [];
  await step(work, async (ctx) => {
    const applied = await applyRows(ctx, applyingOf(work), rows);
    refused = [...applied.refused.keys()];
    const found = new FaultList();
    found.add([...applied.refused.values()]);
    await found.store(ctx, work.run.job.id);
    cursor = { batch: before.batch + 1, ...plus(before, applied.counts) };
    const failed = failures.count + refused.length;
    return { cursor, done: doneOf(cursor), failed, step: 'WRITE' };
  });
  for (const row of refused) failures.add(row);
  return cursor;
}

async function endStep(work: ImportWork, failures: RowFailures, cursor: Cursor): Promise<void> {
  const rows = work.index.rows.length;
  const counts = plus(NO_ROWS, cursor);
  const done = doneOf(counts);
  const failed = rows - done;
  const draft = await writeErrorFile(work, failures);
  await step(work, async (ctx) => {
    const kept = await keepErrorFile(ctx, work, draft);
    const outcome: ImportOutcome = { rows, ...counts, failed, seconds: secondsOf(work), ...kept };
    return { total: rows, done, failed, end: { state: 'SUCCEEDED', outcome } };
  });
}

/** One transaction of the job, with the faults that were found before it. */
async function step(
  work: ImportWork,
  change: (ctx: Parameters<typeof applyRows>[0]) => Promise<JobChange>,
): Promise<void> {
  const { run, type, faults } = work;
  await run.step({
    operation: importField(type),
    permission: type.permission,
    work: async (ctx) => {
      await faults.store(ctx, run.job.id);
      return change(ctx);
    },
  });
  faults.settle();
}

/** After a break: rows that were refused by earlier batches, by their faults. */
async function recallFailures(work: ImportWork, failures: RowFailures): Promise<void> {
  const { run, index } = work;
  const text = 'select distinct line from core.import_fault where job_id = $1';
  const statement = { text, values: [run.job.id] };
  const { reads } = run.runtime;
  const stored = await reads.sql<{ line: string }>(run.job.organizationId, statement);
  const lines = new Set(stored.map(({ line }) => Number(line)));
  for (const [row, { line }] of index.rows.entries()) if (lines.has(line)) failures.add(row);
}
