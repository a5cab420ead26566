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
 * @param at number of the next value of the statement, from 1; the organization is `$1`
 */
export function jobsKnown(knownAt: Date | undefined, at: number): JobSource {
  if (!knownAt) return { from: jobsOf('$1', undefined), values: [] };
  return { from: jobsOf('$1', `$${at}::timestamptz`), values: [knownAt.toISOString()] };
}

/** The same for parameters as they are written: `from ... j`. */
export function jobsOf(organization: string, known: string | undefined): string {
  if (known === undefined) return 'hr.job_record';
  return `(select * from hr.job_version v where v.organization_id = ${organization}
    and v.known_from <= ${known} and (v.known_to is null or v.known_to > ${known}))`;
}

/**
 * Units as they stood on a day, as it is known now or was known at an instant: `unit_id` and
 * `parent_id` of `core.org_unit_version v`, for `where`. Parameters as they are written.
 */
export function unitsOf(organization: string, day: string, known: string | undefined): string {
  const knowledge =
    known === undefined
      ? 'v.known_to is null'
      : `v.known_from <= ${known} and (v.known_to is null or v.known_to > ${known})`;
  return `v.organization_id = ${organization} and v.valid_from <= ${day}
    and (v.valid_to is null or v.valid_to > ${day}) and ${knowledge}`;
}

/**
 * Waits for writes that may still come with an instant up to this one, so that the same question
 * has the same answer for ever. An instant ahead means what is known now.
 */
export async function settle(ctx: Pick<Ctx, 'sql' | 'organizationId'>, knownAt: Date | undefined) {
  if (!knownAt || Date.now() - knownAt.getTime() > SETTLED_MS) return;
  await ctx.sql(settling('$1::uuid', '$2::timestamptz'), [
    ctx.organizationId,
    knownAt.toISOString(),
  ]);
}

/** The statement that waits, for parameters as they are written. */
export function settling(organization: string, known: string): string {
  return `select case when ${known} > clock_timestamp() - interval '${SETTLED_MS} milliseconds'
    then pg_advisory_xact_lock(hashtextextended('core.known ' || ${organization}::text, 0)) end`;
}
