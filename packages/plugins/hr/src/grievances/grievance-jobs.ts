import { type Ctx, defineJob, subscriber, z } from '@bureau/core';
import { jobChanged } from '../events.js';
import { addDays } from '../leave/leave-days.js';
import { Grievance } from './grievance.entity.js';
import { GrievanceAccused, GrievanceMessage, GrievanceStep } from './grievance-people.entity.js';
import { settleHandlers } from './line.js';
import { tellHandlers } from './notices.js';

const AT_ONCE = 50;
/** How many days before the end those who look into it are told. */
const AHEAD = 2;
const RUNNING = ['FILED', 'IN_REVIEW', 'DECIDED'] as const;

/** Reminds of deadlines, and erases words when their time is over. */
export const grievanceDeadlines = defineJob({
  kind: 'hr.grievanceDeadlines',
  description: 'Reminds of what is due in confidential matters, and erases what was kept enough.',
  input: z.object({}),
  schedule: { cron: '30 6 * * *' },
  async run(work) {
    await work.step(remind);
    for (let count = AT_ONCE; count === AT_ONCE;) {
      await work.step(async (ctx) => {
        count = await erase(ctx);
        return {};
      });
    }
  },
});

const DUE = `
  select g.id::text as id, case when g.state = 'FILED' then g.acknowledge_by else g.answer_by end
    as day
  from hr.grievance g
  where (g.state = 'FILED' and g.acknowledge_by <= $1::date)
    or (g.state = 'IN_REVIEW' and g.answer_by <= $1::date)
  union
  select s.grievance_id::text, s.due_on from hr.grievance_step s
  join hr.grievance g on g.organization_id = s.organization_id and g.id = s.grievance_id
  where s.done_on is null and s.due_on <= $1::date and g.closed_on is null
  limit 1000`;

async function remind(ctx: Ctx): Promise<void> {
  const due = await ctx.sql<{ id: string; day: string }>(DUE, [addDays(ctx.today, AHEAD)]);
  for (const { id, day } of due) {
    const grievance = await ctx.em.findOneOrFail(Grievance, { id });
    await tellHandlers(ctx, grievance, { key: `due ${day}`, day });
  }
}

const OVER = `
  select id from hr.grievance
  where erased_at is null and closed_on + keep_days < $1::date order by id limit $2`;

async function erase(ctx: Ctx): Promise<number> {
  const over = await ctx.sql<{ id: string }>(OVER, [ctx.today, AT_ONCE]);
  const grievance = { $in: over.map(({ id }) => id) };
  for (const message of await ctx.em.find(GrievanceMessage, { grievance })) message.words = null;
  for (const step of await ctx.em.find(GrievanceStep, { grievance })) step.title = null;
  for (const one of await ctx.em.find(GrievanceAccused, { grievance })) ctx.em.remove(one);
  for (const one of await ctx.em.find(Grievance, { id: grievance })) one.erase(ctx.now);
  return over.length;
}

/** Whoever comes to stand above or below somebody who is meant loses sight of it at once. */
export const lineMoved = subscriber(jobChanged, {
  name: 'hr.grievanceLine',
  async run(ctx) {
    const where = { grievance: { state: { $in: [...RUNNING] } } };
    const accused = await ctx.em.find(GrievanceAccused, where, { limit: 500 });
    const ids = [...new Set(accused.map(({ grievance }) => grievance.id))];
    for (const grievance of await ctx.em.find(Grievance, { id: { $in: ids } })) {
      await settleHandlers(ctx, grievance);
    }
  },
});
