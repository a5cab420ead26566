import { notificationKind, subscriber, z } from '@bureau/core';
import { employeeHired, mayBeAhead } from './events.js';

/** For the manager; name and days only, nothing of the terms. */
export const newJoiner = notificationKind({
  key: 'hr.employee.joining',
  description: 'Somebody joins who reports to you.',
  category: 'people',
  delivery: 'IMMEDIATE',
  data: z.object({ name: z.string(), number: z.string(), day: z.string() }),
  sample: { name: 'Ada Example', number: 'E-1', day: '2026-03-01' },
  words: {
    en: {
      title: '{{ name }} joins on {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\n{{ name }} ({{ number }}) reports to you from {{ day }} ' +
        'on. Please prepare the first day.',
    },
    de: {
      title: '{{ name }} beginnt am {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\n{{ name }} ({{ number }}) ist ab {{ day }} in Ihrem ' +
        'Team. Bitte bereiten Sie den ersten Tag vor.',
    },
  },
});

interface Joiner extends Record<string, unknown> {
  name: string;
  number: string;
  manager_person_id: string;
}

const JOINER = `
  select p.display_name as name, e.number, m.person_id as manager_person_id
  from hr.employee e
  join core.person p on p.organization_id = e.organization_id and p.id = e.person_id
  join hr.job_record j on j.organization_id = e.organization_id and j.employee_id = e.id
    and j.valid_from <= $2::date and (j.valid_to is null or j.valid_to > $2::date)
  join hr.employee m on m.organization_id = j.organization_id and m.id = j.manager_id
  where e.id = $1::uuid`;

/** Tells the manager of the first day, where there is one and it lies ahead. */
export const newJoinerNotice = subscriber(employeeHired, {
  name: 'hr.newJoinerNotice',
  concerns: mayBeAhead,
  async run(ctx, { payload }) {
    const { employeeId, startsOn } = payload;
    if (startsOn < ctx.today) return;
    const [joiner] = await ctx.sql<Joiner>(JOINER, [employeeId, startsOn]);
    if (!joiner) return;
    await ctx.notify(newJoiner, {
      to: { people: [joiner.manager_person_id] },
      data: { name: joiner.name, number: joiner.number, day: startsOn },
      record: { type: 'Employee', id: employeeId },
      uniqueKey: `${employeeId} ${startsOn}`,
    });
  },
});
