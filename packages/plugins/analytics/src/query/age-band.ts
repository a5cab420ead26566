/**
 * The band of a number of days, as SQL; null stays null. Bounds `[0, 30, 60]` give `0` (none, or
 * to come), `1-30`, `31-60` and `61+`.
 * @param days SQL of whole days
 */
export function ageBand(days: string, bounds: readonly number[]): string {
  const parts = bounds.map((bound, at) => {
    const from = (bounds[at - 1] ?? -1) + 1;
    const name = bound === from ? `${bound}` : `${from}-${bound}`;
    return `when ${days} <= ${bound} then '${name}'`;
  });
  const last = (bounds.at(-1) ?? 0) + 1;
  return `(case ${parts.join(' ')} when ${days} >= ${last} then '${last}+' end)`;
}
