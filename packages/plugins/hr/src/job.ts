import type { Ctx } from '@bureau/core';
import type { Day } from './day.js';
import type { Employee } from './employee.entity.js';
import { errors } from './errors.js';
import { jobChanged } from './events.js';
import { type JobFacts, openJob } from './hire.js';
import { placeOf } from './history.js';
import { employmentTerms } from './hooks.js';
import { type JobChangeReason, JobRecord } from './job-record.entity.js';

/** Other values of a job from a day on; what is left out stays. */
export interface JobChange {
  effectiveOn: Day;
  reason: JobChangeReason;
  values: Partial<JobFacts>;
}

/**
 * Changes a job from a day on, until the next known record begins. The record in force is closed
 * and a new one takes over its other values; a record that begins on that very day is corrected.
 * The caller holds the lock on the employee.
 *
 * @throws HR_NOT_EMPLOYED_ON without a job on that day, HR_NOTHING_CHANGED; HR_MANAGER_RING when
 * the transaction ends
 */
export async function changeJob(
  ctx: Ctx,
  employee: Employee,
  change: JobChange,
): Promise<JobRecord> {
  const history = await ctx.em.find(JobRecord, { employee });
  const { effectiveOn } = change;
  const place = placeOf(history, effectiveOn);
  if (place.kind === 'open') {
    const data = { number: employee.number, day: effectiveOn };
    throw errors.NOT_EMPLOYED_ON(data, ['input', 'effectiveOn']);
  }
  const changed = differences(place.row, change.values);
  const revised = reviseJob(ctx, place.row, change);
  await ctx.hook(employmentTerms, { employee, effectiveOn, changed });
  return revised;
}

/** The same for a known record that holds on the day. */
export function reviseJob(ctx: Ctx, row: JobRecord, change: JobChange): JobRecord {
  const { effectiveOn, values, reason } = change;
  const changed = differences(row, values);
  if (changed.length === 0) throw errors.NOTHING_CHANGED({ day: effectiveOn }, ['input']);
  const revised =
    row.validFrom === effectiveOn
      ? ctx.em.assign(row, { ...values, reason })
      : splitJob(ctx, row, change);
  const employeeId = row.employee.id;
  ctx.emit(
    jobChanged,
    { employeeId, jobRecordId: revised.id, effectiveOn, changed },
    { type: 'Employee', id: employeeId },
  );
  return revised;
}

function splitJob(ctx: Ctx, row: JobRecord, change: JobChange): JobRecord {
  const { effectiveOn, values, reason } = change;
  const { employee, employment, position, unit, site, manager = null, partTimeShare } = row;
  const validTo = row.validTo ?? null;
  row.validTo = effectiveOn;
  return openJob(ctx, {
    ...{ employee, employment, position, unit, site, manager, partTimeShare },
    ...values,
    validFrom: effectiveOn,
    validTo,
    reason,
  });
}

/** Names of the values that differ; records are compared by id, shares as numbers. */
export function differences(row: JobRecord, values: Partial<JobFacts>): string[] {
  const names: string[] = [];
  const { position, unit, site, manager, partTimeShare } = values;
  if (position !== undefined && position !== row.position) names.push('position');
  if (unit !== undefined && unit.id !== row.unit.id) names.push('unit');
  if (site !== undefined && site.id !== row.site.id) names.push('site');
  if (manager !== undefined && manager?.id !== row.manager?.id) names.push('manager');
  if (partTimeShare !== undefined && Number(partTimeShare) !== Number(row.partTimeShare)) {
    names.push('partTimeShare');
  }
  return names;
}
