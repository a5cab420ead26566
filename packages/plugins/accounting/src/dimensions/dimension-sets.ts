import type { Ctx } from '@bureau/core';

type Row = { place: string; id: string };

/**
 * The sets of lists of dimension values, as lines of the ledger have them; made where they are
 * missing, so only in mutations. Ids are uuids.
 * @returns one for each list; null for an empty one, and for one whose values are not there or of
 * one dimension
 */
export async function dimensionSets(
  ctx: Ctx,
  lists: readonly (readonly string[])[],
): Promise<(string | null)[]> {
  if (lists.every(({ length }) => length === 0)) return lists.map(() => null);
  const rows = await ctx.sql<Row>('select place, id from accounting.dimension_sets($1::jsonb)', [
    JSON.stringify(lists),
  ]);
  const ids = new Map(rows.map(({ place, id }) => [Number(place), id]));
  return lists.map((_, index) => ids.get(index + 1) ?? null);
}
