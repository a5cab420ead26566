import { type Ctx, defineJob, inPages, type JobWork, subscriber, z } from '@bureau/core';
import type { Day } from '../day.js';
import { jobChanged } from '../events.js';
import { dueMovements } from './due-entries.js';
import { lockBooks, postMany, readBooks } from './leave-books.js';
import { addDays, monthOf, newYear, yearOf } from './leave-days.js';
import { leaveEntitled, leavePolicyRevised } from './leave-events.js';

const AT_ONCE = 100;

const input = z.object({
  /** Whose books; everybody with something due when both are left out. */
  employeeIds: z.array(z.uuid()).optional(),
  policyId: z.uuid().optional(),
});

/**
 * Posts accruals, carry-over and expiry of everybody for whom a month has ended, a year has begun
 * or carried days have expired since the last time. Run late or twice it posts the same.
 */
export const leavePosting = defineJob({
  kind: 'hr.leavePosting',
  description: 'Posts what was earned, carried over and lost of leave up to today.',
  input,
  schedule: { cron: '20 1 * * *' },
  run: (work) => {
    let done = 0;
    return inPages(work, async (ctx, after = '') => {
      const ids = await candidates(ctx, work, after);
      await postDue(ctx, ids, ctx.today);
      done += ids.length;
      return { last: ids.at(-1), done };
    });
  },
});

/** A change of share or unit may lie in the past, and an end may be learnt late. */
export const leaveOfJob = subscriber(jobChanged, {
  name: 'hr.leaveOfJob',
  run: (ctx, { payload }) => postDue(ctx, [payload.employeeId], ctx.today),
});

/** The platform posts, not whoever changed the policy: what is earned asks for no right. */
export const leaveOfPolicy = subscriber(leavePolicyRevised, {
  name: 'hr.leaveOfPolicy',
  run: async (ctx, { payload: { policyId } }) => {
    await ctx.enqueue(leavePosting, { policyId });
  },
});

/** What people earned since a policy holds for them, or no longer earn. */
export const leaveOfEntitled = subscriber(leaveEntitled, {
  name: 'hr.leaveOfEntitled',
  run: async (ctx, { payload: { employeeIds } }) => {
    await ctx.enqueue(leavePosting, { employeeIds });
  },
});

/** Posts what is due of some people, up to a day. */
export async function postDue(ctx: Ctx, employeeIds: readonly string[], until: Day): Promise<void> {
  if (employeeIds.length === 0) return;
  await lockBooks(ctx, employeeIds);
  const books = await readBooks(ctx, { employeeIds });
  const due = books.map(({ employeeId, typeId, facts, movements }) => ({
    ...{ employeeId, typeId, movements: dueMovements(facts, movements, until) },
  }));
  await postMany(ctx, due);
  await ctx.sql(POSTED, [employeeIds, until]);
}

const POSTED = `
  update hr.leave_entitlement set posted_until = greatest(posted_until, $2::date)
  where employee_id = any($1::uuid[])`;

type Work = JobWork<z.infer<typeof input>>;

async function candidates(ctx: Ctx, { input }: Work, after: string): Promise<string[]> {
  const { employeeIds, policyId } = input;
  const isAsked = employeeIds !== undefined || policyId !== undefined;
  const { today } = ctx;
  const rows = await ctx.sql<{ employee_id: string }>(CANDIDATES, [
    after === '' ? null : after,
    AT_ONCE,
    employeeIds ?? null,
    policyId ?? null,
    isAsked,
    turnOf(today),
    today,
  ]);
  return rows.map(({ employee_id }) => employee_id);
}

/** The last day on which something fell due for everybody: the end of a month, or New Year. */
function turnOf(today: Day): Day {
  const month = monthOf(yearOf(today), Number(today.slice(5, 7)));
  if (month.last === today) return today;
  const before = addDays(month.first, -1);
  const start = newYear(yearOf(today));
  return before < start ? start : before;
}

const CANDIDATES = `
  select l.employee_id from hr.leave_entitlement l
  where ($1::uuid is null or l.employee_id > $1) and ($3::uuid[] is null or l.employee_id = any($3))
    and ($4::uuid is null or l.policy_id = $4)
    and ($5 or l.posted_until is null or l.posted_until < $6::date or exists (
      select from hr.leave_entry e where e.organization_id = l.organization_id
        and e.employee_id = l.employee_id and e.type_id = l.type_id
        and e.expires_on > l.posted_until and e.expires_on <= $7::date))
  group by l.employee_id order by l.employee_id limit $2`;
