import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { JobSchedule } from './job-schedule.entity.js';
import { JobType } from './job.types.js';

/** Scheduled jobs of an organization. */
export const JobScheduleType: Exposed = expose(JobSchedule, {
  prefix: 'jsc',
  by: ['kind'],
  filter: ['kind'],
  order: ['nextRunAt'],
});

@InputType({ description: 'The schedule whose job runs now.' })
export class JobScheduleRunInput {
  @Field(() => ID, { description: 'The schedule.' })
  id!: string;
}

@InputType({ description: 'Pauses a schedule, or lets it go on.' })
export class JobScheduleUpdateInput {
  @Field(() => ID, { description: 'The schedule.' })
  id!: string;
  @Field({ description: 'True: it stands still. False: it goes on with its next occurrence.' })
  isPaused!: boolean;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const JobScheduleRunPayload = payloadOf('JobScheduleRunPayload', { job: JobType });
export const JobScheduleUpdatePayload = payloadOf('JobScheduleUpdatePayload', {
  jobSchedule: JobScheduleType,
});
