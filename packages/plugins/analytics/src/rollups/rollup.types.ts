import { enumOf, type EnumValue, Field, JobType, ObjectType, payloadOf } from '@bureau/core';

export const RollupGrain = enumOf('RollupGrain', 'What one row of a roll-up stands for.', {
  DAY: 'A calendar day.',
  MONTH: 'A calendar month.',
});
export type RollupGrain = EnumValue<typeof RollupGrain>;

@ObjectType('MetricRollup', { description: 'Sums of a fact that are kept beside its rows.' })
export class Rollup {
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
  @Field(() => String, { description: 'Record type of the fact.' })
  fact!: string;
  @Field(() => RollupGrain, { description: 'What one row stands for.' })
  grain!: RollupGrain;
  @Field(() => String, { nullable: true, description: 'Zone in which days begin, of instants.' })
  zone!: string | null;
  @Field(() => [String], { description: 'Fields of the rows that it keeps apart.' })
  carries!: string[];
  @Field(() => [String], { description: 'Numbers of the rows that it adds up.' })
  sums!: string[];
}

export const RollupJobPayload = payloadOf('MetricRollupJobPayload', { job: JobType });
