import { DecimalScalar, Field, ID, Int, ObjectType, OrgUnitType } from '@bureau/core';
import { EmployeeType } from './employee.types.js';

@ObjectType('OrgChartNode', { description: 'One person of the organization chart of a day.' })
export class OrgChartNode {
  @Field(() => EmployeeType.object, { nullable: true, description: 'The person.' })
  employee!: { id: string } | null;
  @Field(() => Int, { description: 'Levels below the top of this chart; the top has 0.' })
  depth!: number;
  @Field(() => ID, { nullable: true, description: 'Employee above; null: nobody.' })
  managerId!: string | null;
  @Field(() => [ID], { description: 'Employees from the top of this chart down to this person.' })
  path!: string[];
}

@ObjectType('UnitHeadcount', { description: 'How many people work in a unit on a day.' })
export class UnitHeadcount {
  @Field(() => OrgUnitType.object, { nullable: true, description: 'The unit itself.' })
  unit!: { id: string } | null;
  @Field(() => Int, { description: 'People with a job in the unit, not in units below.' })
  people!: number;
  @Field(() => DecimalScalar, { description: 'Sum of their part-time shares.' })
  fullTimeEquivalents!: string;
}
