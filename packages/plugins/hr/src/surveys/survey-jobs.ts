import { type Ctx, defineJob, inPages, type JobPage, notificationKind, z } from '@bureau/core';
import { Survey } from './survey.entity.js';

const AT_ONCE = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** For whoever is asked. */
export const surveyAsked = notificationKind({
  key: 'hr.survey.asked',
  description: 'You are asked in a survey; nobody learns who said what.',
  category: 'surveys',
  delivery: 'DAILY',
  data: z.object({ name: z.string(), day: z.string() }),
  sample: { name: 'Pulse', day: '2026-03-31' },
  words: {
    en: {
      title: '{{ name }}: tell us by {{ day }}',
      body:
        'Hello {{ recipient.name }},\n\nplease answer {{ name }} by {{ day }}. Answers are kept ' +
        'without names, and shown of groups only.',
    },
    de: {
      title: '{{ name }}: sagen Sie es uns bis {{ day }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nbitte beantworten Sie {{ name }} bis {{ day }}. ' +
        'Antworten stehen ohne Namen da und werden nur von Gruppen gezeigt.',
    },
  },
});

interface Asked extends Record<string, unknown> {
  id: string;
  person_id: string;
}

/** People of the units, and of those below, who have a job on the first day. */
const INVITE = `
  with recursive asked as (
    select id from core.org_unit where $2::uuid[] = '{}' or id = any($2::uuid[])
    union
    select u.id from asked a join core.org_unit u on u.parent_id = a.id),
  people as (
    select j.employee_id, j.unit_id from hr.job_record j
    where j.employee_id > $4::uuid and j.unit_id in (select id from asked)
      and j.valid_from <= $3::date and (j.valid_to is null or j.valid_to > $3::date)
    order by j.employee_id limit $5),
  invited as (
    insert into hr.survey_invitation (id, survey_id, employee_id, unit_id)
    select gen_random_uuid(), $1::uuid, employee_id, unit_id from people
    on conflict do nothing)
  select e.id::text as id, e.person_id from people p join hr.employee e on e.id = p.employee_id
  order by 1`;

/** Asks people, some at a time. */
export const surveyInvite = defineJob({
  kind: 'hr.surveyInvite',
  description: 'Asks the people of a survey.',
  input: z.object({ surveyId: z.uuid() }),
  run: (work) => inPages(work, (ctx, after) => inviteSome(ctx, work.input.surveyId, after)),
});

async function inviteSome(ctx: Ctx, surveyId: string, after = FIRST): Promise<JobPage> {
  const survey = await ctx.em.findOneOrFail(Survey, { id: surveyId });
  const { unitIds, opensOn, closesOn, name } = survey;
  const values = [surveyId, unitIds, opensOn, after, AT_ONCE];
  const people = await ctx.sql<Asked>(INVITE, values);
  await ctx.notify(surveyAsked, {
    to: { people: people.map(({ person_id }) => person_id) },
    data: { name, day: closesOn },
    record: { type: 'Survey', id: surveyId },
    uniqueKey: surveyId,
  });
  return { last: people.at(-1)?.id };
}

/** Ends surveys after their last day. */
export const surveyEnd = defineJob({
  kind: 'hr.surveyEnd',
  description: 'Ends surveys whose last day is over.',
  input: z.object({}),
  schedule: { cron: '15 0 * * *' },
  run: (work) =>
    work.step(async (ctx) => {
      const over = { state: 'OPEN' as const, closesOn: { $lt: ctx.today } };
      const surveys = await ctx.em.find(Survey, over, { limit: AT_ONCE });
      for (const survey of surveys) await closeSurvey(ctx, survey);
    }),
});

/** No more answers; those that are there are written anew, in an order by chance. */
export async function closeSurvey(ctx: Ctx, survey: Survey): Promise<void> {
  survey.state = 'CLOSED';
  await ctx.em.flush();
  await ctx.sql('select hr.survey_shuffle($1::uuid)', [survey.id]);
}
