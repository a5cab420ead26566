import { CalendarService, type Ctx, Weekday } from '@bureau/core';
import { countDays, type LeaveSpan, type Workdays } from './day-count.js';
import type { Day } from '../day.js';
import type { Employee } from '../employee.entity.js';
import { holdsOn } from '../history.js';
import { leaveErrors } from './errors.js';
import { addDays } from './leave-days.js';
import { LeaveEntitlement } from './leave-entitlement.entity.js';
import type { LeaveType } from './leave-type.entity.js';
import type { LeaveDay } from './shortfall.js';

/** Leave that somebody wants, or has. */
export interface WantedLeave extends LeaveSpan {
  employee: Employee;
  type: LeaveType;
}

const MOST_DAYS = 366;
const PATH = ['input', 'startsOn'];

/**
 * What a span of days uses up where the employee works: by the calendar of each place, and the
 * days of the week of the entitlement.
 * @throws HR_LEAVE_SPAN, HR_LEAVE_NOT_EMPLOYED, HR_LEAVE_NO_CALENDAR, HR_LEAVE_NO_DAYS
 */
export async function leaveDaysOf(ctx: Ctx, wanted: WantedLeave): Promise<LeaveDay[]> {
  const { startsOn, endsOn, isFromNoon, isUntilNoon } = wanted;
  const isEmpty = startsOn === endsOn && isFromNoon && isUntilNoon;
  if (endsOn < startsOn || isEmpty || addDays(startsOn, MOST_DAYS) <= endsOn) {
    throw leaveErrors.LEAVE_SPAN({}, PATH);
  }
  const places = await placesOf(ctx, wanted);
  for (const day of [startsOn, endsOn]) {
    if (places.some((place) => holdsOn(place, day))) continue;
    throw leaveErrors.LEAVE_NOT_EMPLOYED({ number: wanted.employee.number, day }, PATH);
  }
  const workdays = await workdaysOf(ctx, wanted);
  const counted = countDays(wanted, places, workdays);
  if (!counted) throw leaveErrors.LEAVE_NO_CALENDAR({}, PATH);
  if (counted.length === 0) throw leaveErrors.LEAVE_NO_DAYS({}, PATH);
  return counted;
}

interface Stay extends Record<string, unknown> {
  site_id: string;
  valid_from: Day;
  valid_to: Day | null;
}

const STAYS = `
  select j.site_id, j.valid_from, j.valid_to from hr.job_record j
  where j.employee_id = $1 and j.valid_from <= $3::date
    and (j.valid_to is null or j.valid_to > $2::date)
  order by j.valid_from`;

async function placesOf(ctx: Ctx, { employee, startsOn, endsOn }: WantedLeave) {
  const stays = await ctx.sql<Stay>(STAYS, [employee.id, startsOn, endsOn]);
  const calendars = ctx.service(CalendarService);
  const bySite = await calendars.ofSites(ctx, [...new Set(stays.map(({ site_id }) => site_id))]);
  const range = { from: startsOn, to: addDays(endsOn, 1) };
  const opened = await calendars.open(ctx, [...new Set(bySite.values())], range);
  return stays.map((stay) => ({
    validFrom: stay.valid_from,
    validTo: stay.valid_to,
    calendar: opened.get(bySite.get(stay.site_id) ?? ''),
  }));
}

async function workdaysOf(
  ctx: Ctx,
  { employee, type }: WantedLeave,
): Promise<(day: Day) => Workdays> {
  const entitlements = await ctx.em.find(LeaveEntitlement, { employee, type });
  return (day) => {
    const own = entitlements.find((one) => holdsOn(one, day))?.workdays;
    return own ? new Set(own.map((name) => Object.keys(Weekday).indexOf(name) + 1)) : null;
  };
}

const TODAY = `
  select ($2::timestamptz at time zone s.time_zone)::date as today
  from hr.job_record j join core.site s
    on s.organization_id = j.organization_id and s.id = j.site_id
  where j.employee_id = $1
  order by j.valid_from <= $2::date desc, j.valid_from desc limit 1`;

/** Today where the employee works. */
export async function todayOf(ctx: Ctx, employeeId: string): Promise<Day> {
  const [row] = await ctx.sql<{ today: Day }>(TODAY, [employeeId, ctx.now.toISOString()]);
  return row?.today ?? ctx.today;
}
