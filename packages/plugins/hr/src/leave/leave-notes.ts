import { type Ctx, defineJob, PersonErased, subscriber, z } from '@bureau/core';
import { LeaveRequest } from './leave-request.entity.js';

const AT_ONCE = 100;

/** Notes of before the day on which they began to be sealed. */
export const leaveNoteSealing = defineJob({
  kind: 'hr.leaveNoteSealing',
  description: 'Seals notes of leave that were written before notes were sealed.',
  input: z.object({}),
  schedule: { cron: '50 2 * * *' },
  async run(work) {
    for (let count = AT_ONCE; count === AT_ONCE;) {
      await work.step(async (ctx) => {
        count = await sealSome(ctx);
        return {};
      });
    }
  },
});

async function sealSome(ctx: Ctx): Promise<number> {
  const where = { plainNote: { $ne: null } };
  const requests = await ctx.em.find(LeaveRequest, where, { limit: AT_ONCE });
  for (const request of requests) {
    request.note = request.plainNote ?? null;
    request.plainNote = null;
  }
  return requests.length;
}

/** What somebody wrote when they asked for leave goes with the person. */
export const leaveNotesOfPerson = subscriber(PersonErased, {
  name: 'hr.leaveNotesOfPerson',
  async run(ctx, { payload: { personId } }) {
    const where = { employee: { person: personId } };
    for (const request of await ctx.em.find(LeaveRequest, where)) {
      request.note = null;
      request.plainNote = null;
    }
  },
});
