import { Arg, Context, type Ctx, decodeId, Extensions, ID, Query, Resolver } from '@bureau/core';
import type { Day } from '../day.js';
import { type AnswerCount, enpsOf, meanOf, together } from './figures.js';
import { type SurveyFigure, SurveyGroup, SurveyPeriod, SurveyWords } from './survey-inputs.js';
import { SurveyTemplateType, SurveyType } from './surveys.types.js';

const MOST_SURVEYS = 40;

/** What was answered, of groups that are large enough. */
@Resolver()
export class SurveyResultResolver {
  @Extensions({ cost: 10, items: 50 })
  @Query(() => [SurveyGroup], {
    description:
      'Figures of a closed survey by unit. Units in which fewer than minGroup people answered ' +
      'are one group, with as many others as it takes that nobody can work them out; there is ' +
      'one way to divide people into groups, so no two answers can be taken from each other.',
  })
  async surveyResults(
    @Context() ctx: Ctx,
    @Arg('surveyId', () => ID, { description: 'The survey.' }) surveyId: string,
  ): Promise<SurveyGroup[]> {
    const survey = await seen(ctx, surveyId);
    return survey === undefined ? [] : groupsOf(await figuresOf(ctx, [survey]));
  }

  @Extensions({ cost: 10, items: 100 })
  @Query(() => [SurveyWords], {
    description:
      'What was written to a closed survey, of all units together and in no order; 500 at most.',
  })
  async surveyWords(
    @Context() ctx: Ctx,
    @Arg('surveyId', () => ID, { description: 'The survey.' }) surveyId: string,
  ): Promise<SurveyWords[]> {
    const survey = await seen(ctx, surveyId);
    if (survey === undefined) return [];
    const text = 'select question_id, words from hr.survey_words($1::uuid) limit 500';
    const rows = await ctx.sql<{ question_id: string; words: string }>(text, [survey]);
    return rows.map(({ question_id, words }) => ({ question: { id: question_id }, words }));
  }

  @Extensions({ cost: 20, items: 40 })
  @Query(() => [SurveyPeriod], {
    description:
      `Figures of everybody over the last ${MOST_SURVEYS} times in which a template ` +
      'was asked.',
  })
  async surveyTrend(
    @Context() ctx: Ctx,
    @Arg('templateId', () => ID, { description: 'The template.' }) templateId: string,
  ): Promise<SurveyPeriod[]> {
    const template = decodeId(SurveyTemplateType.options.prefix, templateId);
    if (template === undefined) return [];
    const surveys = await ctx.sql<{ id: string; closes_on: Day }>(
      `select id, closes_on from (select id, closes_on from hr.survey
         where template_id = $1::uuid and state = 'CLOSED'
         order by closes_on desc, id limit ${MOST_SURVEYS}) s order by closes_on, id`,
      [template],
    );
    const rows = await figuresOf(
      ctx,
      surveys.map(({ id }) => id),
    );
    return surveys.flatMap(({ id, closes_on: closesOn }): SurveyPeriod[] => {
      const groups = groupsOf(rows.filter((row) => row.survey_id === id));
      if (groups.length === 0) return [];
      const people = groups.reduce((all, group) => all + group.people, 0);
      const figures = wholeOf(rows.filter((row) => row.survey_id === id));
      return [{ survey: { id }, closesOn, people, figures }];
    });
  }
}

async function seen(ctx: Ctx, id: string): Promise<string | undefined> {
  const uuid = decodeId(SurveyType.options.prefix, id);
  return uuid === undefined ? undefined : (await ctx.ids(SurveyType, { id: { eq: uuid } }, 1))[0];
}

interface FigureRow extends Record<string, unknown> {
  survey_id: string;
  unit_id: string | null;
  group_people: string;
  question_id: string;
  kind: string;
  answer: string;
  people: string;
}

const FIGURES = `
  select s.id as survey_id, f.unit_id, f.group_people, f.question_id, q.kind, f.answer, f.people
  from unnest($1::uuid[]) as s(id)
  cross join lateral hr.survey_figures(s.id) f
  join hr.survey_question q on q.id = f.question_id
  order by s.id, f.unit_id nulls last, q.position, f.answer`;

function figuresOf(ctx: Ctx, surveys: readonly string[]): Promise<FigureRow[]> {
  return ctx.sql<FigureRow>(FIGURES, [surveys]);
}

function groupsOf(rows: readonly FigureRow[]): SurveyGroup[] {
  const groups = grouped(rows, ({ unit_id }) => unit_id);
  return [...groups].map(([unit, some]) => ({
    unit: unit === null ? null : { id: unit },
    people: Number(some[0]?.group_people ?? 0),
    figures: wholeOf(some),
  }));
}

/** Figures by question, of all the groups in the rows. */
function wholeOf(rows: readonly FigureRow[]): SurveyFigure[] {
  const questions = grouped(rows, ({ question_id }) => question_id);
  return [...questions].map(([id, some]) => {
    const kind = some[0]?.kind;
    const counts = together([some.map(countOf)]);
    return {
      question: { id },
      mean: kind === 'CHOICE' ? null : meanOf(counts),
      enps: kind === 'RECOMMEND' ? enpsOf(counts) : null,
      counts,
    };
  });
}

/** Rows by a key, in the order in which keys come. */
function grouped<K>(rows: readonly FigureRow[], keyOf: (row: FigureRow) => K): Map<K, FigureRow[]> {
  const groups = new Map<K, FigureRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function countOf({ answer, people }: FigureRow): AnswerCount {
  return { answer, people: Number(people) };
}
