import type { Ctx } from '../context/ctx.js';
import type { JobStepResult, JobWork } from './job-definition.js';

/** What one page of a job's list came to. */
export interface JobPage extends Omit<JobStepResult, 'cursor'> {
  /** Key of the last row that was looked at; `undefined`: the list is at its end. */
  last: string | undefined;
}

/**
 * Walks a list by key, page by page. Each page is a transaction that leaves the key to go on
 * behind, so that after a break no row is passed over and none is looked at twice.
 * @param page takes the rows behind a key (`undefined`: from the first one on), in its order
 */
export async function inPages(
  work: JobWork,
  page: (ctx: Ctx, after: string | undefined) => Promise<JobPage>,
): Promise<void> {
  let after = typeof work.cursor === 'string' ? work.cursor : undefined;
  for (;;) {
    let reached: string | undefined;
    await work.step(async (ctx) => {
      const { last, ...result } = await page(ctx, after);
      reached = last;
      return last === undefined ? result : { ...result, cursor: last };
    });
    if (reached === undefined) return;
    after = reached;
  }
}
