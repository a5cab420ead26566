import { type Ctx, exact } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { errors } from '../errors.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { journalOf } from '../trade/trade-accounts.js';
import type { Period } from '../years/period.entity.js';
import { lockPlans } from './asset-accounts.js';
import type { DepreciationBook } from './asset-kinds.js';
import { DepreciationRun } from './depreciation.entity.js';
import { depreciationEntryLines, dueDepreciation } from './depreciation-due.js';
import { planErrors } from './errors.js';
import { giveBack, isTakenLater, takeDepreciation } from './take-depreciation.js';

/** Most assets of one run; another run takes the others. */
export const MOST_ASSETS = 2_000;

/** What a run did. */
export interface DepreciationOutcome {
  /** Null: nothing was due, now and before. */
  run: DepreciationRun | null;
  /** Assets that this call wrote off. */
  count: number;
  /** Whether there is no more to be taken for the period. */
  isComplete: boolean;
}

/**
 * Takes the depreciation up to the end of a period, as the preview tells it: one entry. A second
 * time nothing is due, nothing is posted, and the run of the first time is given.
 * @throws ACCOUNTING_PERIOD_CLOSED and what else posting refuses
 */
export async function runDepreciation(
  ctx: Ctx,
  { period, book }: { period: Period; book: DepreciationBook },
): Promise<DepreciationOutcome> {
  const { name, state, endsOn: on } = period;
  if (state === 'CLOSED') throw errors.PERIOD_CLOSED({ period: name, state }, PATH);
  await lockPlans(ctx, 'depreciation');
  const { baseCurrency: currency } = await settingsOf(ctx);
  const found = await dueDepreciation(ctx, { book, on, currency, limit: MOST_ASSETS + 1 });
  const due = found.slice(0, MOST_ASSETS);
  const isComplete = found.length === due.length;
  const lines = depreciationEntryLines(due);
  if (lines.length === 0) {
    await takeDepreciation(ctx, due, { on, runId: null });
    return { run: await runOf(ctx, period, book), count: 0, isComplete };
  }
  const count = due.filter(({ amount }) => !exact(amount).isZero()).length;
  const total = due.reduce((sum, { amount }) => sum.plus(amount), exact(0)).toFixed();
  const run = ctx.em.create(DepreciationRun, {
    book,
    period,
    takenOn: on,
    total,
    lineCount: count,
  });
  if (book === 'BOOK') {
    const entry = await postEntry(ctx, {
      journalCode: await journalOf(ctx, 'GENERAL'),
      postedOn: on,
      memo: `Depreciation ${name}`,
      source: { type: 'DepreciationRun', id: run.id, event: 'posted' },
      lines,
      path: PATH,
    });
    run.entry = ctx.em.getReference(JournalEntry, entry.id);
  }
  await ctx.em.flush();
  await takeDepreciation(ctx, due, { on, runId: run.id });
  return { run, count, isComplete };
}

const PATH = ['input', 'periodId'];

/**
 * Takes the last run of its assets back: entry, lines and schedules.
 * @throws ACCOUNTING_RUN_REVERSED, ACCOUNTING_RUN_NOT_LAST and what posting refuses
 */
export async function reverseRun(
  ctx: Ctx,
  run: DepreciationRun,
  { postedOn }: { postedOn: string | undefined },
): Promise<void> {
  const path = ['input', 'depreciationRunId'];
  if (run.isReversed) throw planErrors.RUN_REVERSED({}, path);
  await lockPlans(ctx, 'depreciation');
  if (await isTakenLater(ctx, run.id)) throw planErrors.RUN_NOT_LAST({}, path);
  await giveBack(ctx, run.id);
  run.isReversed = true;
  if (!run.entry) return;
  await postEntry(ctx, await reversalOf(ctx, { entryId: run.entry.id, postedOn, path }));
}

async function runOf(
  ctx: Ctx,
  period: Period,
  book: DepreciationBook,
): Promise<DepreciationRun | null> {
  const where = { period, book, isReversed: false };
  return ctx.em.findOne(DepreciationRun, where, { orderBy: { id: 'desc' } });
}
