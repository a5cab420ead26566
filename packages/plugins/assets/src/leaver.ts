import { type Ctx, defineJob, hook, subscriber, z } from '@bureau/core';
import {
  Employee,
  employeeLeft,
  employeeTerminate,
  employeeTerminated,
  type Leaving,
} from '@bureau/plugin-hr/contract';
import { Asset } from './asset.entity.js';
import { startsOfDays } from './days.js';
import { errors } from './errors.js';
import { freeTiesOfLeaver } from './freed.js';
import { AT_ONCE, inBatches } from './in-batches.js';
import { settingsOf } from './settings.js';

/** What somebody who leaves still has in hand goes back. */

/** Where the organization wants it so, nobody whose last day is over leaves with an asset. */
export const leaverReturnsFirst = hook(employeeTerminate, async (ctx, leaving: Leaving) => {
  const { employee, lastDay } = leaving;
  if (!settingsOf(ctx).leaverReturnsFirst || lastDay > ctx.today) return;
  const count = await ctx.em.count(Asset, { holder: employee });
  if (count === 0) return;
  throw errors.LEAVER_HOLDS({ number: employee.number, count }, ['input', 'employeeId']);
});

/** Announces the return of everything that a leaver has, one step for a hundred assets. */
export const leaverReturn = defineJob({
  kind: 'assets.leaverReturn',
  description: 'Announces the return of what somebody has who leaves today.',
  input: z.object({ employeeId: z.uuid() }),
  run: (work) => inBatches(work, [(ctx) => announceReturns(ctx, work.input.employeeId)]),
});

/** How many there were; none of somebody who has come back, or goes later after all. */
async function announceReturns(ctx: Ctx, employeeId: string): Promise<number> {
  const employee = await ctx.em.findOne(Employee, employeeId);
  const lastDay = employee?.terminatedOn ?? null;
  if (!employee || lastDay === null || lastDay > ctx.today) return 0;
  // Parts go with what they are built into.
  const where = { holder: employee, host: null, state: 'IN_USE' as const };
  const assets = await ctx.em.find(Asset, where, { limit: AT_ONCE, orderBy: { id: 'asc' } });
  for (const asset of assets) asset.requestReturn();
  return assets.length;
}

/** The job waits for the last day, which may lie in the future. */
export const leaverReturnPlanned = subscriber(employeeTerminated, {
  name: 'assets.leaverReturnPlanned',
  run: async (ctx, { payload: { employeeId, lastDay } }) => {
    const begins = (await startsOfDays(ctx, [lastDay])).get(lastDay);
    const uniqueKey = `${employeeId} ${lastDay}`;
    const options = { uniqueKey, ...(begins && { runAfter: begins }) };
    await ctx.enqueue(leaverReturn, { employeeId }, options);
  },
});

/** What was handed over on the last days is asked back too; what needs no return is freed. */
export const leaverReturnLeft = subscriber(employeeLeft, {
  name: 'assets.leaverReturnLeft',
  run: async (ctx, { payload: { employeeId, lastDay } }) => {
    await ctx.enqueue(leaverReturn, { employeeId }, { uniqueKey: `${employeeId} ${lastDay}` });
    const employee = await ctx.em.findOne(Employee, employeeId);
    // Who has come back meanwhile, or goes on another day, keeps it.
    if (employee?.terminatedOn !== lastDay) return;
    await freeTiesOfLeaver(ctx, employee);
  },
});
