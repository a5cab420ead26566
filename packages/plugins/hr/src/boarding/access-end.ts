import { type Ctx, defineJob, PeopleAccess, subscriber, z } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { employeeTerminated } from '../events.js';
import { accessEnded } from './events.js';

/** Ends the access of a leaver when the last day is over where the leaver works. */
export const accessEnd = defineJob({
  kind: 'hr.accessEnd',
  description: 'Ends users, sessions and keys of somebody whose last day is over.',
  input: z.object({ employeeId: z.uuid(), lastDay: z.iso.date() }),
  run: (work) =>
    work.finish(async (ctx) => {
      const { employeeId, lastDay } = work.input;
      const employee = await ctx.em.findOne(Employee, { id: employeeId });
      // Somebody who was hired again, or goes on another day, has a job of that day.
      if (!employee || employee.terminatedOn !== lastDay) return;
      const ended = await ctx.service(PeopleAccess).end(ctx, employee.person.id);
      const payload = { employeeId, ...ended };
      ctx.emit(accessEnded, payload, { type: 'Employee', id: employeeId });
    }),
});

/** The job waits for the end of the last day. */
export const accessEndPlanned = subscriber(employeeTerminated, {
  name: 'hr.accessEndPlanned',
  run: async (ctx, { payload: { employeeId, lastDay } }) => {
    const uniqueKey = `${employeeId} ${lastDay}`;
    const runAfter = await endOfDay(ctx, employeeId, lastDay);
    await ctx.enqueue(accessEnd, { employeeId, lastDay }, { uniqueKey, runAfter });
  },
});

const END = `
  select (extract(epoch from ($3::date + 1)::timestamp at time zone coalesce((
    select s.time_zone from hr.job_record j
      join core.site s on s.organization_id = j.organization_id and s.id = j.site_id
      where j.organization_id = $1 and j.employee_id = $2 and j.valid_from <= $3::date
      order by j.valid_from desc limit 1), $4)) * 1000)::bigint as ms`;

/** The instant at which a day is over at the place where somebody (uuid) works on it. */
async function endOfDay(ctx: Ctx, employeeId: string, day: string): Promise<Date> {
  const zone = ctx.principal.timeZone ?? 'UTC';
  const [row] = await ctx.sql<{ ms: string }>(END, [ctx.organizationId, employeeId, day, zone]);
  return new Date(Number(row?.ms));
}
