import { Field, Int, ObjectType } from '@bureau/core';
import { EmployeeType } from './employee.types.js';

@ObjectType('ReportingLine', { description: 'People above or below an employee on one day.' })
export class ReportingLine {
  @Field(() => [EmployeeType.object], { description: 'The people, at most 250.' })
  nodes!: { id: string }[];
  @Field(() => Int, { description: 'How many there are.' })
  totalCount!: number;
}
