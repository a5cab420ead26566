import {
  DateScalar,
  Field,
  ID,
  InputType,
  inputOf,
  Int,
  MoneyInput,
  payloadOf,
  Person,
} from '@bureau/core';
import { Employee } from './employee.entity.js';
import { EmployeeType, EmploymentType } from './employee.types.js';
import { EmploymentKind } from './employment.entity.js';
import { JobRecord } from './job-record.entity.js';
import { SalaryPeriod } from './salary.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'Somebody who is not known yet.' })
export class PersonHireInput extends inputOf(Person, [
  'givenName',
  'familyName',
  'preferredName',
  'phone',
  'birthDate',
]) {}

@InputType({ description: 'What somebody does, where and for whom.' })
export class JobInput extends inputOf(
  JobRecord,
  ['position', 'unit', 'site', 'manager', 'partTimeShare'],
  { optional: ['partTimeShare'] },
) {}

@InputType({ description: 'Agreed gross pay. Requires: hr.salary.write' })
export class SalaryInput {
  @Field(() => MoneyInput, { description: 'Amount for the period, above 0.' })
  amount!: MoneyInput;
  @Field(() => SalaryPeriod, { nullable: true, description: 'Default: YEAR.' })
  period?: SalaryPeriod | null;
}

@InputType({ description: 'Terms of an employment from its first day.' })
export class EngagementInput {
  @Field(() => DateScalar, { description: 'First day.' })
  startsOn!: string;
  @Field(() => ID, { description: 'The company that employs.' })
  legalEntityId!: string;
  @Field(() => EmploymentKind, { nullable: true, description: 'Default: PERMANENT.' })
  kind?: EmploymentKind | null;
  @Field(() => JobInput, { description: 'The first job.' })
  job!: JobInput;
  @Field(() => SalaryInput, { nullable: true, description: 'Pay. Requires: hr.salary.write' })
  salary?: SalaryInput | null;
}

@InputType({ description: 'Somebody new. Give a known person or a new one.' })
export class EmployeeHireInput extends inputOf(
  Employee,
  ['number', 'workEmail', 'bankAccount', 'nationalId', 'attributes'],
  { optional: ['number'] },
) {
  @Field(() => ID, { nullable: true, description: 'A person whom the organization knows.' })
  personId?: string | null;
  @Field(() => PersonHireInput, { nullable: true, description: 'A new person.' })
  person?: PersonHireInput | null;
  @Field(() => EngagementInput, { description: 'The employment.' })
  employment!: EngagementInput;
}

@InputType({ description: 'Another employment of somebody who had one before.' })
export class EmployeeRehireInput {
  @Field(() => ID, { description: 'Who comes back.' })
  employeeId!: string;
  @Field(() => EngagementInput, { description: 'The new employment.' })
  employment!: EngagementInput;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const EmployeeHirePayload = payloadOf('EmployeeHirePayload', { employee: EmployeeType });
export const EmployeeRehirePayload = payloadOf('EmployeeRehirePayload', {
  employee: EmployeeType,
  employment: EmploymentType,
});
