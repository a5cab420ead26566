import { ImportFaultType } from '../imports/import-fault.types.js';
import { expose, many, type Exposed } from '../model/expose.js';
import { DateTimeScalar, Field, Float, ID, InputType, Int, ObjectType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { askedForBy } from './actor.js';
import { Job } from './job.entity.js';

export const JobType: Exposed = expose(Job, {
  prefix: 'job',
  filter: ['kind', 'state', 'createdBy', 'startedAt', 'finishedAt'],
  order: ['startedAt', 'finishedAt', 'kind'],
  relations: {
    faults: many(() => ImportFaultType, 'job', 'What is wrong with single rows of an import.'),
  },
  conditions: { own: askedForBy },
});

@ObjectType('JobProgress', { description: 'How far a job has come.' })
export class JobProgress {
  @Field(() => Int, { description: 'Items done.' })
  done!: number;
  @Field(() => Int, { description: 'Items that could not be done.' })
  failed!: number;
  @Field(() => Int, { nullable: true, description: 'All items; null until they are counted.' })
  total?: number | null;
  @Field(() => Float, { nullable: true, description: 'Share of all items, 0 to 100.' })
  percent?: number | null;
  @Field(() => Int, { nullable: true, description: 'Seconds to go at the pace so far.' })
  etaSeconds?: number | null;
  @Field(() => String, { nullable: true, description: 'What it is at, such as READ or WRITE.' })
  step?: string | null;
}

@ObjectType('JobResult', { description: 'What came of a job that has ended.' })
export class JobResult {
  @Field(() => Int, { nullable: true, description: 'Rows of the file, without its header.' })
  rows?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Rows that made a record; of a dry run, that would make one.',
  })
  created?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Rows that changed a record; of a dry run, that would change one.',
  })
  updated?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Rows whose record has these values already.',
  })
  unchanged?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Rows that were rejected: with faults, or depending on rows with faults.',
  })
  failed?: number | null;
  @Field(() => Float, { nullable: true, description: 'Seconds from start to end.' })
  seconds?: number | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When an export read its first page; its records are of then or later.',
  })
  asOf?: Date | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The file of that address; CSV can be imported again (importStart).',
  })
  fileId?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Where to GET what an export wrote, or the rows that an import rejected, with the reasons; ' +
      'for whoever asked for the job, until it expires. ' +
      'Whoever has the address may read the file.',
  })
  downloadUrl?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When that address ends.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'The job to end.' })
export class JobCancelInput {
  @Field(() => ID, { description: 'The job.' })
  id!: string;
}

@InputType({ description: 'The job to try again.' })
export class JobRetryInput {
  @Field(() => ID, { description: 'The job.' })
  id!: string;
}

export const JobCancelPayload = payloadOf('JobCancelPayload', { job: JobType });
export const JobRetryPayload = payloadOf('JobRetryPayload', { job: JobType });
