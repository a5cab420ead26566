import { Arg, Context, type Ctx, Mutation, OrgUnit, Resolver, Site } from '@bureau/core';
import { Employee, filled } from './employee.entity.js';
import type { JobFacts } from './hire.js';
import { changeJob } from './job.js';
import { JobChangeInput, JobChangePayload } from './job.types.js';
import { partTimeShare } from './job-record.entity.js';

/** Another position, unit, manager, place or working time. */
@Resolver()
export class JobResolver {
  @Mutation(() => JobChangePayload, {
    description:
      'Changes a job from a day on, in the past or in the future: the record in force is closed ' +
      'and a new one takes over what is not changed.',
  })
  async jobChange(@Context() ctx: Ctx, @Arg('input') input: JobChangeInput) {
    const employee = await ctx.find(Employee, input.employeeId, {
      path: ['input', 'employeeId'],
      expectedVersion: input.expectedVersion,
      lock: true,
    });
    const values = await valuesOf(ctx, input);
    const { effectiveOn, reason } = input;
    const change = { effectiveOn, reason: reason ?? 'OTHER', values } as const;
    const jobRecord = await changeJob(ctx, employee, change);
    employee.touch(ctx.now);
    return { employee, jobRecord };
  }
}

/** A null leaves a value as it is, but for the manager: null is nobody. */
async function valuesOf(ctx: Ctx, input: JobChangeInput): Promise<Partial<JobFacts>> {
  const values: Partial<JobFacts> = {};
  const { position, unitId, siteId, managerId } = input;
  if (position != null) values.position = filled(position, ['input', 'position']);
  if (unitId != null) values.unit = await ctx.find(OrgUnit, unitId, at('unitId'));
  if (siteId != null) values.site = await ctx.find(Site, siteId, at('siteId'));
  if (managerId === null) values.manager = null;
  if (managerId != null) values.manager = await ctx.find(Employee, managerId, at('managerId'));
  if (input.partTimeShare != null) {
    values.partTimeShare = partTimeShare(input.partTimeShare, ['input', 'partTimeShare']);
  }
  return values;
}

function at(name: string) {
  return { path: ['input', name] };
}
