import { DateScalar, Field, ID, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { EmployeeType, EmploymentType } from './employee.types.js';
import { EmploymentEndReason } from './employment.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'Changes of an employee; what is left out stays.' })
export class EmployeeUpdateInput extends patchOf(
  Employee,
  ['number', 'workEmail', 'bankAccount', 'nationalId', 'attributes'],
  { id: 'employeeId' },
) {
  @Field(() => String, { nullable: true, description: 'First name of the person.' })
  givenName?: string | null;
  @Field(() => String, { nullable: true, description: 'Family name of the person.' })
  familyName?: string | null;
  @Field(() => String, { nullable: true, description: 'Used instead of the given name.' })
  preferredName?: string | null;
}

@InputType({ description: 'The end of an employment.' })
export class EmployeeTerminateInput {
  @Field(() => ID, { description: 'Who leaves.' })
  employeeId!: string;
  @Field(() => DateScalar, { description: 'Last day of work, inclusive.' })
  lastDay!: string;
  @Field(() => EmploymentEndReason, { description: 'Why it ends.' })
  reason!: EmploymentEndReason;
  @Field(() => ID, {
    nullable: true,
    description: 'Employee to whom the people of the leaver report from the day after.',
  })
  reportsToId?: string | null;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const EmployeeUpdatePayload = payloadOf('EmployeeUpdatePayload', {
  employee: EmployeeType,
});
export const EmployeeTerminatePayload = payloadOf('EmployeeTerminatePayload', {
  employee: EmployeeType,
  employment: EmploymentType,
});
