import { type Ctx, notificationKind, z } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import type { BoardingTask } from './boarding.entity.js';

/** For owners of tasks; the name of who joins or leaves, and no reason. */
export const boardingTaskNotice = notificationKind({
  key: 'hr.boarding.task',
  description: 'You have something to do because somebody joins or leaves.',
  category: 'people',
  delivery: 'DAILY',
  data: z.object({ title: z.string(), name: z.string(), day: z.string() }),
  sample: { title: 'Prepare the desk', name: 'Ada Example', day: '2026-03-01' },
  words: {
    en: {
      title: '{{ title }} by {{ day }}',
      body: 'Hello {{ recipient.name }},\n\nto do for {{ name }} by {{ day }}: {{ title }}',
    },
    de: {
      title: '{{ title }} bis {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nbitte erledigen Sie bis {{ day }} für {{ name }}: ' +
        '{{ title }}.',
    },
  },
});

/** Tells the owner of a task, once; an intake of old records is no news. */
export async function tellOwner(ctx: Ctx, task: BoardingTask): Promise<void> {
  if (task.dueOn < ctx.today) return;
  const owner = task.owner && (await ctx.em.findOne(Employee, { id: task.owner.id }));
  const { displayName } = await ctx.em.findOneOrFail(Employee, { id: task.plan.employee.id });
  const roles = task.ownerRole == null ? [] : [task.ownerRole];
  await ctx.notify(boardingTaskNotice, {
    to: { people: owner ? [owner.person.id] : [], roles },
    data: { title: task.title, name: displayName, day: task.dueOn },
    record: { type: 'BoardingTask', id: task.id },
    uniqueKey: task.id,
  });
}
