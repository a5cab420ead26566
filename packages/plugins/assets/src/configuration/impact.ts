import { type Ctx, Refusal } from '@bureau/core';
import type { ConfigurationImpact } from './configuration.types.js';

/** How far relations are followed at most. */
export const MAX_DEPTH = 20;
const MAX_ITEMS = 1_000;

/** Which way relations are followed. */
export type ImpactDirection = 'DEPENDENTS' | 'DEPENDENCIES';

/**
 * Rings end by themselves: an item is looked at once for each depth, and the depth is limited.
 * @param from the column that is reached from, then the one that is reached
 */
const reach = (from: string, to: string) => `
  with recursive reached (id, depth) as (
    select $1::uuid, 0
    union
    select r.${to}, c.depth + 1 from assets.configuration_relation r
      join reached c on r.organization_id = $2 and r.${from} = c.id
      where c.depth < $3 and r.${to} <> $1)
  select id, min(depth) as depth from reached where depth > 0
  group by id order by 2, id limit ${MAX_ITEMS}`;

const REACH = {
  DEPENDENTS: reach('dependency_id', 'dependent_id'),
  DEPENDENCIES: reach('dependent_id', 'dependency_id'),
};

/** The items that are reached, nearest first, at most 1,000. @throws Refusal BAD_USER_INPUT */
export async function impactOf(
  ctx: Ctx,
  itemId: string,
  { direction, depth }: { direction: ImpactDirection; depth: number },
): Promise<ConfigurationImpact[]> {
  if (depth < 1 || depth > MAX_DEPTH) {
    throw new Refusal('BAD_USER_INPUT', `A depth is from 1 to ${MAX_DEPTH}.`);
  }
  const values = [itemId, ctx.organizationId, depth];
  const rows = await ctx.sql<{ id: string; depth: string }>(REACH[direction], values);
  return rows.map((row) => ({ item: { id: row.id }, depth: Number(row.depth) }));
}
