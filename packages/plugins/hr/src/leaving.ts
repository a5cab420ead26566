import { type Ctx, defineJob, subscriber, z } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { employeeLeft, employeeTerminated } from './events.js';

/** Says that somebody has left when it is so; the last day is known long before, mostly. */
export const leaving = defineJob({
  kind: 'hr.leaving',
  description: 'Says that somebody has left, as the day after the last one begins.',
  input: z.object({ employeeId: z.uuid(), employmentId: z.uuid(), lastDay: z.iso.date() }),
  run: (work) =>
    work.finish(async (ctx) => {
      const { employeeId, lastDay } = work.input;
      const employee = await ctx.em.findOne(Employee, employeeId);
      // Somebody who was hired again, or goes on another day, has a job of that day.
      if (!employee || employee.terminatedOn !== lastDay) return;
      ctx.emit(employeeLeft, work.input, { type: 'Employee', id: employeeId });
    }),
});

/** Waits for the end of the last day, where the organization is. */
export const leavingPlanned = subscriber(employeeTerminated, {
  name: 'hr.leavingPlanned',
  run: async (ctx, { payload }) => {
    const uniqueKey = `${payload.employeeId} ${payload.lastDay}`;
    const runAfter = await endOf(ctx, payload.lastDay);
    await ctx.enqueue(leaving, payload, { uniqueKey, runAfter });
  },
});

const END = `
  select (extract(epoch from ($1::date + 1)::timestamp at time zone $2) * 1000)::bigint as ms`;

/** The instant at which a day is over in the time zone of the organization. */
async function endOf(ctx: Ctx, day: string): Promise<Date> {
  const [row] = await ctx.sql<{ ms: string }>(END, [day, ctx.principal.timeZone ?? 'UTC']);
  return new Date(Number(row?.ms));
}
