import type { Ctx } from '../context/ctx.js';
import { jsonOf } from '../identity/json-row.js';
import { weekdayNumber, type Weekday } from './calendar.entity.js';
import { type CalendarData, WorkCalendar } from './work-calendar.js';

/** Days from, until exclusive. */
export interface DayRange {
  from: string;
  to: string;
}

const READ = `
  select c.id, c.time_zone,
    (select coalesce(jsonb_agg(jsonb_build_array(w.weekday, w.opens, w.closes)), '[]')
      from core.working_window w
      where w.organization_id = c.organization_id and w.calendar_id = c.id) as windows,
    (select coalesce(jsonb_agg(jsonb_build_array(h.day, h.is_half_day)), '[]')
      from core.holiday h
      where h.organization_id = c.organization_id and h.calendar_id = c.id
        and h.day >= $2::date and h.day < $3::date) as holidays
  from core.calendar c where c.id = any($1::uuid[])`;

interface Row extends Record<string, unknown> {
  id: string;
  time_zone: string;
  windows: unknown;
  holidays: unknown;
}

/** Calendars (uuids) with the holidays of a range, in one statement. */
export async function readCalendars(
  ctx: Ctx,
  ids: readonly string[],
  range: DayRange,
): Promise<Map<string, WorkCalendar>> {
  const rows = await ctx.sql<Row>(READ, [ids, range.from, range.to]);
  return new Map(rows.map((row) => [row.id, new WorkCalendar(dataOf(row, range))]));
}

function dataOf({ time_zone, windows, holidays }: Row, range: DayRange): CalendarData {
  const spans = jsonOf<[Weekday, string, string][]>(windows);
  const days = jsonOf<[string, boolean][]>(holidays);
  return {
    timeZone: time_zone,
    windows: spans.map(([weekday, opens, closes]) => ({
      weekday: weekdayNumber(weekday),
      from: minuteOf(opens),
      to: minuteOf(closes),
    })),
    holidays: new Map(days.map(([day, isHalfDay]) => [day, { isHalfDay }])),
    range,
  };
}

/** `09:30` -> 570. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
