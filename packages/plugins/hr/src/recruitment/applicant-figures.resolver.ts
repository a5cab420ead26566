import { Arg, Context, type Ctx, Int, Query, Resolver } from '@bureau/core';
import { ApplicantFigure } from './application.types.js';

/** What applicants told of themselves. */
@Resolver()
export class ApplicantFiguresResolver {
  @Query(() => [ApplicantFigure], {
    description:
      'How many applicants of a year that is over gave which answer to a question. Answers of ' +
      'fewer than ten are kept together, with as many others as it takes that nobody can work ' +
      'them out; two questions have no people in common that could be taken away.',
  })
  async applicantFigures(
    @Context() ctx: Ctx,
    @Arg('year', () => Int, { description: 'A year that is over; none before that.' })
    year: number,
    @Arg('question', () => String, { description: 'What was asked: GENDER.' })
    question: string,
  ): Promise<ApplicantFigure[]> {
    // Figures that grow from day to day would tell of those who came in between.
    if (year >= Number(ctx.today.slice(0, 4))) return [];
    const rows = await ctx.sql<{ answer: string | null; people: string }>(
      `select answer, people from hr.applicant_figures($1, $2)
       order by people desc, answer nulls last`,
      [year, question],
    );
    return rows.map(({ answer, people }) => ({ answer, people: Number(people) }));
  }
}
