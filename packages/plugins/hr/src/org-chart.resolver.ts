import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  decodeId,
  encodeId,
  Extensions,
  ID,
  Int,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { EmployeeType } from './employee.types.js';
import { CHART_DEPTH, CHART_LIMIT, type ChartRow, readChart, readHeadcount } from './org-chart.js';
import { OrgChartNode, UnitHeadcount } from './org-chart.types.js';
import { demandAll } from './visibility.js';

const { prefix } = EmployeeType.options;

/** Pictures of the whole organization on one day. */
@Resolver()
export class OrgChartResolver {
  /** A walk over all jobs of the day, level by level. */
  @Extensions({ cost: 20, items: 100 })
  @Query(() => [OrgChartNode], {
    description:
      `Who reports to whom on a day, level by level and by name; at most ${CHART_LIMIT} people. ` +
      'On top stand those who report to nobody with a job on that day.',
  })
  async orgChart(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Default: today.' })
    asOf: string | null,
    @Arg('root', () => ID, { nullable: true, description: 'Employee to begin with.' })
    root: string | null,
    @Arg('depth', () => Int, { nullable: true, description: 'Levels below the top; default 10.' })
    depth: number | null,
  ): Promise<OrgChartNode[]> {
    demandAll(ctx);
    const uuid = root == null ? undefined : decodeId(prefix, root);
    if (root != null && uuid === undefined) return [];
    const day = asOf ?? ctx.today;
    const rows = await readChart(ctx, {
      asOf: day,
      root: uuid,
      depth: levels(depth ?? 10),
    });
    if (rows.length > CHART_LIMIT) {
      const message = `More than ${CHART_LIMIT} people: give a root or fewer levels.`;
      throw new Refusal('BAD_USER_INPUT', message);
    }
    return rows.map((row) => nodeOf(row, day));
  }

  @Extensions({ cost: 10, items: 25 })
  @Query(() => [UnitHeadcount], {
    description: 'People and full-time equivalents by unit on a day; units without people miss.',
  })
  async headcount(
    @Context() ctx: Ctx,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Default: today.' })
    asOf: string | null,
  ): Promise<UnitHeadcount[]> {
    demandAll(ctx);
    const rows = await readHeadcount(ctx, asOf ?? ctx.today);
    return rows.map(({ unit_id, people, share }) => ({
      unit: { id: unit_id },
      people: Number(people),
      fullTimeEquivalents: share,
    }));
  }
}

function levels(depth: number): number {
  if (depth >= 0 && depth <= CHART_DEPTH) return depth;
  throw new Refusal('BAD_USER_INPUT', `depth is 0 to ${CHART_DEPTH}.`);
}

function nodeOf({ id, manager_id, depth, path }: ChartRow, day: string): OrgChartNode {
  return {
    employee: { id },
    depth: Number(depth),
    managerId: manager_id === null ? null : encodeId(prefix, manager_id),
    path: path.split(',').map((uuid) => encodeId(prefix, uuid)),
    key: { id, day },
  };
}
