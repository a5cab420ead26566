import { Arg, Context, type Ctx, DateScalar, FieldResolver, Resolver, Root } from '@bureau/core';
import { EmployeeType } from './employee.types.js';
import { LINE_LIMIT, managersLoader, reportsLoader } from './reporting-lines.js';

const DAY = { nullable: true, description: 'On this day; default today.' };

/** The line above and below an employee. */
@Resolver(() => EmployeeType.object)
export class ReportingLinesResolver {
  @FieldResolver(() => [EmployeeType.object], {
    description: `People who report to the employee on a day, by name; at most ${LINE_LIMIT}.`,
  })
  directReports(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
  ): Promise<{ id: string }[]> {
    return ctx.load(reportsLoader, { id: employee.id, day: asOf ?? ctx.today });
  }

  @FieldResolver(() => [EmployeeType.object], {
    description: 'Managers of the employee on a day, nearest first, up to the top.',
  })
  managerChain(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
  ): Promise<{ id: string }[]> {
    return ctx.load(managersLoader, { id: employee.id, day: asOf ?? ctx.today });
  }
}
