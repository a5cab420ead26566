import { CalendarService, type Ctx, type WorkCalendar } from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import { holdsOn } from '../history.js';
import { addDays } from '../leave/leave-days.js';
import { minuteOf } from './minute-of.js';
import type { BreakRule, DayFacts, HolidayOn, WorkRules, WorkSpan } from './work-rules.js';
import { mondayOf } from './work-time.js';

/** What is known of one employee (uuid), for `workTime`. */
export interface EmployeeFacts {
  employeeId: string;
  days: DayFacts[];
  holidayOn: HolidayOn;
}

/** Days that are told, both included. */
export interface DaySpan {
  from: Day;
  to: Day;
}

/**
 * Entries, rules, shares, leave and holidays of several people, each kind in one statement. Days
 * begin before the Monday of the first week, so that weeks are whole. What goes on is left out.
 */
export async function readFacts(
  ctx: Ctx,
  employeeIds: readonly string[],
  { from, to }: DaySpan,
): Promise<EmployeeFacts[]> {
  const first = addDays(mondayOf(from), -1);
  const rows = await ctx.sql<Row>(FACTS, [employeeIds, first, to]);
  const stories = rows.map(storyOf);
  const rules = await readRules(ctx);
  const calendars = await openCalendars(ctx, stories, { from: first, to: addDays(to, 3) });
  return stories.map((story) => {
    const calendarOn = (day: Day) => {
      const siteId = story.jobs.find((job) => holdsOn(job, day))?.siteId;
      return siteId === undefined ? undefined : calendars.get(siteId);
    };
    const days: DayFacts[] = [];
    for (let day = first; day <= to; day = dayAfter(day)) {
      days.push(dayOf(story, day, { rules, calendar: calendarOn(day) }));
    }
    const holidayOn = (day: Day) => calendarOn(day)?.holidayOn(day) ?? null;
    return { employeeId: story.employeeId, days, holidayOn };
  });
}

interface Held {
  validFrom: Day;
  validTo: Day | null;
}

interface Story {
  employeeId: string;
  entries: readonly (WorkSpan & { day: Day })[];
  policies: readonly (Held & { policyId: string })[];
  jobs: readonly (Held & { share: string; siteId: string })[];
  leave: readonly { day: Day; days: string }[];
}

interface Row extends Record<string, unknown> {
  employee_id: string;
  entries: string;
  policies: string;
  jobs: string;
  leave: string;
}

function storyOf(row: Row): Story {
  return {
    employeeId: row.employee_id,
    entries: JSON.parse(row.entries),
    policies: JSON.parse(row.policies),
    jobs: JSON.parse(row.jobs),
    leave: JSON.parse(row.leave),
  };
}

const FACTS = `
  select e.id as employee_id, t.entries, a.policies, j.jobs, l.leave
  from hr.employee e
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('day', t.day, 'kind', t.kind,
      'from', extract(epoch from t.started_at) * 1000, 'to', extract(epoch from t.ended_at) * 1000,
      'timeZone', t.time_zone) order by t.started_at), '[]')::text as entries
    from hr.time_entry t
    where t.organization_id = e.organization_id and t.employee_id = e.id and t.state = 'VALID'
      and t.day between $2::date and $3::date and t.ended_at is not null) t
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('validFrom', a.valid_from,
      'validTo', a.valid_to, 'policyId', a.policy_id)), '[]')::text as policies
    from hr.work_time_assignment a
    where a.organization_id = e.organization_id and a.employee_id = e.id) a
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('validFrom', j.valid_from,
      'validTo', j.valid_to, 'share', j.part_time_share::text, 'siteId', j.site_id)), '[]')::text
      as jobs
    from hr.job_record j
    where j.organization_id = e.organization_id and j.employee_id = e.id
      and j.valid_from <= $3::date and (j.valid_to is null or j.valid_to > $2::date)) j
  cross join lateral (
    select coalesce(jsonb_agg(d), '[]')::text as leave
    from hr.leave_request r, jsonb_array_elements(r.day_list) d
    where r.organization_id = e.organization_id and r.employee_id = e.id
      and r.state in ('APPROVED', 'SHORTENED') and r.starts_on <= $3::date
      and r.ends_on >= $2::date) l
  where e.id = any($1::uuid[])
  order by e.id`;

