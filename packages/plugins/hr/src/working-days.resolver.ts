import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  FieldResolver,
  Int,
  Refusal,
  Resolver,
  Root,
} from '@bureau/core';
import { EmployeeType } from './employee.types.js';
import { workingDaysLoader } from './working-days.js';

const YEAR_MS = 366 * 86_400_000;

/** Days on which work is done, the basis of leave and pay. */
@Resolver(() => EmployeeType.object)
export class WorkingDaysResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Days on which work is done where the employee has a job, by the calendar of each place. ' +
      'Null where a place has no calendar.',
  })
  workingDays(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'First day that is out; a year on at most.' })
    to: string,
  ): Promise<number | null> {
    if (Date.parse(to) - Date.parse(from) > YEAR_MS) {
      throw new Refusal('BAD_USER_INPUT', 'workingDays takes a year at most.');
    }
    return ctx.load(workingDaysLoader, { id: employee.id, from, to });
  }
}
