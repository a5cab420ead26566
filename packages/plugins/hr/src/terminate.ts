import type { Ctx } from '@bureau/core';
import { type Day, dayAfter } from './day.js';
import { Employee } from './employee.entity.js';
import { Employment, type EmploymentEndReason } from './employment.entity.js';
import { errors } from './errors.js';
import { employeeTerminated } from './events.js';
import { employeeTerminate } from './hooks.js';
import { endingAt, type Span } from './history.js';
import { reviseJob } from './job.js';
import { JobRecord } from './job-record.entity.js';
import { Salary } from './salary.entity.js';

/** How many jobs one termination hands to another manager. */
const MAX_REPORTS = 250;

export interface Termination {
  /** Last day of work, inclusive. */
  lastDay: Day;
  reason: EmploymentEndReason;
  /** Who takes over the people who report to the leaver. */
  reportsTo: Employee | undefined;
}

/**
 * Ends the latest employment after its last day: employment, job and pay are closed, planned ones
 * fall. An end that was set before may be moved to an earlier day. The caller holds the lock on
 * the employee.
 *
 * @throws HR_NOT_EMPLOYED_ON, HR_HAS_REPORTS, and what hooks of other plugins refuse with
 */
export async function terminate(
  ctx: Ctx,
  employee: Employee,
  termination: Termination,
): Promise<Employment> {
  const { lastDay, reason } = termination;
  const end = dayAfter(lastDay);
  const employment = await latestEmployment(ctx, employee, lastDay);
  await ctx.hook(employeeTerminate, { employee, lastDay });
  await handOver(ctx, employee, { end, reportsTo: termination.reportsTo });
  ctx.em.assign(employment, { endsOn: end, endReason: reason });
  close(ctx, await ctx.em.find(JobRecord, { employee }), end);
  close(ctx, await ctx.em.find(Salary, { employee }), end);
  employee.leave(lastDay);
  ctx.emit(
    employeeTerminated,
    { employeeId: employee.id, employmentId: employment.id, lastDay },
    { type: 'Employee', id: employee.id },
  );
  return employment;
}

/** The latest one only: an end inside an earlier employment would cut history apart. */
async function latestEmployment(ctx: Ctx, employee: Employee, day: Day): Promise<Employment> {
  const [latest] = await ctx.em.find(
    Employment,
    { employee },
    { orderBy: { startsOn: 'desc' }, limit: 1 },
  );
  if (latest?.holdsOn(day)) return latest;
  throw errors.NOT_EMPLOYED_ON({ number: employee.number, day }, ['input', 'lastDay']);
}

function close<S extends Span & object>(ctx: Ctx, history: readonly S[], end: Day): void {
  const { closes, falls } = endingAt(history, end);
  if (closes) closes.validTo = end;
  for (const row of falls) ctx.em.remove(row);
}

/** Nobody may go on reporting to somebody who has left. */
async function handOver(
  ctx: Ctx,
  employee: Employee,
  { end, reportsTo }: { end: Day; reportsTo: Employee | undefined },
): Promise<void> {
  const jobs = await ctx.em.find(
    JobRecord,
    { manager: employee, $or: [{ validTo: null }, { validTo: { $gt: end } }] },
    { limit: MAX_REPORTS + 1 },
  );
  if (jobs.length === 0) return;
  if (!reportsTo || jobs.length > MAX_REPORTS) {
    const data = { number: employee.number, count: jobs.length };
    throw errors.HAS_REPORTS(data, ['input', 'reportsToId']);
  }
  for (const job of jobs) {
    const effectiveOn = job.validFrom > end ? job.validFrom : end;
    reviseJob(ctx, job, {
      effectiveOn,
      reason: 'REORGANIZATION',
      values: { manager: reportsTo },
    });
  }
}
