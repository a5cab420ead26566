import { defineReminder, notificationKind, z } from '@bureau/core';
import type { Day } from '../day.js';
import { addDays } from './leave-days.js';

/** How many days before the end people are told. */
const AHEAD = 30;

/** For whoever has days that are about to be lost; never of kinds that tell of health. */
export const leaveExpiring = notificationKind({
  key: 'hr.leave.expiring',
  description: 'Leave of yours that was carried over is about to expire.',
  category: 'leave',
  delivery: 'IMMEDIATE',
  data: z.object({ type: z.string(), days: z.string(), day: z.string() }),
  sample: { type: 'Annual leave', days: '4.5', day: '2026-04-01' },
  words: {
    en: {
      title: '{{ days }} days of leave expire on {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\n{{ days }} days of {{ type }} of last year are gone from ' +
        '{{ day }} on. Please take them before.',
    },
    de: {
      title: '{{ days }} Urlaubstage verfallen am {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\n{{ days }} Tage {{ type }} aus dem Vorjahr verfallen ' +
        'am {{ day }}. Bitte nehmen Sie sie vorher.',
    },
  },
});

interface Lot extends Record<string, unknown> {
  key: string;
  employee_id: string;
  person_id: string;
  type: string;
  expires_on: Day;
  unused: string;
}

/** Tells each person once of each end of carried days; leave that is approved uses them. */
export const leaveExpiryReminder = defineReminder({
  kind: 'hr.leaveExpiryReminder',
  description: 'Tells people of carried leave that expires soon.',
  schedule: { cron: '0 6 * * *' },
  notice: leaveExpiring,
  find: (ctx, { after, limit }) =>
    ctx.sql<Lot>(LOTS, [after ?? '', limit, ctx.today, addDays(ctx.today, AHEAD)]),
  tell: (_, lots) =>
    lots
      .filter(({ unused }) => Number(unused) > 0)
      .map(({ key, employee_id, person_id, type, expires_on, unused }) => ({
        to: { people: [person_id] },
        data: { type, days: String(Number(unused)), day: expires_on },
        record: { type: 'Employee', id: employee_id },
        uniqueKey: `${key} ${expires_on}`,
      })),
});

const LOTS = `
  select c.key, c.employee_id, e.person_id, t.name as type, c.expires_on,
    (c.carried + coalesce(u.used, 0))::text as unused
  from (
    select organization_id, employee_id, type_id, employee_id || ' ' || type_id as key, source,
      max(expires_on) as expires_on, sum(days) as carried
    from hr.leave_entry
    where source like 'carry-in:%' and expires_on > $3::date and expires_on <= $4::date
    group by organization_id, employee_id, type_id, source) c
  join hr.employee e on e.organization_id = c.organization_id and e.id = c.employee_id
  join hr.leave_type t on t.organization_id = c.organization_id and t.id = c.type_id
  cross join lateral (
    select sum(m.days) as used from hr.leave_entry m
    where m.organization_id = c.organization_id and m.employee_id = c.employee_id
      and m.type_id = c.type_id and m.kind in ('TAKEN', 'CANCELLED')
      and m.effective_on >= make_date(split_part(c.source, ':', 2)::int, 1, 1)
      and m.effective_on < c.expires_on) u
  where c.key > $1 and not t.is_sensitive
  order by c.key limit $2`;
