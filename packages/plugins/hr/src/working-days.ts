import { CalendarService, type Ctx, defineLoader } from '@bureau/core';

/** Days of one employee: from, until exclusive. */
export interface EmployeeDays {
  id: string;
  from: string;
  to: string;
}

interface Stay extends Record<string, unknown> {
  employee_id: string;
  site_id: string;
  from_day: string;
  to_day: string;
}

const STAYS = `
  select j.employee_id, j.site_id, greatest(j.valid_from, k.from_day) as from_day,
    least(coalesce(j.valid_to, k.to_day), k.to_day) as to_day
  from jsonb_to_recordset($2::jsonb) as k (id uuid, from_day date, to_day date)
  join hr.job_record j on j.organization_id = $1 and j.employee_id = k.id
    and j.valid_from < k.to_day and (j.valid_to is null or j.valid_to > k.from_day)`;

/**
 * On how many days work is done where somebody works: by the calendar of the place of each job in
 * that time. `null` where a place has none. All employees and jobs of an answer together.
 */
export const workingDaysLoader = defineLoader<EmployeeDays, number | null>({
  name: 'hr.workingDays',
  key: ({ id, from, to }) => `${id} ${from} ${to}`,
  async batch(ctx, keys) {
    const ranges = new Map(keys.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
    const found = new Map<string, number | null>();
    for (const { from, to } of ranges.values()) {
      const asked = keys.filter((key) => key.from === from && key.to === to);
      const counts = await countDays(ctx, asked, { from, to });
      for (const { id } of asked) found.set(`${id} ${from} ${to}`, counts.get(id) ?? 0);
      for (const [id, count] of counts) if (count === null) found.set(`${id} ${from} ${to}`, null);
    }
    return keys.map(({ id, from, to }) => found.get(`${id} ${from} ${to}`) ?? null);
  },
});

async function countDays(
  ctx: Ctx,
  keys: readonly EmployeeDays[],
  range: { from: string; to: string },
): Promise<Map<string, number | null>> {
  const calendars = ctx.service(CalendarService);
  const asked = keys.map(({ id, from, to }) => ({ id, from_day: from, to_day: to }));
  const stays = await ctx.sql<Stay>(STAYS, [ctx.organizationId, JSON.stringify(asked)]);
  const places = await calendars.ofSites(ctx, [...new Set(stays.map((stay) => stay.site_id))]);
  const opened = await calendars.open(ctx, [...new Set(places.values())], range);
  const counts = new Map<string, number | null>();
  for (const { employee_id, site_id, from_day, to_day } of stays) {
    const before = counts.get(employee_id);
    const days = opened.get(places.get(site_id) ?? '')?.workingDays(from_day, to_day);
    counts.set(employee_id, days === undefined || before === null ? null : (before ?? 0) + days);
  }
  return counts;
}
