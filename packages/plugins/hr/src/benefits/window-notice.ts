import { type Ctx, defineJob, notificationKind, subscriber, z } from '@bureau/core';
import { type Day, dayAfter } from '../day.js';
import { Employee } from '../employee.entity.js';
import { employeeTerminated } from '../events.js';
import { activePlans, type PlanFacts, situationOf } from './benefit-facts.js';
import type { LifeEvent } from './benefit-window.entity.js';
import { tellEnded } from './elect.js';
import { Enrollment } from './enrollment.entity.js';
import { offerOf } from './offers.js';

const AT_ONCE = 50;

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

/** Tells newcomers and, when there is a time for everybody, everybody; each once a time. */
export const benefitsOpenReminder = defineJob({
  kind: 'hr.benefitsOpenReminder',
  description: 'Tells people that they may choose benefits.',
  input: z.object({}),
  schedule: { cron: '20 6 * * *' },
  async run(work) {
    for (let after = String(work.cursor ?? ''); ;) {
      let last = '';
      await work.step(async (ctx) => {
        last = await tellSome(ctx, after);
        return { cursor: last };
      });
      if (last === '') break;
      after = last;
    }
  },
});

/** Employees who may have a time to choose today: cheap, and more than those who have. */
const CANDIDATES = `
  select e.id, e.person_id from hr.employee e
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

async function tellSome(ctx: Ctx, after: string): Promise<string> {
  const plans = await activePlans(ctx);
  if (plans.length === 0) return '';
  const values = [after || FIRST, ctx.today, AT_ONCE];
  const people = await ctx.sql<{ id: string; person_id: string }>(CANDIDATES, values);
  for (const { id, person_id } of people) await tellOne(ctx, { id, person: person_id }, plans);
  return people.at(-1)?.id ?? '';
}

/** One notice for all plans with the same last day and reason. */
async function tellOne(
  ctx: Ctx,
  { id: employeeId, person }: { id: string; person: string },
  plans: readonly PlanFacts[],
): Promise<void> {
  const situation = await situationOf(ctx, employeeId);
  const names = new Map<string, { day: Day; plans: string[] }>();
  for (const plan of plans) {
    const { isOpen, reason, closesOn } = await offerOf(ctx, { employeeId, plan, situation });
    if (!isOpen || closesOn === null) continue;
    const key = `${String(reason)} ${closesOn}`;
    const found = names.get(key) ?? { day: closesOn, plans: [] };
    found.plans.push(plan.name);
    names.set(key, found);
  }
  for (const [key, { day, plans: open }] of names) {
    await ctx.notify(benefitsOpen, {
      to: { people: [person] },
      data: { plans: open.join(', '), day },
      record: { type: 'Employee', id: employeeId },
      uniqueKey: `${employeeId} ${key}`,
    });
  }
}

/** Tells whoever has a confirmed event in life what may be chosen because of it. */
export async function tellOfEvent(ctx: Ctx, event: LifeEvent): Promise<void> {
  const { id, person } = await ctx.em.findOneOrFail(Employee, { id: event.employee.id });
  await ctx.em.flush();
  await tellOne(ctx, { id, person: person.id }, await activePlans(ctx));
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
