import { type Ctx, defineLoader } from '@bureau/core';
import type { Day } from '../day.js';
import { settle } from './known-at.js';

/** An employee (uuid), a day, and an instant at which something was known of it. */
export interface KnownKey {
  id: string;
  day: Day;
  /** ISO 8601. */
  knownAt: string;
}

function statement(table: string): string {
  return `
select a.at, v.id
  from unnest($2::uuid[], $3::date[], $4::timestamptz[]) with ordinality as a(id, day, known, at)
  join hr.${table} v on v.organization_id = $1 and v.employee_id = a.id
   and v.valid_from <= a.day and (v.valid_to is null or v.valid_to > a.day)
   and v.known_from <= a.known and (v.known_to is null or v.known_to > a.known)`;
}

/** The version of the job of a day that was known at an instant. One statement for a batch. */
export const jobVersionLoader = versionLoader('hr.jobVersion', statement('job_version'));

/** The same of pay. */
export const salaryVersionLoader = versionLoader('hr.salaryVersion', statement('salary_version'));

function versionLoader(name: string, text: string) {
  return defineLoader<KnownKey, { id: string } | null>({
    name,
    key: ({ id, day, knownAt }) => `${id} ${day} ${knownAt}`,
    batch: (ctx, keys) => versionsOf(ctx, text, keys),
  });
}

async function versionsOf(ctx: Ctx, text: string, keys: readonly KnownKey[]) {
  const latest = keys.map(({ knownAt }) => knownAt).sort((a, b) => Date.parse(b) - Date.parse(a));
  await settle(ctx, latest[0] === undefined ? undefined : new Date(latest[0]));
  const rows = await ctx.sql<{ at: string; id: string }>(text, [
    ctx.organizationId,
    keys.map(({ id }) => id),
    keys.map(({ day }) => day),
    keys.map(({ knownAt }) => knownAt),
  ]);
  const found = new Map(rows.map(({ at, id }) => [Number(at), { id }]));
  return keys.map((_, index) => found.get(index + 1) ?? null);
}
