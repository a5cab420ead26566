import { defineReminder, notificationKind, z } from '@bureau/core';
import type { Day } from '../../day.js';
import { REMINDERS, reminderOf } from './validity.js';

/** For whoever has a certificate that ends soon, and the manager. */
export const certificateExpiring = notificationKind({
  key: 'hr.certificate.expiring',
  description: 'A certificate of yours, or of somebody who reports to you, ends soon.',
  category: 'people',
  delivery: 'IMMEDIATE',
  data: z.object({ kind: z.string(), name: z.string(), day: z.string() }),
  sample: { kind: 'First aid', name: 'Ada Example', day: '2026-03-31' },
  words: {
    en: {
      title: '{{ kind }} of {{ name }} ends on {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\nthe certificate {{ kind }} of {{ name }} is good until ' +
        '{{ day }}. Please see to its renewal.',
    },
    de: {
      title: '{{ kind }} von {{ name }} endet am {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nder Nachweis {{ kind }} von {{ name }} gilt bis ' +
        '{{ day }}. Bitte kümmern Sie sich um die Erneuerung.',
    },
  },
});

interface Ending extends Record<string, unknown> {
  key: string;
  person_id: string;
  manager_person_id: string | null;
  kind: string;
  name: string;
  valid_until: Day;
  days_left: string;
}

/** Tells people and their managers 60, 30 and 7 days before, once each. */
export const certificateReminder = defineReminder({
  kind: 'hr.certificateReminder',
  description: 'Tells people and their managers of certificates that end in 60, 30 and 7 days.',
  schedule: { cron: '20 6 * * *' },
  notice: certificateExpiring,
  find: (ctx, { after, limit }) =>
    ctx.sql<Ending>(ENDINGS, [after, limit, ctx.today, Math.max(...REMINDERS)]),
  tell: (_, endings) =>
    endings.flatMap((one) => {
      const reminder = reminderOf(Number(one.days_left));
      if (reminder === undefined) return [];
      const { key: id, person_id, manager_person_id, kind, name, valid_until } = one;
      return [
        {
          to: { people: [person_id, ...(manager_person_id === null ? [] : [manager_person_id])] },
          data: { kind, name, day: valid_until },
          record: { type: 'Certificate', id },
          uniqueKey: `${id} ${reminder}`,
        },
      ];
    }),
});

/** Of people who work today, and only where no later certificate of the kind takes over. */
const ENDINGS = `
  select c.id as key, e.person_id, m.person_id as manager_person_id, k.name as kind,
    e.display_name as name, c.valid_until::text as valid_until,
    c.valid_until - $3::date as days_left
  from hr.certificate c
  join hr.certificate_kind k on k.organization_id = c.organization_id and k.id = c.kind_id
  join hr.employee e on e.organization_id = c.organization_id and e.id = c.employee_id
  join hr.job_record j on j.organization_id = e.organization_id and j.employee_id = e.id
    and daterange(j.valid_from, j.valid_to) @> $3::date
  left join hr.employee m on m.organization_id = j.organization_id and m.id = j.manager_id
  where c.valid_until >= $3::date and c.valid_until <= $3::date + $4::integer
    and c.withdrawn_on is null and ($1::uuid is null or c.id > $1::uuid)
    and not exists (select from hr.certificate n
      where n.organization_id = c.organization_id and n.employee_id = c.employee_id
        and n.kind_id = c.kind_id and n.withdrawn_on is null
        and (n.valid_until is null or n.valid_until > c.valid_until))
  order by c.id limit $2`;
