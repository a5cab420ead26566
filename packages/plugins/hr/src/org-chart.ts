import type { Ctx } from '@bureau/core';
import type { Day } from './day.js';

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

const IN_FORCE = 'valid_from <= $2 and (j.valid_to is null or j.valid_to > $2)';

/** People at the top: those whose manager has no job on that day, or who have none. */
const TOP = `not exists (
      select from hr.job_record m
       where m.organization_id = $1 and m.employee_id = j.manager_id
         and m.valid_from <= $2 and (m.valid_to is null or m.valid_to > $2))`;

function statement(start: string): string {
  return `
with recursive chart as (
  select j.employee_id as id, j.manager_id, 0 as depth, array[j.employee_id] as path
    from hr.job_record j
   where j.organization_id = $1 and j.${IN_FORCE} and ${start}
  union all
  select j.employee_id, j.manager_id, c.depth + 1, c.path || j.employee_id
    from chart c
    join hr.job_record j on j.organization_id = $1 and j.manager_id = c.id and j.${IN_FORCE}
   where c.depth < $3
)
select c.id, c.manager_id, c.depth, array_to_string(c.path, ',') as path
  from chart c
  join hr.employee e on e.organization_id = $1 and e.id = c.id
 order by c.depth, e.display_name, c.id
 limit $4`;
}

const WHOLE = statement(TOP);
const BELOW = statement('j.employee_id = $5');

/**
 * Who reports to whom on a day, level by level, from the top or from one person down. One
 * statement; at most `CHART_LIMIT + 1` rows, so that the caller can tell that there are more.
 */
export function readChart(
  ctx: Ctx,
  chart: { asOf: Day; root: string | undefined; depth: number },
): Promise<ChartRow[]> {
  const { asOf, root, depth } = chart;
  const values = [ctx.organizationId, asOf, depth, CHART_LIMIT + 1];
  return root === undefined
    ? ctx.sql<ChartRow>(WHOLE, values)
    : ctx.sql<ChartRow>(BELOW, [...values, root]);
}

/** People and full-time equivalents of one unit; the unit is a uuid. */
export interface HeadcountRow extends Record<string, unknown> {
  unit_id: string;
  people: string;
  share: string;
}

const HEADCOUNT = `
select j.unit_id, count(*) as people, sum(j.part_time_share) as share
  from hr.job_record j
 where j.organization_id = $1 and j.${IN_FORCE}
 group by j.unit_id
 order by j.unit_id`;

/** Jobs in force on a day by unit, without those of units below. One statement. */
export function readHeadcount(ctx: Ctx, asOf: Day): Promise<HeadcountRow[]> {
  return ctx.report<HeadcountRow>(HEADCOUNT, [ctx.organizationId, asOf]);
}
