import {
  Arg,
  Context,
  type Ctx,
  decodeId,
  Extensions,
  FromRows,
  ID,
  Int,
  OrgUnitType,
  Query,
  Resolver,
} from '@bureau/core';
import { readHeadcount } from './headcount.js';
import { CHART_LIMIT, orgChart } from './org-chart.js';
import { AsOf, KnownAt, Unit } from './org-chart-args.js';
import { OrgChartNode, UnitHeadcount } from './org-chart.types.js';
import { demandAll } from './visibility.js';

/** Pictures of the whole organization on one day. */
@Resolver()
export class OrgChartResolver {
  /** A walk over all jobs of the day, level by level. */
  @Extensions({ cost: 20, items: 100 })
  @FromRows(orgChart)
  @Query(() => [OrgChartNode], {
    description:
      `Who reports to whom on a day, level by level and by name; at most ${CHART_LIMIT} people. ` +
      'On top stand those who report to nobody with a job on that day, or in that unit.',
  })
  orgChart(
    @AsOf() _asOf: string | null,
    @KnownAt() _knownAt: Date | null,
    @Arg('root', () => ID, { nullable: true, description: 'Employee to begin with.' })
    _root: string | null,
    @Unit() _unit: string | null,
    @Arg('depth', () => Int, { nullable: true, description: 'Levels below the top; default 10.' })
    _depth: number | null,
  ): void {
    // The statement of the source answers.
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
