import { defineJob, z } from '@bureau/core';
import { runPlans } from './run-plans.js';

/** Templates that the platform posts by itself, each on its day. */
export const automaticEntries = defineJob({
  kind: 'accounting.automaticEntries',
  description: 'Posts the recurring entries that the platform posts by itself.',
  input: z.object({}),
  schedule: { cron: '0 4 * * *' },
  async run(work) {
    let isComplete = false;
    let done = 0;
    let count = 0;
    while (!isComplete) {
      await work.step(async (ctx) => {
        const question = { kinds: ['RECURRING'] as const, until: ctx.today, isAutomatic: true };
        const outcome = await runPlans(ctx, question);
        isComplete = outcome.isComplete;
        count = outcome.postings.length;
        return { done: done + count };
      });
      done += count;
    }
  },
});
