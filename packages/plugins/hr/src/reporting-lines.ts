import { type Ctx, defineLoader } from '@bureau/core';
import type { Day } from './day.js';
import { CHART_DEPTH } from './org-chart.js';
import { jobsKnown, type JobSource, settle } from './versions/known-at.js';
import { visibleOf } from './visibility.js';

/** Whose line on which day; the id is a uuid. */
export interface LineKey {
  id: string;
  day: Day;
  /** ISO 8601: as it was known then; default: as it stands now. */
  knownAt?: string | undefined;
}

/** People above or below somebody, as references by uuid. */
export interface Line {
  nodes: { id: string }[];
  /** How many there are, of whom `LINE_LIMIT` at most are named. */
  totalCount: number;
}

/** How many people one line names. */
export const LINE_LIMIT = 250;

interface LineRow extends Record<string, unknown> {
  /** Position of the key in the batch, from 1. */
  at: string;
  id: string;
  total: string;
}

const ASKED = `asked as (
  select * from unnest($2::uuid[], $3::date[]) with ordinality as a(id, day, at))`;

const reports = ({ from }: JobSource) => `
with ${ASKED}
select a.at, r.id, r.total
  from asked a
 cross join lateral (
   select j.employee_id as id, e.display_name, count(*) over () as total
     from ${from} j
     join hr.employee e on e.organization_id = $1 and e.id = j.employee_id
    where j.organization_id = $1 and j.manager_id = a.id
      and j.valid_from <= a.day and (j.valid_to is null or j.valid_to > a.day)
    order by e.display_name, j.employee_id
    limit ${LINE_LIMIT}) r
 order by a.at, r.display_name, r.id`;

const chain = ({ from }: JobSource) => `
with recursive ${ASKED}, chain as (
  select a.at, a.day, j.manager_id as id, 1 as depth
    from asked a
    join ${from} j on j.organization_id = $1 and j.employee_id = a.id
     and j.valid_from <= a.day and (j.valid_to is null or j.valid_to > a.day)
   where j.manager_id is not null
  union all
  select c.at, c.day, j.manager_id, c.depth + 1
    from chain c
    join ${from} j on j.organization_id = $1 and j.employee_id = c.id
     and j.valid_from <= c.day and (j.valid_to is null or j.valid_to > c.day)
   where j.manager_id is not null and c.depth < ${CHART_DEPTH}
)
select at, id, count(*) over (partition by at) as total from chain order by at, depth`;

/** People whose job on a day names the key as manager, by name. One statement for a batch. */
export const reportsLoader = lineLoader('hr.reports', reports);

/** Managers on a day, nearest first. One statement for a batch. */
export const managersLoader = lineLoader('hr.managers', chain);

type Statement = (jobs: JobSource) => string;

function lineLoader(name: string, statement: Statement) {
  return defineLoader<LineKey, Line>({
    name,
    key: ({ id, day, knownAt = '' }) => `${id} ${day} ${knownAt}`,
    batch: (ctx, keys) => linesOf(ctx, statement, keys),
  });
}

/** Those that were known at one instant go together: mostly all of a batch. */
async function linesOf(ctx: Ctx, statement: Statement, keys: readonly LineKey[]): Promise<Line[]> {
  const lines = keys.map((): Line => ({ nodes: [], totalCount: 0 }));
  for (const known of new Set(keys.map(({ knownAt }) => knownAt))) {
    const places = keys.flatMap(({ knownAt }, at) => (knownAt === known ? [at] : []));
    const rows = await rowsOf(ctx, statement, { keys: places.map((at) => keys[at]), known });
    const { isVisible, all } = await visibleOf(
      ctx,
      rows.map(({ id }) => id),
    );
    for (const { at, id, total } of rows) {
      const line = lines[places[Number(at) - 1] ?? -1];
      if (!line || !isVisible(id)) continue;
      line.nodes.push({ id });
      line.totalCount = all ? Number(total) : line.nodes.length;
    }
  }
  return lines;
}

async function rowsOf(
  ctx: Ctx,
  statement: Statement,
  { keys, known }: { keys: readonly (LineKey | undefined)[]; known: string | undefined },
): Promise<LineRow[]> {
  const instant = known === undefined ? undefined : new Date(known);
  await settle(ctx, instant);
  const ids = keys.map((key) => key?.id);
  const days = keys.map((key) => key?.day);
  const jobs = jobsKnown(instant, 4);
  return ctx.sql<LineRow>(statement(jobs), [ctx.organizationId, ids, days, ...jobs.values]);
}
