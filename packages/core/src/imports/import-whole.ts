import type { RequestContext } from '../context/request.js';
import type { JobEnd } from '../jobs/job-queue.js';
import { applyRows } from './apply-rows.js';
import { importErrors } from './errors.js';
import type { ImportOutcome } from './import-request.js';
import { applyingOf, importField, type ImportWork, secondsOf } from './import-work.js';
import { RowFailures } from './row-failures.js';
import { readRows } from './row-reader.js';
import { inOneTransaction, type Trail } from './whole-file.js';

/** Milliseconds for all rows of a file. */
const WHOLE_TIME = 600_000;

/**
 * All rows in one transaction, which is committed when no row and nothing of the file is at fault
 * and it is no dry run. All faults are found in one go: what is refused is taken back by itself
 * and the others are tried on.
 */
export async function importWhole(work: ImportWork): Promise<void> {
  const { run, type, index, request } = work;
  const failures = new RowFailures(index, type.after?.column);
  if (index.isSound) {
    const caller = await run.caller(type.permission, WHOLE_TIME);
    const isWritten = await inOneTransaction(run.runtime, caller, {
      operation: importField(type),
      work: (ctx, trail) => tryAll(work, { ctx, trail, failures }),
    });
    if (isWritten) return;
  }
  await run.step({
    operation: importField(type),
    permission: type.permission,
    work: async (ctx) => {
      await work.faults.store(ctx, run.job.id);
      return { ...figures(work, failures), end: endOf(work, failures, request.dryRun) };
    },
  });
}

interface Attempt {
  ctx: RequestContext;
  trail: Trail;
  failures: RowFailures;
}

async function tryAll(work: ImportWork, { ctx, trail, failures }: Attempt): Promise<boolean> {
  const { run, type, index, request, faults } = work;
  const isLost = () => request.dryRun || index.isFileFaulty || failures.count > 0;
  let tried = 0;
  for (const batch of index.batches) {
    run.checkpoint();
    const sifted = failures.sift(batch);
    faults.add(sifted.faults);
    const rows = await readRows(work.source, index, sifted.rows);
    const refused = await applyRows(ctx, applyingOf(work), rows);
    for (const row of refused.keys()) failures.add(row);
    faults.add([...refused.values()]);
    if (isLost()) trail.drop();
    else await trail.write();
    tried += batch.length;
    const failed = failures.count;
    run.report({
      step: request.dryRun ? 'TRY' : 'WRITE',
      done: Math.max(0, tried - failed),
      failed,
    });
  }
  if (isLost()) return false;
  // Long work: the right may have been taken away since it began.
  await run.caller(type.permission);
  await run.keep(ctx, { ...figures(work, failures), end: endOf(work, failures, false) });
  return true;
}

function figures({ index }: ImportWork, failures: RowFailures) {
  const total = index.rows.length;
  const failed = index.isSound ? failures.count : total;
  return { total, failed, done: total - failed };
}

function endOf(work: ImportWork, failures: RowFailures, isDryRun: boolean): JobEnd {
  const { total: rows, failed, done: created } = figures(work, failures);
  const isRejected = failed > 0 || work.index.isFileFaulty;
  const seconds = secondsOf(work);
  if (!isRejected || isDryRun) {
    const outcome: ImportOutcome = { rows, created, failed, seconds };
    return { state: 'SUCCEEDED', outcome };
  }
  const outcome: ImportOutcome = { rows, created: 0, failed, seconds };
  return { state: 'FAILED', outcome, error: importErrors.IMPORT_REJECTED({ failed, rows }) };
}
