import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  DateTimeScalar,
  FieldResolver,
  Resolver,
  Root,
} from '@bureau/core';
import { EmployeeType } from '../employee.types.js';
import { jobVersionLoader, salaryVersionLoader } from './version.loaders.js';
import { JobVersionType, SalaryVersionType } from './version.types.js';

const DAY = { nullable: true, description: 'On this day; default today.' };
const KNOWN = { nullable: true, description: 'As it was known then; default now.' };

/** What was known of somebody, on both axes of time. */
@Resolver(() => EmployeeType.object)
export class VersionResolver {
  @FieldResolver(() => JobVersionType.object, {
    nullable: true,
    description: 'The job of a day as it was known at an instant; null: none was known.',
  })
  jobVersion(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
    @Arg('knownAt', () => DateTimeScalar, KNOWN) knownAt: Date | null,
  ): Promise<{ id: string } | null> {
    return ctx.load(jobVersionLoader, keyOf(ctx, employee, { asOf, knownAt }));
  }

  @FieldResolver(() => SalaryVersionType.object, {
    nullable: true,
    description: 'The pay of a day as it was known at an instant; null: none was known.',
  })
  salaryVersion(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
    @Arg('knownAt', () => DateTimeScalar, KNOWN) knownAt: Date | null,
  ): Promise<{ id: string } | null> {
    return ctx.load(salaryVersionLoader, keyOf(ctx, employee, { asOf, knownAt }));
  }
}

interface When {
  asOf: string | null;
  knownAt: Date | null;
}

function keyOf(ctx: Ctx, { id }: { id: string }, { asOf, knownAt }: When) {
  const instant = knownAt == null ? new Date() : new Date(knownAt);
  return { id, day: asOf ?? ctx.today, knownAt: instant.toISOString() };
}
