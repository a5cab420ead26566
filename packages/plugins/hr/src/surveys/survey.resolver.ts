import {
  Arg,
  Context,
  type Ctx,
  encodeId,
  filledText,
  Mutation,
  OrgUnit,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { addDays } from '../leave/leave-days.js';
import { surveyErrors } from './errors.js';
import { closeSurvey, surveyInvite } from './survey-jobs.js';
import {
  SurveyAnswerInput,
  SurveyAnswerPayload,
  SurveyClosePayload,
  SurveyInput,
  type SurveyQuestionInput,
  SurveyStartInput,
  SurveyStartPayload,
  SurveyTemplateCreateInput,
  SurveyTemplateCreatePayload,
  SurveyTemplateInput,
  SurveyTemplateRetirePayload,
} from './survey-inputs.js';
import { Survey, SurveyInvitation, SurveyQuestion, SurveyTemplate } from './survey.entity.js';
import { SurveyQuestionType } from './surveys.types.js';

const MOST_QUESTIONS = 50;

/** Asking people, and answering. */
@Resolver()
export class SurveyResolver {
  @Mutation(() => SurveyTemplateCreatePayload, {
    description: 'Adds a template. Its questions never change, so that years can be compared.',
  })
  surveyTemplateCreate(@Context() ctx: Ctx, @Arg('input') input: SurveyTemplateCreateInput) {
    const { questions } = input;
    const isWordsOnly = questions.every(({ kind }) => kind === 'TEXT');
    if (isWordsOnly || questions.length > MOST_QUESTIONS) {
      throw surveyErrors.SURVEY_QUESTIONS({}, ['input', 'questions']);
    }
    const [code, name] = [filled(input.code, 'code'), filled(input.name, 'name')];
    const surveyTemplate = ctx.em.create(SurveyTemplate, { code, name });
    for (const [at, question] of questions.entries()) {
      const { kind } = question;
      const [words, options] = [filled(question.words, 'questions'), optionsOf(question)];
      const facts = { position: at + 1, kind, words, options };
      ctx.em.create(SurveyQuestion, { template: surveyTemplate, ...facts });
    }
    return { surveyTemplate };
  }

  @Mutation(() => SurveyTemplateRetirePayload, { description: 'Asks a template no more.' })
  async surveyTemplateRetire(@Context() ctx: Ctx, @Arg('input') input: SurveyTemplateInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const surveyTemplate = await ctx.find(SurveyTemplate, String(id), { expectedVersion, path });
    surveyTemplate.isActive = false;
    return { surveyTemplate };
  }

  @Mutation(() => SurveyStartPayload, {
    description: 'Asks everybody who has a job in the units today; they are told by a job.',
  })
  async surveyStart(@Context() ctx: Ctx, @Arg('input') input: SurveyStartInput) {
    const path = ['input', 'templateId'];
    const template = await ctx.find(SurveyTemplate, input.templateId, { path });
    if (!template.isActive) throw surveyErrors.SURVEY_INACTIVE({ code: template.code }, path);
    const { closesOn } = input;
    const minGroup = input.minGroup ?? 5;
    if (minGroup < 5 || minGroup > 100) throw surveyErrors.SURVEY_GROUP({}, ['input', 'minGroup']);
    if (closesOn < ctx.today || closesOn > addDays(ctx.today, 366)) {
      throw surveyErrors.SURVEY_DAYS({}, ['input', 'closesOn']);
    }
    const unitIds: string[] = [];
    for (const id of input.unitIds ?? []) {
      unitIds.push((await ctx.find(OrgUnit, id, { path: ['input', 'unitIds'] })).id);
    }
    const name = filled(input.name, 'name');
    const days = { opensOn: ctx.today, closesOn };
    const survey = ctx.em.create(Survey, {
      ...{ id: uuidv7(), template, name, ...days, minGroup, unitIds },
    });
    await ctx.enqueue(surveyInvite, { surveyId: survey.id });
    return { survey };
  }

  @Mutation(() => SurveyClosePayload, {
    description: 'Ends a survey: nobody answers any more, and figures can be read.',
  })
  async surveyClose(@Context() ctx: Ctx, @Arg('input') input: SurveyInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const survey = await ctx.find(Survey, String(id), { expectedVersion, path, lock: true });
    if (survey.state !== 'OPEN') throw surveyErrors.SURVEY_CLOSED({}, path);
    await closeSurvey(ctx, survey);
    return { survey };
  }

  @Mutation(() => SurveyAnswerPayload, {
    description:
      'Answers a survey, once. That somebody did is kept; what they said is kept apart, without ' +
      'name, time or order.',
  })
  async surveyAnswer(@Context() ctx: Ctx, @Arg('input') input: SurveyAnswerInput) {
    const survey = await ctx.find(Survey, input.id, { path: ['input', 'id'] });
    survey.demandOpen(ctx.today);
    const invitation = await invitationOf(ctx, survey);
    const { template } = survey;
    const questions = await ctx.em.find(SurveyQuestion, { template });
    const given = new Map(input.answers.map((one) => [one.questionId, one.answer]));
    const kept = questions.flatMap((question) => {
      const answer = question.checked(
        given.get(encodeId(SurveyQuestionType.options.prefix, question.id)),
      );
      return answer === null ? [] : [{ id: question.id, answer }];
    });
    invitation.isAnswered = true;
    await ctx.sql(ANSWER, [
      ...[survey.id, invitation.unit.id],
      ...[kept.map(({ id }) => id), kept.map(({ answer }) => answer)],
    ]);
    return { surveyInvitation: invitation };
  }
}

/** Nothing of who it was goes with an answer; ids are random. */
const ANSWER = `
  insert into hr.survey_answer (survey_id, unit_id, question_id, answer)
  select $1::uuid, $2::uuid, a.question, a.answer
  from unnest($3::uuid[], $4::text[]) as a(question, answer) order by random()`;

/** Locked, so that of several answers at once one counts. */
async function invitationOf(ctx: Ctx, survey: Survey): Promise<SurveyInvitation> {
  const { personId } = ctx.principal;
  const employee = personId && (await ctx.em.findOne(Employee, { person: personId }));
  const path = ['input', 'id'];
  if (!employee) throw surveyErrors.SURVEY_NOT_INVITED({}, path);
  await ctx.sql(
    'select id from hr.survey_invitation where survey_id = $1 and employee_id = $2 for update',
    [survey.id, employee.id],
  );
  const invitation = await ctx.em.findOne(SurveyInvitation, { survey, employee });
  if (!invitation) throw surveyErrors.SURVEY_NOT_INVITED({}, path);
  if (invitation.isAnswered) throw surveyErrors.SURVEY_ANSWERED({}, path);
  return invitation;
}

function optionsOf({ kind, options }: SurveyQuestionInput): string[] {
  const given = (options ?? []).map((one) => one.trim());
  const isSound = given.every((one) => one.length >= 1 && one.length <= 100);
  const count = new Set(given).size;
  const fits = kind === 'CHOICE' ? count >= 2 && count <= 20 : given.length === 0;
  if (isSound && fits && count === given.length) return given;
  throw surveyErrors.SURVEY_OPTIONS({}, ['input', 'questions']);
}

/** Text without white space around it. @throws HR_SURVEY_TEXT */
function filled(text: string, field: string): string {
  return filledText(text, () => surveyErrors.SURVEY_TEXT({}, ['input', field]));
}
