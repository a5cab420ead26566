import { type Ctx, localDayOf } from '@bureau/core';
import type { Day } from '../day.js';
import type { Employee } from '../employee.entity.js';
import { timeErrors } from './errors.js';

/** Where somebody works on a day. */
export interface PlaceOfWork {
  /** Uuid. */
  siteId: string;
  /** IANA zone. */
  timeZone: string;
}

interface Stay extends Record<string, unknown> {
  site_id: string;
  time_zone: string;
  valid_from: Day;
  valid_to: Day | null;
}

const STAYS = `
  select j.site_id, s.time_zone, j.valid_from, j.valid_to
  from hr.job_record j
  join core.site s on s.organization_id = j.organization_id and s.id = j.site_id
  where j.employee_id = $1 and j.valid_from <= $3::date
    and (j.valid_to is null or j.valid_to > $2::date)`;

/** Places of several days in one statement. @throws HR_TIME_NOT_EMPLOYED */
export async function placesOn(
  ctx: Ctx,
  employee: Pick<Employee, 'id' | 'number'>,
  days: readonly Day[],
): Promise<Map<Day, PlaceOfWork>> {
  const sorted = [...days].sort();
  const stays = await ctx.sql<Stay>(STAYS, [employee.id, sorted[0], sorted.at(-1)]);
  return new Map(
    days.map((day) => {
      const stay = stays.find((one) => isIn(one, day));
      if (!stay) throw timeErrors.TIME_NOT_EMPLOYED({ number: employee.number, day }, ['input']);
      return [day, { siteId: stay.site_id, timeZone: stay.time_zone }];
    }),
  );
}

/** The place of an instant, and what day it is there. @throws HR_TIME_NOT_EMPLOYED */
export async function placeAt(
  ctx: Ctx,
  employee: Pick<Employee, 'id' | 'number'>,
  at: Date,
): Promise<PlaceOfWork & { day: Day }> {
  // A local day is at most one away from that of UTC.
  const [before, after] = [shifted(at, -1), shifted(at, 1)];
  const stays = await ctx.sql<Stay>(STAYS, [employee.id, before, after]);
  for (const stay of stays) {
    const day = localDayOf(at.valueOf(), stay.time_zone);
    if (isIn(stay, day)) return { siteId: stay.site_id, timeZone: stay.time_zone, day };
  }
  const day = shifted(at, 0);
  throw timeErrors.TIME_NOT_EMPLOYED({ number: employee.number, day }, ['input']);
}

function isIn({ valid_from, valid_to }: Stay, day: Day): boolean {
  return valid_from <= day && (valid_to === null || day < valid_to);
}

function shifted(at: Date, days: number): Day {
  return new Date(at.valueOf() + days * 86_400_000).toISOString().slice(0, 10);
}
