import { DateScalar, DecimalScalar, Field, ObjectType } from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { LeaveTypeType } from './leave.types.js';

@ObjectType('CarriedLeave', { description: 'Days of the year before that are not used yet.' })
export class CarriedLeave {
  @Field(() => DecimalScalar, { description: 'Days that are left; they are used first.' })
  days!: string;
  @Field(() => DateScalar, { description: 'First day on which they are gone.' })
  expiresOn!: string;
}

@ObjectType('LeaveBalance', { description: 'A balance of leave at the end of a day.' })
export class LeaveBalance {
  @Field(() => EmployeeType.object, { description: 'Whose leave.' })
  employee!: { id: string };
  @Field(() => LeaveTypeType.object, { description: 'The kind of leave.' })
  type!: { id: string };
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => Boolean, {
    description: 'The day is to come: what will be earned and lost until then is in it.',
  })
  isForecast!: boolean;
  @Field(() => DecimalScalar, { description: 'Days, leave that was agreed to taken away.' })
  days!: string;
  @Field(() => DecimalScalar, {
    description: 'Days until then that were asked for and are not decided.',
  })
  pendingDays!: string;
  @Field(() => CarriedLeave, {
    nullable: true,
    description: 'What is left of the days that were carried over; null for none.',
  })
  carried!: CarriedLeave | null;
}
