import { type Ctx, Secrets, uuidv7 } from '@bureau/core';
import { filled, workEmail } from '../employee.entity.js';
import { applicantFileOf } from './applicant-files.js';
import { Applicant, Application } from './application.entity.js';
import type {
  ApplicantAnswerInput,
  ApplicantInput,
  ApplicationCreateInput,
} from './application.types.js';
import { recruitmentErrors } from './errors.js';
import { applicationReceived } from './events.js';
import { JobPosting, Requisition } from './position.entity.js';

/**
 * Takes an application in. The applicant is the one with the same e-mail address, who is written
 * anew by what is given now.
 * @throws HR_REQUISITION_STATE, HR_APPLICATION_TWICE, HR_POSTING_STATE
 */
export async function apply(ctx: Ctx, input: ApplicationCreateInput): Promise<Application> {
  const requisition = await ctx.find(Requisition, input.requisitionId, {
    path: ['input', 'requisitionId'],
  });
  requisition.demand('OPEN', 'FILLED');
  await keepAnswers(ctx, input.answers ?? []);
  const posting = await postingOf(ctx, input.postingId, requisition);
  const document = await applicantFileOf(ctx, input.documentId);
  const applicant = await applicantOf(ctx, input.applicant);
  const twice = await ctx.em.findOne(Application, { applicant, requisition, closedOn: null });
  if (twice) throw recruitmentErrors.APPLICATION_TWICE({}, ['input', 'applicant', 'email']);
  const application = ctx.em.create(Application, {
    id: uuidv7(),
    ...{ applicant, requisition, posting, document },
    appliedOn: ctx.today,
  });
  ctx.emit(
    applicationReceived,
    { applicationId: application.id, requisitionId: requisition.id },
    { type: 'Application', id: application.id },
  );
  return application;
}

async function postingOf(ctx: Ctx, id: string | null | undefined, requisition: Requisition) {
  if (id == null) return null;
  const posting = await ctx.find(JobPosting, id, { path: ['input', 'postingId'] });
  posting.demand('PUBLISHED');
  if (posting.requisition.id !== requisition.id) posting.demand();
  return posting;
}

async function applicantOf(ctx: Ctx, given: ApplicantInput): Promise<Applicant> {
  const path = ['input', 'applicant'];
  const email = workEmail(filled(given.email, [...path, 'email']), [...path, 'email']);
  const facts = {
    givenName: filled(given.givenName, [...path, 'givenName']),
    familyName: filled(given.familyName, [...path, 'familyName']),
    phone: given.phone?.trim() || null,
    email,
  };
  const of = { entity: Applicant, property: 'email' } as const;
  const emailIndex = email === null ? '' : ctx.service(Secrets).index(ctx, of, email);
  const known = await ctx.em.findOne(Applicant, { emailIndex });
  return known ? ctx.em.assign(known, facts) : ctx.em.create(Applicant, { id: uuidv7(), ...facts });
}

const CODE = /^[A-Z][A-Z0-9_]{0,39}$/;
const MAX_ANSWERS = 10;

/** Nothing of who it was goes with an answer, nor into the trail. */
async function keepAnswers(ctx: Ctx, answers: readonly ApplicantAnswerInput[]): Promise<void> {
  const questions = answers.map(({ question }) => question);
  const values = answers.map(({ answer }) => answer);
  const isSound = [...questions, ...values].every((code) => CODE.test(code));
  if (!isSound || answers.length > MAX_ANSWERS || new Set(questions).size < answers.length) {
    throw recruitmentErrors.APPLICANT_ANSWERS({}, ['input', 'answers']);
  }
  if (answers.length === 0) return;
  await ctx.sql(
    `insert into hr.applicant_answer (year, question, answer)
     select $1::integer, a.question, a.answer from unnest($2::text[], $3::text[])
       as a(question, answer)`,
    [Number(ctx.today.slice(0, 4)), questions, values],
  );
}
