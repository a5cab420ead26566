import { DateScalar, Field, ID, InputType, Int, MoneyInput, payloadOf } from '@bureau/core';
import { EmployeeType, SalaryType } from './employee.types.js';
import { SalaryPeriod } from './salary.entity.js';

@InputType({ description: 'Pay from a day on.' })
export class SalaryChangeInput {
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;
  @Field(() => DateScalar, {
    description: 'First day. Pay that begins on this very day is corrected.',
  })
  effectiveOn!: string;
  @Field(() => MoneyInput, { description: 'Agreed gross amount for the period, above 0.' })
  amount!: MoneyInput;
  @Field(() => SalaryPeriod, { nullable: true, description: 'Default: YEAR.' })
  period?: SalaryPeriod | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the employee that you saw; it covers all pay.',
  })
  expectedVersion?: number | null;
}

export const SalaryChangePayload = payloadOf('SalaryChangePayload', {
  employee: EmployeeType,
  salary: SalaryType,
});
