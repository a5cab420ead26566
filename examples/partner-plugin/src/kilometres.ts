import { defineLoader } from '@bureau/core';

const SUMS = `
  select vehicle_id, sum(kilometres) as kilometres
  from fleet.trip where vehicle_id = any($1) group by vehicle_id`;

/** Sum of the trips of each vehicle of a page, in one statement. */
export const kilometresOf = defineLoader<string, number>({
  name: 'fleet.kilometres',
  key: (id) => id,
  async batch(ctx, ids) {
    const rows = await ctx.sql<{ vehicle_id: string; kilometres: string }>(SUMS, [ids]);
    const sums = new Map(rows.map((row) => [row.vehicle_id, Number(row.kilometres)]));
    return ids.map((id) => sums.get(id) ?? 0);
  },
});
