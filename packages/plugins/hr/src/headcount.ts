import type { Ctx } from '@bureau/core';
import type { Day } from './day.js';
import { unitsBelow } from './org-chart.js';
import { jobsKnown, type JobSource, settle, unitsOf } from './versions/known-at.js';

/** Which value of the statement is the instant. */
const KNOWN = 3;

/** Which part of the organization on which day, and as known when. */
export interface HeadcountWish {
  asOf: Day;
  /** Default: as it stands now. */
  knownAt?: Date | undefined;
  /** Uuid of a unit: its people and those of the units below it. */
  unit?: string | undefined;
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
  { asOf, knownAt, unit }: HeadcountWish,
): Promise<HeadcountRow[]> {
  await settle(ctx, knownAt);
  const values: unknown[] = [ctx.organizationId, asOf];
  const known = jobsKnown(knownAt, KNOWN);
  values.push(...known.values);
  if (unit === undefined) return ctx.report<HeadcountRow>(headcount(known, ''), values);
  const standing = unitsOf('$1', '$2', knownAt && `$${KNOWN}::timestamptz`);
  const units = unitsBelow(`$${values.length + 1}::uuid`, standing);
  return ctx.report<HeadcountRow>(headcount(known, units), [...values, unit]);
}

function headcount({ from }: JobSource, units: string): string {
  return `
${units && `with recursive ${units}`}
select j.unit_id, count(*) as people, sum(j.part_time_share) as share
  from ${from} j
 where j.organization_id = $1 and j.valid_from <= $2 and (j.valid_to is null or j.valid_to > $2)
   ${units && 'and j.unit_id = any (array(select id from units))'}
 group by j.unit_id
 order by j.unit_id`;
}
