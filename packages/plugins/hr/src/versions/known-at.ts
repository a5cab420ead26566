import type { Ctx } from '@bureau/core';

/** A write that is under way has its instant already; one that began later has a later one. */
const SETTLED_MS = 300_000;

/** Where the jobs of a day are read: what stands now, or what was known at an instant. */
export interface JobSource {
  /** For `from ... j`; `$n` of the instant is given by the caller. */
  from: string;
  /** Added to the values of the statement. */
  values: unknown[];
}

/**
 * Jobs as they stand, or as they were known at an instant.
 * @param at number of the next value of the statement, from 1
 */
export function jobsKnown(knownAt: Date | undefined, at: number): JobSource {
  if (!knownAt) return { from: 'hr.job_record', values: [] };
  const when = `$${at}::timestamptz`;
  const from = `(select * from hr.job_version v where v.organization_id = $1
    and v.known_from <= ${when} and (v.known_to is null or v.known_to > ${when}))`;
  return { from, values: [knownAt.toISOString()] };
}

/**
 * Units as they stood on a day, as it is known now or was known at an instant: `unit_id` and
 * `parent_id` of `core.org_unit_version v`, for `where`. `$1` is the organization.
 * @param day of the statement, such as `$2`
 * @param at number of the value of the instant, which `jobsKnown` gives
 */
export function unitsKnown(day: string, knownAt: Date | undefined, at: number): string {
  const known = knownAt
    ? `v.known_from <= $${at}::timestamptz
      and (v.known_to is null or v.known_to > $${at}::timestamptz)`
    : 'v.known_to is null';
  return `v.organization_id = $1 and v.valid_from <= ${day}
    and (v.valid_to is null or v.valid_to > ${day}) and ${known}`;
}

/**
 * Waits for writes that may still come with an instant up to this one, so that the same question
 * has the same answer for ever. An instant ahead means what is known now.
 */
export async function settle(ctx: Pick<Ctx, 'sql' | 'organizationId'>, knownAt: Date | undefined) {
  if (!knownAt || Date.now() - knownAt.getTime() > SETTLED_MS) return;
  await ctx.sql("select pg_advisory_xact_lock(hashtextextended('core.known ' || $1::text, 0))", [
    ctx.organizationId,
  ]);
}
