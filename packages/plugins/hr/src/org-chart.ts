import type { Ctx } from '@bureau/core';
import type { Day } from './day.js';
import { jobsKnown, type JobSource, settle, unitsKnown } from './versions/known-at.js';

/** How many people one chart may show. */
export const CHART_LIMIT = 5_000;
/** A chain of managers is not longer than this. */
export const CHART_DEPTH = 50;

/** One person of the chart; ids are uuids. */
export interface ChartRow extends Record<string, unknown> {
  id: string;
  manager_id: string | null;
  depth: string;
  path: string;
}

const IN_FORCE = 'j.valid_from <= $2 and (j.valid_to is null or j.valid_to > $2)';

/** Which part of the organization on which day, and as known when. */
export interface ChartWish {
  asOf: Day;
  /** Default: as it stands now. */
  knownAt?: Date | undefined;
  /** Uuid of the employee to begin with. */
  root?: string | undefined;
  /** Uuid of a unit: its people and those of the units below it. */
  unit?: string | undefined;
  /** Levels below the top. */
  depth: number;
}

/**
 * Who reports to whom on a day, level by level, from the top or from one person down; of a unit,
 * those stand on top whose manager works elsewhere. One statement; at most `CHART_LIMIT + 1` rows,
 * so that the caller can tell that there are more.
 */
export async function readChart(ctx: Ctx, wish: ChartWish): Promise<ChartRow[]> {
  const { asOf, knownAt, root, unit, depth } = wish;
  await settle(ctx, knownAt);
  const values: unknown[] = [ctx.organizationId, asOf, depth, CHART_LIMIT + 1];
  const known = jobsKnown(knownAt, CHART_KNOWN);
  values.push(...known.values);
  const place = `$${values.length + 1}::uuid`;
  if (unit !== undefined) {
    const units = unitsBelow(place, unitsKnown('$2', knownAt, CHART_KNOWN));
    return ctx.sql<ChartRow>(chartOfUnit(known, units), [...values, unit]);
  }
  if (root !== undefined) {
    return ctx.sql<ChartRow>(chart(known, `j.employee_id = ${place}`), [...values, root]);
  }
  return ctx.sql<ChartRow>(chart(known, topOf(known)), values);
}

/** Which value of the statement of a chart is the instant, and of that of a headcount. */
const CHART_KNOWN = 5;
const HEADCOUNT_KNOWN = 3;

/** People at the top: those whose manager has no job on that day, or who have none. */
function topOf({ from }: JobSource): string {
  return `not exists (
      select from ${from} m
       where m.organization_id = $1 and m.employee_id = j.manager_id
         and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2))`;
}

function chart({ from }: JobSource, start: string): string {
  return `
with recursive chart as (
  select j.employee_id as id, j.manager_id, 0 as depth, array[j.employee_id] as path
    from ${from} j
   where j.organization_id = $1 and ${IN_FORCE} and ${start}
  union all
  select j.employee_id, j.manager_id, c.depth + 1, c.path || j.employee_id
    from chart c
    join ${from} j on j.organization_id = $1 and j.manager_id = c.id and ${IN_FORCE}
   where c.depth < $3
)${NAMED}`;
}

/** The people of the units first: there are fewer of them than of the whole company. */
function chartOfUnit({ from }: JobSource, units: string): string {
  return `
with recursive ${units}, job as materialized (
  select j.employee_id, j.manager_id
    from ${from} j
   where j.organization_id = $1 and j.unit_id = any (array(select id from units)) and ${IN_FORCE}
), chart as (
  select j.employee_id as id, j.manager_id, 0 as depth, array[j.employee_id] as path
    from job j
   where not exists (select from job m where m.employee_id = j.manager_id)
  union all
  select j.employee_id, j.manager_id, c.depth + 1, c.path || j.employee_id
    from chart c
    join job j on j.manager_id = c.id
   where c.depth < $3
)${NAMED}`;
}

const NAMED = `
select c.id, c.manager_id, c.depth, array_to_string(c.path, ',') as path
  from chart c
  join hr.employee e on e.organization_id = $1 and e.id = c.id
 order by c.depth, e.display_name, c.id
 limit $4`;

/** A unit and all that stood below it; the organization is `$1`. */
function unitsBelow(unit: string, standing: string): string {
  return `units as (
  select ${unit} as id
  union
  select v.unit_id from core.org_unit_version v join units on units.id = v.parent_id
   where ${standing})`;
}

/** People and full-time equivalents of one unit; the unit is a uuid. */
export interface HeadcountRow extends Record<string, unknown> {
  unit_id: string;
  people: string;
  share: string;
}

/**
 * Jobs in force on a day by unit, without those of units below; with a unit, of it and all below
 * it. One statement.
 */
export async function readHeadcount(
  ctx: Ctx,
  { asOf, knownAt, unit }: Pick<ChartWish, 'asOf' | 'knownAt' | 'unit'>,
): Promise<HeadcountRow[]> {
  await settle(ctx, knownAt);
  const values: unknown[] = [ctx.organizationId, asOf];
  const known = jobsKnown(knownAt, HEADCOUNT_KNOWN);
  values.push(...known.values);
  if (unit === undefined) return ctx.report<HeadcountRow>(headcount(known, ''), values);
  const standing = unitsKnown('$2', knownAt, HEADCOUNT_KNOWN);
  const units = unitsBelow(`$${values.length + 1}::uuid`, standing);
  return ctx.report<HeadcountRow>(headcount(known, units), [...values, unit]);
}

function headcount({ from }: JobSource, units: string): string {
  return `
${units && `with recursive ${units}`}
select j.unit_id, count(*) as people, sum(j.part_time_share) as share
  from ${from} j
 where j.organization_id = $1 and ${IN_FORCE}
   ${units && 'and j.unit_id = any (array(select id from units))'}
 group by j.unit_id
 order by j.unit_id`;
}
