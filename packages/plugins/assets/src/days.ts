import type { Ctx } from '@bureau/core';

/** The instant at which each of these days begins in the time zone of the organization. */
export async function startsOfDays(
  ctx: Ctx,
  days: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const wanted = [...new Set(days)];
  if (wanted.length === 0) return new Map();
  const zone = ctx.principal.timeZone ?? 'UTC';
  const rows = await ctx.sql<{ day: string; ms: string }>(
    `select day, (extract(epoch from day::date::timestamp at time zone $2) * 1000)::bigint as ms
       from unnest($1::text[]) as day`,
    [wanted, zone],
  );
  return new Map(rows.map(({ day, ms }) => [day, new Date(Number(ms))]));
}

/** The instant at which the day is over in the time zone of the organization. */
export async function endOfDay(ctx: Ctx, day: string): Promise<Date> {
  const next = addDays(day, 1);
  const starts = await startsOfDays(ctx, [next]);
  return starts.get(next) ?? new Date(`${next}T00:00:00Z`);
}

/** The day on which an instant lies in the time zone of the organization. */
export function dayOf(ctx: Ctx, at: Date): string {
  // Of all locales it is the Swedish one that writes days as ISO 8601 does.
  const timeZone = ctx.principal.timeZone ?? 'UTC';
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

/** `2024-01-31` + 1 month -> `2024-02-29`: the same day of a later month, or its last one. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** `2024-01-31` + 1 -> `2024-02-01` */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
