import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import { Arg, Context, FieldResolver, Mutation, Resolver, Root } from '../model/graphql.js';
import { Needs } from '../model/needs.js';
import { jobErrors } from './errors.js';
import type { JobDefinition } from './job-definition.js';
import { JobSchedule } from './job-schedule.entity.js';
import {
  JobScheduleRunInput,
  JobScheduleRunPayload,
  JobScheduleType,
  JobScheduleUpdateInput,
  JobScheduleUpdatePayload,
} from './job-schedule.types.js';
import { nextOccurrence } from './occurrences.js';
import { scheduledJobs, SCHEDULE_KEY } from './scheduled-jobs.js';

/** What runs by the calendar, and how people step in. */
@Resolver(() => JobScheduleType.object as never)
export class JobScheduleResolver {
  @Needs('kind')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the job does; null: no loaded plugin has it any more.',
  })
  description(@Root() schedule: { kind: string }, @Context() ctx: Ctx): string | null {
    return definitionOf(ctx, schedule.kind)?.description ?? null;
  }

  @Mutation(() => JobScheduleRunPayload, {
    description:
      'Runs the job of a schedule now, with the own rights. One that waits or runs is returned.',
  })
  async jobScheduleRun(@Context() ctx: Ctx, @Arg('input') input: JobScheduleRunInput) {
    const schedule = await ctx.find(JobSchedule, input.id, { path: ['input', 'id'] });
    const definition = definitionOf(ctx, schedule.kind);
    if (!definition) throw jobErrors.JOB_UNKNOWN({}, ['input', 'id']);
    const options = { uniqueKey: SCHEDULE_KEY };
    return { job: await ctx.enqueue(definition, definition.input.parse({}), options) };
  }

  @Mutation(() => JobScheduleUpdatePayload, { description: 'Pauses a schedule or lets it go on.' })
  async jobScheduleUpdate(@Context() ctx: Ctx, @Arg('input') input: JobScheduleUpdateInput) {
    const { id, isPaused, expectedVersion } = input;
    const jobSchedule = await ctx.find(JobSchedule, id, {
      expectedVersion,
      path: ['input', 'id'],
      lock: true,
    });
    const rule = definitionOf(ctx, jobSchedule.kind)?.schedule;
    const zone = jobSchedule.timeZone;
    jobSchedule.pause(isPaused, rule && nextOccurrence(rule, { after: ctx.now, zone }));
    return { jobSchedule };
  }
}

function definitionOf(ctx: Ctx, kind: string): JobDefinition | undefined {
  if (!(ctx instanceof RequestContext)) return undefined;
  return scheduledJobs(ctx.runtime.composition).find((one) => one.kind === kind);
}
