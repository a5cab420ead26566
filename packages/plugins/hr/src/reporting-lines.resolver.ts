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
import { EmployeeType } from './employee.types.js';
import { OrgChartNode } from './org-chart.types.js';
import { type LineKey, managersLoader, reportsLoader } from './reporting-lines.js';
import { ReportingLine } from './reporting-lines.types.js';

const DAY = { nullable: true, description: 'On this day; default today.' };
const KNOWN = { nullable: true, description: 'As it was known then; default: as it stands now.' };

/** The lines above and below an employee. */
@Resolver(() => EmployeeType.object)
export class ReportingLinesResolver {
  @FieldResolver(() => ReportingLine, {
    description: 'People whose job on a day names the employee as manager, by name.',
  })
  directReports(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
    @Arg('knownAt', () => DateTimeScalar, KNOWN) knownAt: Date | null,
  ): Promise<ReportingLine> {
    return ctx.load(reportsLoader, keyOf(ctx, employee, { asOf, knownAt }));
  }

  @FieldResolver(() => ReportingLine, {
    description: 'Managers of the employee on a day, nearest first, up to the top.',
  })
  managerChain(
    @Root() employee: { id: string },
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, DAY) asOf: string | null,
    @Arg('knownAt', () => DateTimeScalar, KNOWN) knownAt: Date | null,
  ): Promise<ReportingLine> {
    return ctx.load(managersLoader, keyOf(ctx, employee, { asOf, knownAt }));
  }
}

/** What a row of the chart needs for its line: `orgChart` says so. */
interface ChartNode {
  id: string;
  day: string;
  knownAt: string | null;
}

/** The line below a person of the chart, also where the chart ends. */
@Resolver(() => OrgChartNode)
export class ChartLinesResolver {
  @FieldResolver(() => ReportingLine, {
    description: 'People directly below on the day of the chart, also below its last level.',
  })
  directReports(@Root() node: ChartNode, @Context() ctx: Ctx): Promise<ReportingLine> {
    return ctx.load(reportsLoader, { ...node, knownAt: node.knownAt ?? undefined });
  }
}

function keyOf(
  ctx: Ctx,
  { id }: { id: string },
  { asOf, knownAt }: { asOf: string | null; knownAt: Date | null },
): LineKey {
  const known = knownAt == null ? undefined : new Date(knownAt).toISOString();
  return { id, day: asOf ?? ctx.today, knownAt: known };
}
