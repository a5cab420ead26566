import {
  type Ctx,
  defineReminder,
  notificationKind,
  type Reminding,
  subscriber,
  z,
} from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import { Employee } from '../employee.entity.js';
import { employeeTerminated } from '../events.js';
import type { LifeEvent } from './benefit-window.entity.js';
import { tellEnded } from './elect.js';
import { Enrollment } from './enrollment.entity.js';
import { type Offer, offersOf } from './offers.js';

/** For those who may choose; plans by name, nothing of what they have. */
export const benefitsOpen = notificationKind({
  key: 'hr.benefits.open',
  description: 'You may choose benefits.',
  category: 'benefits',
  delivery: 'IMMEDIATE',
  data: z.object({ plans: z.string(), day: z.string() }),
  sample: { plans: 'Health, Pension', day: '2026-03-31' },
  words: {
    en: {
      title: 'Choose your benefits by {{ day }}',
      body: 'Hello {{ recipient.name }},\n\nuntil {{ day }} you may choose: {{ plans }}.',
    },
    de: {
      title: 'Wählen Sie Ihre Zusatzleistungen bis {{ day }}',
      body: 'Guten Tag {{ recipient.name }},\n\nbis {{ day }} können Sie wählen: {{ plans }}.',
    },
  },
});

/** Employees who may have a time to choose today: cheap, and more than those who have. */
const CANDIDATES = `
  select e.id as key, e.person_id from hr.employee e
  where e.id > $1::uuid and exists (
    select from hr.employment m
    where m.organization_id = e.organization_id and m.employee_id = e.id
      and m.starts_on <= $2::date and (m.ends_on is null or m.ends_on > $2::date)
      and (exists (select from hr.benefit_window w
          where w.organization_id = e.organization_id and w.opens_on <= $2::date
            and w.closes_on >= $2::date)
        or exists (select from hr.benefit_plan p
          where p.organization_id = e.organization_id and p.is_active
            and (m.starts_on + make_interval(months => p.wait_months))::date <= $2::date
            and (m.starts_on + make_interval(months => p.wait_months))::date + p.new_hire_days
              > $2::date)))
  order by e.organization_id, e.id limit $3`;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Candidate extends Record<string, unknown> {
  key: string;
  person_id: string;
}

/** Tells newcomers and, when there is a time for everybody, everybody; each once a time. */
export const benefitsOpenReminder = defineReminder({
  kind: 'hr.benefitsOpenReminder',
  description: 'Tells people that they may choose benefits.',
  schedule: { cron: '20 6 * * *' },
  notice: benefitsOpen,
  find: (ctx, { after, limit }) =>
    ctx.sql<Candidate>(CANDIDATES, [after ?? FIRST, ctx.today, limit]),
  tell: noticesOf,
});

async function noticesOf(
  ctx: Ctx,
  people: readonly Candidate[],
): Promise<Reminding<{ plans: string; day: Day }>[]> {
  const offers = await offersOf(
    ctx,
    people.map(({ key }) => key),
  );
  return people.flatMap(({ key, person_id: person }, at) =>
    noticesTo({ employeeId: key, person }, offers[at] ?? []),
  );
}

/** One notice for all plans with the same last day and reason. */
function noticesTo(
  { employeeId, person }: { employeeId: string; person: string },
  offers: readonly Offer[],
): Reminding<{ plans: string; day: Day }>[] {
  const times = new Map<string, { day: Day; plans: string[] }>();
  for (const { isOpen, reason, closesOn, name } of offers) {
    if (!isOpen || closesOn === null) continue;
    const key = `${String(reason)} ${closesOn}`;
    const time = times.get(key) ?? { day: closesOn, plans: [] };
    time.plans.push(name);
    times.set(key, time);
  }
  return [...times].map(([key, { day, plans }]) => ({
    to: { people: [person] },
    data: { plans: plans.join(', '), day },
    record: { type: 'Employee', id: employeeId },
    uniqueKey: `${employeeId} ${key}`,
  }));
}

/** Tells whoever has a confirmed event in life what may be chosen because of it. */
export async function tellOfEvent(ctx: Ctx, event: LifeEvent): Promise<void> {
  const { id, person } = await ctx.em.findOneOrFail(Employee, { id: event.employee.id });
  await ctx.em.flush();
  for (const notice of await noticesOf(ctx, [{ key: id, person_id: person.id }])) {
    await ctx.notify(benefitsOpen, notice);
  }
}

/** Cover ends with the employment. */
export const coverOfLeaver = subscriber(employeeTerminated, {
  name: 'hr.coverOfLeaver',
  async run(ctx, { payload: { employeeId, lastDay } }) {
    await ctx.sql('select id from hr.employee where id = $1 for no key update', [employeeId]);
    const day = dayAfter(lastDay);
    const open = { $or: [{ validTo: null }, { validTo: { $gt: day } }] };
    const where = { employee: employeeId, state: 'ELECTED' as const, ...open };
    for (const enrollment of await ctx.em.find(Enrollment, where)) {
      enrollment.endBefore(day);
      tellEnded(ctx, enrollment, day);
    }
  },
});
