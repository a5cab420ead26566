import { DateScalar, Field, ID, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { EmployeeType, JobRecordType } from './employee.types.js';
import { JobChangeReason, JobRecord } from './job-record.entity.js';

@InputType({ description: 'Other values of a job from a day on; what is left out stays.' })
export class JobChangeInput extends patchOf(JobRecord, [
  'position',
  'unit',
  'site',
  'manager',
  'partTimeShare',
]) {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;
  @Field(() => DateScalar, {
    description:
      'First day of the change. It lasts until the next known job begins; when a job begins on ' +
      'this very day, that one is corrected.',
  })
  effectiveOn!: string;
  @Field(() => JobChangeReason, { nullable: true, description: 'Default: OTHER.' })
  reason?: JobChangeReason | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the employee that you saw; it covers all jobs.',
  })
  expectedVersion?: number | null;
}

export const JobChangePayload = payloadOf('JobChangePayload', {
  employee: EmployeeType,
  jobRecord: JobRecordType,
});