interface PolicyRow extends Record<string, unknown> {
  id: string;
  rules: string;
}

interface StoredRules extends Omit<WorkRules, 'night'> {
  nightStarts: string;
  nightEnds: string;
  breaks: readonly BreakRule[];
}

const RULES = `
  select p.id, jsonb_build_object('dailyMinutes', p.daily_minutes,
    'overtimeDailyMinutes', p.overtime_daily_minutes,
    'overtimeWeeklyMinutes', p.overtime_weekly_minutes,
    'longestDayMinutes', p.longest_day_minutes, 'restMinutes', p.rest_minutes,
    'nightStarts', p.night_starts, 'nightEnds', p.night_ends,
    'roundingMinutes', p.rounding_minutes, 'shortestBreakMinutes', p.shortest_break_minutes,
    'isBreakDeducted', p.is_break_deducted, 'factors', jsonb_build_object(
      'overtime', p.overtime_factor::text, 'night', p.night_factor::text,
      'sunday', p.sunday_factor::text, 'holiday', p.holiday_factor::text),
    'breaks', (select coalesce(jsonb_agg(jsonb_build_object('afterMinutes', b.after_minutes,
        'breakMinutes', b.break_minutes)), '[]')
      from hr.work_time_break b
      where b.organization_id = p.organization_id and b.policy_id = p.id))::text as rules
  from hr.work_time_policy p order by p.id limit 1000`;

async function readRules(ctx: Ctx): Promise<Map<string, WorkRules>> {
  const rows = await ctx.sql<PolicyRow>(RULES);
  return new Map(
    rows.map(({ id, rules }) => {
      const { nightStarts, nightEnds, ...stored } = JSON.parse(rules) as StoredRules;
      const night = { from: minuteOf(nightStarts, []), to: minuteOf(nightEnds, []) };
      return [id, { ...stored, night }];
    }),
  );
}

async function openCalendars(
  ctx: Ctx,
  stories: readonly Story[],
  range: DaySpan,
): Promise<Map<string, WorkCalendar>> {
  const sites = new Set(stories.flatMap(({ jobs }) => jobs.map(({ siteId }) => siteId)));
  const calendars = ctx.service(CalendarService);
  const bySite = await calendars.ofSites(ctx, [...sites]);
  const opened = await calendars.open(ctx, [...new Set(bySite.values())], range);
  const pairs = [...bySite].flatMap(([site, id]) => {
    const calendar = opened.get(id);
    return calendar ? [[site, calendar] as const] : [];
  });
  return new Map(pairs);
}

function dayOf(
  story: Story,
  day: Day,
  { rules, calendar }: { rules: Map<string, WorkRules>; calendar: WorkCalendar | undefined },
): DayFacts {
  const job = story.jobs.find((one) => holdsOn(one, day));
  const policy = story.policies.find((one) => holdsOn(one, day));
  return {
    day,
    rules: policy && rules.get(policy.policyId),
    spans: story.entries.filter((entry) => entry.day === day),
    share: job?.share ?? '0',
    leaveDays: story.leave.find((one) => one.day === day)?.days ?? '0',
    holidayDays: holidayPart(calendar, day),
  };
}

/** A holiday at the weekend takes nothing. */
function holidayPart(calendar: WorkCalendar | undefined, day: Day): string {
  const holiday = calendar?.isWorkingWeekday(day) ? calendar.holidayOn(day) : null;
  if (!holiday) return '0';
  return holiday.isHalfDay ? '0.5' : '1';
}
