import {
  cellOf,
  defineRowSource,
  idOf,
  idsOf,
  OrgUnitType,
  recordOf,
  Refusal,
  type RowQuestion,
} from '@bureau/core';
import { EmployeeType } from './employee.types.js';
import { jobsOf, settling, unitsOf } from './versions/known-at.js';

/** How many people one chart may show. */
export const CHART_LIMIT = 5_000;
/** A chain of managers is not longer than this. */
export const CHART_DEPTH = 50;
/** Levels below the top where none are asked for. */
const DEPTH = 10;

/**
 * Who reports to whom on a day, level by level, from the top or from one person down; of a unit,
 * those stand on top whose manager works elsewhere. One statement with the people themselves.
 */
export const orgChart = defineRowSource({
  type: 'OrgChartNode',
  demand: 'hr.employee.read',
  fields: {
    employee: recordOf(EmployeeType, 'id'),
    depth: cellOf('integer', 'depth'),
    managerId: idOf(EmployeeType, 'manager_id'),
    path: idsOf(EmployeeType, 'path'),
  },
  needs: {
    id: idOf(EmployeeType, 'id'),
    day: cellOf('date', 'day'),
    knownAt: cellOf('instant', 'known_at'),
  },
  order: ['depth', 'employee.display_name', 'id'],
  limit: CHART_LIMIT,
  tooMany: `More than ${CHART_LIMIT} people: give a root, a unit or fewer levels.`,
  first: (ask) => (ask.has('knownAt') ? settling(ask.organization, known(ask) ?? '') : undefined),
  sql: (ask) => {
    if (ask.has('root') && ask.has('unit')) {
      throw new Refusal('BAD_USER_INPUT', 'Give root or unit, not both.');
    }
    return ask.has('unit') ? chartOfUnit(ask) : chart(ask);
  },
});

function known(ask: RowQuestion): string | undefined {
  return ask.has('knownAt') ? ask.bound('knownAt', 'timestamptz') : undefined;
}

function dayOf(ask: RowQuestion): string {
  return ask.has('asOf') ? ask.bound('asOf', 'date') : ask.today;
}

function depthOf(ask: RowQuestion): string {
  const depth = ask.decided<number>('depth') ?? DEPTH;
  if (depth >= 0 && depth <= CHART_DEPTH) return ask.value(depth, 'int');
  throw new Refusal('BAD_USER_INPUT', `depth is 0 to ${CHART_DEPTH}.`);
}

function inForce(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day}
    and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`;
}

/** From one person down, or from those whose manager has no job on that day, or who have none. */
function chart(ask: RowQuestion): string {
  const { organization } = ask;
  const day = dayOf(ask);
  const from = jobsOf(organization, known(ask));
  const top = ask.has('root')
    ? `j.employee_id = ${ask.id('root', EmployeeType)}`
    : `not exists (
      select from ${from} m
       where m.organization_id = ${organization} and m.employee_id = j.manager_id
         and ${inForce('m', day)})`;
  return `
with recursive chart as (
  select j.employee_id as id, j.manager_id, 0 as depth${path(ask, 'array[j.employee_id]')}
    from ${from} j
   where j.organization_id = ${organization} and ${inForce('j', day)} and ${top}
  union all
  select j.employee_id, j.manager_id, c.depth + 1${path(ask, 'c.path || j.employee_id')}
    from chart c
    join ${from} j on j.organization_id = ${organization} and j.manager_id = c.id
     and ${inForce('j', day)}
   where c.depth < ${depthOf(ask)}
)${rows(ask, day)}`;
}

/** The people of the units first: there are fewer of them than of the whole company. */
function chartOfUnit(ask: RowQuestion): string {
  const { organization } = ask;
  const day = dayOf(ask);
  const when = known(ask);
  return `
with recursive ${unitsBelow(ask.id('unit', OrgUnitType), unitsOf(organization, day, when))},
job as materialized (
  select j.employee_id, j.manager_id
    from ${jobsOf(organization, when)} j
   where j.organization_id = ${organization} and j.unit_id = any (array(select id from units))
     and ${inForce('j', day)}
), chart as (
  select j.employee_id as id, j.manager_id, 0 as depth${path(ask, 'array[j.employee_id]')}
    from job j
   where not exists (select from job m where m.employee_id = j.manager_id)
  union all
  select j.employee_id, j.manager_id, c.depth + 1${path(ask, 'c.path || j.employee_id')}
    from chart c
    join job j on j.manager_id = c.id
   where c.depth < ${depthOf(ask)}
)${rows(ask, day)}`;
}

/** The way down grows with each level: only where it is asked for. */
function path(ask: RowQuestion, sql: string): string {
  return ask.uses('path') ? `, ${sql} as path` : '';
}

function rows(ask: RowQuestion, day: string): string {
  const when = known(ask) ?? 'null::timestamptz';
  return ` select c.*, ${day} as day, ${when} as known_at from chart c`;
}

/** A unit and all that stood below it, for `with recursive`. */
export function unitsBelow(unit: string, standing: string): string {
  return `units as (
  select ${unit} as id
  union
  select v.unit_id from core.org_unit_version v join units on units.id = v.parent_id
   where ${standing})`;
}
