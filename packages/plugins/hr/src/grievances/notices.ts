import { type Ctx, notificationKind, z } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import type { Grievance } from './grievance.entity.js';
import { GrievanceHandler } from './grievance-people.entity.js';

/** For those who look into a grievance; nothing of what it is about leaves by mail. */
export const grievanceNews = notificationKind({
  key: 'hr.grievance.news',
  description: 'There is something to do in a confidential matter that you handle.',
  category: 'grievances',
  // By no mail unless they choose so: those who keep mails would see that there is something.
  delivery: 'IN_APP',
  data: z.object({ day: z.string() }),
  sample: { day: '2026-03-01' },
  words: {
    en: {
      title: 'A confidential matter waits for you',
      body:
        'Hello {{ recipient.name }},\n\nsomething is new or due by {{ day }} in a matter ' +
        'that you handle. Please look there.',
    },
    de: {
      title: 'Eine vertrauliche Sache wartet auf Sie',
      body:
        'Guten Tag {{ recipient.name }},\n\nin einer Sache, die Sie bearbeiten, gibt es ' +
        'Neues oder bis {{ day }} etwas zu tun. Bitte sehen Sie dort nach.',
    },
  },
});

/** Tells those who look into it, once for each key. */
export async function tellHandlers(
  ctx: Ctx,
  grievance: Grievance,
  { key, day = grievance.acknowledgeBy }: { key: string; day?: string },
): Promise<void> {
  const handlers = await ctx.em.find(GrievanceHandler, { grievance, isActive: true });
  const ids = handlers.map(({ employee }) => employee.id);
  const people = await ctx.em.find(Employee, { id: { $in: ids } });
  await ctx.notify(grievanceNews, {
    to: { people: people.map(({ person }) => person.id) },
    data: { day },
    record: { type: 'Grievance', id: grievance.id },
    uniqueKey: `${grievance.id} ${key}`,
  });
}
