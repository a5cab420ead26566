import type { RequestContext } from '../context/request.js';
import type { JobEnd } from '../jobs/job-queue.js';
import { applyRows } from './apply-rows.js';
import { keepErrorFile, writeErrorFile } from './error-file.js';
import { importErrors } from './errors.js';
import type { ImportOutcome } from './import-request.js';
import { applyingOf, importField, type ImportWork, secondsOf } from './import-work.js';
import { doneOf, NO_ROWS, plus, type RowCounts } from './row-counts.js';
import { RowFailures } from './row-failures.js';
import { readRows } from './row-reader.js';
import { inOneTransaction, type Trail } from './whole-file.js';

/** Milliseconds for a file of any size, and for each of its rows on a machine that is busy. */
const LEAST_TIME = 600_000;
const ROW_TIME = 60;

/** Milliseconds that the transaction over all rows of a file may take. */
export function wholeTime(rows: number): number {
  return LEAST_TIME + rows * ROW_TIME;
}

/**
 * All rows in one transaction, which is committed when no row and nothing of the file is at fault
 * and it is no dry run. All faults are found in one go: what is refused is taken back by itself
 * and the others are tried on.
 */
export async function importWhole(work: ImportWork): Promise<void> {
  const { run, type, index, request } = work;
  const failures = new RowFailures(index, type.after?.column);
  let counts = NO_ROWS;
  if (index.isSound) {
    const caller = await run.caller(type.permission, wholeTime(index.rows.length));
    const isWritten = await inOneTransaction(run.runtime, caller, {
      operation: importField(type),
      work: async (ctx, trail) => {
        const tried = await tryAll(work, { ctx, trail, failures });
        counts = tried.counts;
        return tried.isWritten;
      },
    });
    if (isWritten) return;
  }
  await storeFaults(work);
  const draft = await writeErrorFile(work, failures);
  await run.step({
    operation: importField(type),
    permission: type.permission,
    work: async (ctx) => {
      const end = endOf(work, { failures, counts, isDryRun: request.dryRun });
      Object.assign(end.outcome, await keepErrorFile(ctx, work, draft));
      return { ...figures(work, failures), end };
    },
  });
}

/** The file of rejected rows is written from what is stored. */
async function storeFaults({ run, type, faults }: ImportWork): Promise<void> {
  if (faults.isEmpty) return;
  await run.step({
    operation: importField(type),
    permission: type.permission,
    work: async (ctx) => {
      await faults.store(ctx, run.job.id);
      return {};
    },
  });
  faults.settle();
}

interface Attempt {
  ctx: RequestContext;
  trail: Trail;
  failures: RowFailures;
}

async function tryAll(
  work: ImportWork,
  { ctx, trail, failures }: Attempt,
): Promise<{ isWritten: boolean; counts: RowCounts }> {
  const { run, type, index, request, faults } = work;
  const isLost = () => request.dryRun || index.isFileFaulty || failures.count > 0;
  let counts = NO_ROWS;
  for (const batch of index.batches) {
    run.checkpoint();
    const sifted = failures.sift(batch);
    faults.add(sifted.faults);
    const rows = await readRows(work.source, index, sifted.rows);
    const applied = await applyRows(ctx, applyingOf(work), rows);
    counts = plus(counts, applied.counts);
    for (const row of applied.refused.keys()) failures.add(row);
    faults.add([...applied.refused.values()]);
    await faults.spill(run);
    if (isLost()) trail.drop();
    else await trail.write();
    const step = request.dryRun ? 'TRY' : 'WRITE';
    run.report({ step, done: doneOf(counts), failed: failures.count });
  }
  if (isLost()) return { isWritten: false, counts };
  // Long work: the right may have been taken away since it began.
  await run.caller(type.permission);
  const end = endOf(work, { failures, counts, isDryRun: false });
  await run.keep(ctx, { ...figures(work, failures), end });
  return { isWritten: true, counts };
}

function figures({ index }: ImportWork, failures: RowFailures) {
  const total = index.rows.length;
  const failed = index.isSound ? failures.count : total;
  return { total, failed, done: total - failed };
}

interface Tried {
  failures: RowFailures;
  counts: RowCounts;
  isDryRun: boolean;
}

function endOf(
  work: ImportWork,
  { failures, counts, isDryRun }: Tried,
): JobEnd & { outcome: ImportOutcome } {
  const { total: rows, failed } = figures(work, failures);
  const isRejected = failed > 0 || work.index.isFileFaulty;
  const seconds = secondsOf(work);
  if (!isRejected || isDryRun) {
    return { state: 'SUCCEEDED', outcome: { rows, ...counts, failed, seconds } };
  }
  const outcome: ImportOutcome = { rows, ...NO_ROWS, failed, seconds };
  return { state: 'FAILED', outcome, error: importErrors.IMPORT_REJECTED({ failed, rows }) };
}
