import type { Ctx, JobWork } from '@bureau/core';

/** Records that one step of a job takes at most. */
export const AT_ONCE = 100;

/**
 * Runs steps until nothing is left: each part takes up to `AT_ONCE` records, leaves behind that it
 * took them, and says how many there were.
 */
export async function inBatches(
  work: Pick<JobWork, 'step'>,
  parts: readonly ((ctx: Ctx) => Promise<number>)[],
): Promise<void> {
  let done = 0;
  for (const part of parts) {
    let count: number;
    do {
      count = 0;
      await work.step(async (ctx) => {
        count = await part(ctx);
        return { done: done + count };
      });
      done += count;
    } while (count === AT_ONCE);
  }
}
