import { defineJob, File, z } from '@bureau/core';
import { COPY } from './handed-out.js';

const LIFE = 86_400_000;

/** Removes copies that were made for one fetch, a day after it. */
export const copiesEnd = defineJob({
  kind: 'documents.copies',
  description: 'Removes copies with a watermark that are older than a day.',
  input: z.object({}),
  schedule: { cron: '40 3 * * *' },
  run: (work) =>
    work.finish(async (ctx) => {
      const before = new Date(ctx.now.valueOf() - LIFE);
      await ctx.em.nativeDelete(File, { purpose: COPY.id, createdAt: { $lt: before } });
    }),
});
