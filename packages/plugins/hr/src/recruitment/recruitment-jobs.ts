import { type Ctx, defineJob, File, PersonErased, subscriber, z } from '@bureau/core';
import { Applicant, Application, Interview } from './application.entity.js';
import { applicantErased } from './events.js';
import { Offer } from './offer.entity.js';
import { tellEnd } from './offer-steps.js';

const AT_ONCE = 50;

/** Ends offers that nobody answered in time. */
export const offerExpiry = defineJob({
  kind: 'hr.offerExpiry',
  description: 'Ends offers of jobs that were not answered in time.',
  input: z.object({}),
  schedule: { cron: '10 0 * * *' },
  run: (work) => untilNone((task) => work.step(task), expire),
});

/** Erases applicants for whom the term is over. */
export const applicantErasure = defineJob({
  kind: 'hr.applicantErasure',
  description: 'Erases applicants when the days that a requisition keeps them are over.',
  input: z.object({}),
  schedule: { cron: '40 2 * * *' },
  run: (work) => untilNone((task) => work.step(task), erase),
});

/** In steps of a few: each is a transaction that leaves fewer for the next one. */
async function untilNone(
  step: (task: (ctx: Ctx) => Promise<object>) => Promise<void>,
  some: (ctx: Ctx) => Promise<number>,
): Promise<void> {
  for (let count = AT_ONCE; count === AT_ONCE;) {
    await step(async (ctx) => {
      count = await some(ctx);
      return {};
    });
  }
}

async function expire(ctx: Ctx): Promise<number> {
  const offers = await ctx.em.find(
    Offer,
    { state: 'EXTENDED', expiresOn: { $lt: ctx.today } },
    { limit: AT_ONCE, orderBy: { id: 'asc' } },
  );
  for (const offer of offers) {
    offer.state = 'EXPIRED';
    tellEnd(ctx, offer, 'EXPIRED');
  }
  return offers.length;
}

/** All applications ended, each so many days ago as its requisition says. */
const DUE = `
  select t.id from hr.applicant t
  where t.erased_at is null
    and exists (select from hr.application a
      where a.organization_id = t.organization_id and a.applicant_id = t.id)
    and not exists (select from hr.application a
      join hr.requisition r on r.organization_id = a.organization_id and r.id = a.requisition_id
      where a.organization_id = t.organization_id and a.applicant_id = t.id
        and (a.closed_on is null or a.closed_on + r.keep_days >= $1::date))
  order by t.id limit $2`;

async function erase(ctx: Ctx): Promise<number> {
  const due = await ctx.sql<{ id: string }>(DUE, [ctx.today, AT_ONCE]);
  await eraseApplicants(
    ctx,
    due.map(({ id }) => id),
  );
  return due.length;
}

/** Whoever was hired is erased as the applicant that they were, when the person is. */
export const applicantOfPerson = subscriber(PersonErased, {
  name: 'hr.applicantOfPerson',
  async run(ctx, { payload: { personId } }) {
    const where = { employee: { person: personId }, applicant: { erasedAt: null } };
    const applications = await ctx.em.find(Application, where);
    await eraseApplicants(ctx, [...new Set(applications.map(({ applicant }) => applicant.id))]);
  },
});

/** Forgets applicants (uuids): who they were, what was noted, and what they sent along. */
async function eraseApplicants(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const applicant = { $in: [...ids] };
  const applications = await ctx.em.find(Application, { applicant });
  const interviews = await ctx.em.find(Interview, { application: { applicant } });
  for (const interview of interviews) interview.note = null;
  const files: string[] = [];
  for (const application of applications) {
    if (application.document) files.push(application.document.id);
    application.document = null;
  }
  await ctx.em.flush();
  for (const file of await ctx.em.find(File, { id: { $in: files } })) ctx.em.remove(file);
  for (const one of await ctx.em.find(Applicant, { id: applicant })) {
    one.erase(ctx.now);
    ctx.emit(applicantErased, { applicantId: one.id }, { type: 'Applicant', id: one.id });
  }
}
