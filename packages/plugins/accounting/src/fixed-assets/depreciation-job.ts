import { defineJob, z } from '@bureau/core';
import { errors } from '../errors.js';
import { Period } from '../years/period.entity.js';
import { runDepreciation } from './depreciation-run.js';

/** The depreciation of a period for any number of assets: a run and an entry for each part. */
export const depreciationJob = defineJob({
  kind: 'accounting.depreciation',
  description: 'Takes the depreciation of a period.',
  permission: 'accounting.depreciation.run',
  input: z.object({ periodId: z.uuid(), book: z.enum(['BOOK', 'TAX']) }),
  async run(work) {
    const { periodId, book } = work.input;
    let isComplete = false;
    let done = 0;
    while (!isComplete) {
      await work.step(async (ctx) => {
        const period = await ctx.em.findOne(Period, periodId);
        if (!period) throw errors.NO_PERIOD({ day: '' });
        const outcome = await runDepreciation(ctx, { period, book });
        isComplete = outcome.isComplete;
        return { done: done + outcome.count };
      });
      done += 1;
    }
  },
});
