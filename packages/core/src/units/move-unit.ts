import type { Ctx } from '../context/ctx.js';
import type { OrgUnit } from '../schema/org-unit.entity.js';
import { unitErrors } from './errors.js';

/** Units above a place, each for the days on which it was there: two that meet are a ring. */
const RING = `
  with recursive above as (
    select $2::uuid as id, daterange($3::date, null) as days, 1 as depth
    union all
    select v.parent_id, above.days * daterange(v.valid_from, v.valid_to), above.depth + 1
    from above
    join core.org_unit_version v on v.unit_id = above.id and v.known_to is null
      and daterange(v.valid_from, v.valid_to) && above.days
    where above.depth < 100)
  select exists (select from above where id = $1::uuid)::text as ring`;

/**
 * Hangs a unit under another one from a day on, which may lie in the past: the tree of all later
 * days is another one then. What was known of it before stays.
 * @throws CORE_ORG_UNIT_AHEAD, CORE_ORG_UNIT_PAST_RING, CORE_ORG_UNIT_RING
 */
export async function moveUnit(
  ctx: Ctx,
  unit: OrgUnit,
  { parent, effectiveOn }: { parent: OrgUnit | null; effectiveOn: string | null | undefined },
): Promise<void> {
  const path = ['input', 'effectiveOn'];
  const day = effectiveOn ?? ctx.today;
  if (day > ctx.today) throw unitErrors.ORG_UNIT_AHEAD({ day }, path);
  // Before anything is written: what is written without it would hold from today.
  await holdsFrom(ctx, 'moved', day);
  if (parent && parent.id !== unit.id) {
    const [row] = await ctx.sql<{ ring: string }>(RING, [unit.id, parent.id, day]);
    const isPast = day < ctx.today;
    if (isPast && row?.ring === 'true') throw unitErrors.ORG_UNIT_PAST_RING({ day }, path);
  }
  unit.moveTo(parent);
  // Also where only the past becomes another one.
  unit.updatedAt = ctx.now;
  await ctx.em.flush();
  await holdsFrom(ctx, 'moved', '');
}

/** Says to the database from which day on what is written to a unit holds. */
export async function holdsFrom(ctx: Ctx, what: 'moved' | 'changed', day: string): Promise<void> {
  await ctx.sql(`select set_config('core.unit_${what}_on', $1, true)`, [day]);
}
