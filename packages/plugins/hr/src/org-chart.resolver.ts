import {
  Arg,
  Context,
  type Ctx,
  decodeId,
  encodeId,
  Extensions,
  ID,
  Int,
  OrgUnitType,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { EmployeeType } from './employee.types.js';
import { CHART_DEPTH, CHART_LIMIT, type ChartRow, readChart, readHeadcount } from './org-chart.js';
import { AsOf, KnownAt, Unit } from './org-chart-args.js';
import { OrgChartNode, UnitHeadcount } from './org-chart.types.js';
import type { LineKey } from './reporting-lines.js';
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
      'On top stand those who report to nobody with a job on that day, or in that unit.',
  })
  async orgChart(
    @Context() ctx: Ctx,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: Date | null,
    @Arg('root', () => ID, { nullable: true, description: 'Employee to begin with.' })
    root: string | null,
    @Unit() unit: string | null,
    @Arg('depth', () => Int, { nullable: true, description: 'Levels below the top; default 10.' })
    depth: number | null,
  ): Promise<OrgChartNode[]> {
    demandAll(ctx);
    if (root != null && unit != null) {
      throw new Refusal('BAD_USER_INPUT', 'Give root or unit, not both.');
    }
    const top = begin(root, prefix);
    const within = begin(unit, OrgUnitType.options.prefix);
    if (top === null || within === null) return [];
    const day = asOf ?? ctx.today;
    const known = knownAt == null ? undefined : new Date(knownAt);
    const rows = await readChart(ctx, {
      asOf: day,
      knownAt: known,
      root: top,
      unit: within,
      depth: levels(depth ?? 10),
    });
    if (rows.length > CHART_LIMIT) {
      const message = `More than ${CHART_LIMIT} people: give a root, a unit or fewer levels.`;
      throw new Refusal('BAD_USER_INPUT', message);
    }
    return rows.map((row) => nodeOf(row, { day, knownAt: known?.toISOString() }));
  }

  @Extensions({ cost: 10, items: 25 })
  @Query(() => [UnitHeadcount], {
    description: 'People and full-time equivalents by unit on a day; units without people miss.',
  })
  async headcount(
    @Context() ctx: Ctx,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: Date | null,
    @Unit() unit: string | null,
  ): Promise<UnitHeadcount[]> {
    demandAll(ctx);
    const within = begin(unit, OrgUnitType.options.prefix);
    if (within === null) return [];
    const rows = await readHeadcount(ctx, {
      asOf: asOf ?? ctx.today,
      knownAt: knownAt == null ? undefined : new Date(knownAt),
      unit: within,
    });
    return rows.map(({ unit_id, people, share }) => ({
      unit: { id: unit_id },
      people: Number(people),
      fullTimeEquivalents: share,
    }));
  }
}

/** The uuid of what was asked for: undefined for nothing, null for an id of something else. */
function begin(id: string | null | undefined, of: string): string | undefined | null {
  return id == null ? undefined : (decodeId(of, id) ?? null);
}

function levels(depth: number): number {
  if (depth >= 0 && depth <= CHART_DEPTH) return depth;
  throw new Refusal('BAD_USER_INPUT', `depth is 0 to ${CHART_DEPTH}.`);
}

function nodeOf(
  { id, manager_id, depth, path }: ChartRow,
  when: Omit<LineKey, 'id'>,
): OrgChartNode {
  return {
    employee: { id },
    depth: Number(depth),
    managerId: manager_id === null ? null : encodeId(prefix, manager_id),
    path: path.split(',').map((uuid) => encodeId(prefix, uuid)),
    key: { id, ...when },
  };
}
