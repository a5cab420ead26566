import { DateScalar, Field, ObjectType } from '@bureau/core';
import { EmployeeType } from '../employee.types.js';

@ObjectType('Absence', { description: 'Days on which somebody is away; never why.' })
export class Absence {
  @Field(() => EmployeeType.object, {
    nullable: true,
    description: 'Who; null where the caller may not read the employee.',
  })
  employee!: { id: string } | null;
  @Field(() => String, { description: 'Name of the employee.' })
  name!: string;
  @Field(() => DateScalar, { description: 'First day.' })
  startsOn!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  endsOn!: string;
  @Field(() => Boolean, { description: 'From noon of the first day.' })
  isFromNoon!: boolean;
  @Field(() => Boolean, { description: 'Until noon of the last day.' })
  isUntilNoon!: boolean;
}
